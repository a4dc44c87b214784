package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Issues goods from a place: the named lot, or those that expire first. For use nothing is picked whose last care found a defect,
    /// and what is overdue for care only when nothing else is left; the answer says so.
    ///
    /// Errors: SP101 with what is there and why the rest cannot be taken, SP102 expired, SP103 on hold, SP104 not inspected, SP120 a named
    ///         unit is elsewhere, SP301, SP401, SP613 with all that the purpose owes.
    package func postIssue(_ request: PostingRequest, key: IdempotencyKey) async throws -> PostedDocument {
        try person.require(.postIssue)
        return try await postPicked(request, kind: "issue", key: key)
    }

    /// Moves goods to another place, or (purpose rebinning) to another bin of their place: the named lot, or those that expire first.
    ///
    /// Errors: as `postIssue`; SP603 for a move from a place to itself, SP620 to SP622 for bins.
    package func postTransfer(_ request: PostingRequest, key: IdempotencyKey) async throws -> PostedDocument {
        try person.require(.postTransfer)
        return try await postPicked(request, kind: "transfer", key: key)
    }

    /// Picks and posts; what was picked for the request is not part of its hash. A pick lost to a race is made again.
    private func postPicked(_ request: PostingRequest, kind: String, key: IdempotencyKey) async throws -> PostedDocument {
        try requireAttaching(request.grounds)
        let hash = Self.hash("post_\(kind)", request.json, person)
        let today = self.today
        let person = self.person
        return try await keyed(key) {
            try await picking(hasChoice: request.lines.contains { $0.lot == nil }) { queues in
                // Who was given the goods, and that they are to come back, is written in the posting's own transaction.
                guard queues || request.isFollowed else {
                    let draft = try await store.read { tx in
                        try Self.pickedDraft(request, kind: kind, key: key, hash: hash, by: person, on: today, in: tx)
                    }
                    return try await store.postDocument(draft, key: key, requestHash: hash).telling(draft)
                }
                return try await store.write { tx in
                    if queues { try tx.queueToPick() }
                    let draft = try Self.pickedDraft(request, kind: kind, key: key, hash: hash, by: person, on: today, in: tx)
                    let posted = try tx.postDocument(draft, key: key, requestHash: hash)
                    if request.isFollowed, !posted.replayed { try tx.noteReceiver(request.receiver, of: posted.id, by: person.id) }
                    return posted.telling(draft)
                }
            }
        }
    }

    static func pickedDraft(
        _ request: PostingRequest, kind: String, key: IdempotencyKey, hash: String, by person: Person, on today: CalendarDate,
        in tx: borrowing Transaction
    ) throws -> PostingDraft {
        let known = try Resolver(request, in: tx)
        try known.requireSound(request, try wrongLines(of: request, known, in: tx))
        let place = try known.place(request.place)
        if request.purpose != "rebinning", let same = request.lines.first(where: { $0.toPlace == place.code }) {
            throw StockpileError.refused(Refusal(.samePlace, ["place": .text(place.code), "item": .text(same.item)]))
        }
        // The key first: what was posted already is answered again, however little is left by now.
        let isKnown = try tx.isPosted(key, requestHash: hash)
        var picker = Picker(place: place, purpose: request.purpose, day: today, mayBeShort: isKnown)
        var lines: [PostingLine] = []
        for (line, quantity) in zip(request.lines, try known.quantities(of: request)) {
            lines += try picker.lines(for: line, quantity, known: known, in: tx)
        }
        try picker.requireEnough()
        var draft = PostingDraft(
            kind: kind, purpose: request.purpose, place: place.id, person: person.id, occurredAt: request.occurredAt, lines: lines)
        draft.reference = request.reference
        draft.remarks = request.remarks
        draft.grounds = request.grounds
        if !isKnown { draft.careOverdue = picker.careOverdue }
        return draft
    }

    /// Lines of a file whose lot was never at the place, or that lead to the place itself.
    static func wrongLines(of request: PostingRequest, _ known: Resolver, in tx: borrowing Transaction) throws -> [FieldProblem] {
        let stays = request.purpose == "rebinning"
        let same =
            request.lines.filter { !stays && $0.origin != nil && $0.toPlace == request.place }.map {
                FieldProblem(of: $0, "to_place", .contradiction, ["value": request.place, "reason": "same_place"])
            } + NamedBins(request, known).problems(isReceived: false) + NamedSerials(request, known).problems(isOwed: false)
        guard let place = try? known.place(request.place) else { return same }
        let lots = NamedLots(request, known)
        return try same + (lots.names.isEmpty ? [] : lots.problems(where: tx.listLotsSeen(lots.names, at: place.id), at: place.code))
    }
}

extension PostedDocument {
    /// With what its draft has to tell; of what was posted before nobody knows it any more.
    fileprivate func telling(_ draft: PostingDraft) -> PostedDocument {
        guard !replayed else { return self }
        var told = self
        told.careOverdue = draft.careOverdue
        return told
    }
}
