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
        let person = self.person
        let picked = PickedPosting(request: request, kind: kind, key: key, hash: hash, person: person.id, day: today)
        // Who was given the goods, that they are to come back, and what shows it, are written in the posting's own transaction.
        let isMore = request.isFollowed || !request.grounds.attachments.isEmpty
        return try await keyed(key) {
            try await picking(hasChoice: request.lines.contains { $0.lot == nil }) { queues in
                try await byCatalogue(request) { known in
                    guard queues || isMore else { return try await post(picked, known) }
                    return try await store.write { tx in
                        if queues { try tx.queueToPick() }
                        let draft = try picked.draft(known, choosing: tx)
                        let posted = try tx.postDocument(draft, key: key, requestHash: hash)
                        if request.isFollowed, !posted.replayed { try tx.noteReceiver(request.receiver, of: posted.id, by: person.id) }
                        return posted.telling(draft.careOverdue)
                    }
                }
            }
        }
    }

    private func post(_ picked: PickedPosting, _ known: Resolver) async throws -> PostedDocument {
        guard picked.isNamedWhole else {
            let draft = try await store.read { try picked.draft(known, choosing: $0) }
            return try await store.postDocument(draft, key: picked.key, requestHash: picked.hash).telling(draft.careOverdue)
        }
        return try await store.converse { try picked.post(known, in: $0) }
    }

    /// Lines of a file that lead to the place itself, and bins and units that cannot be meant.
    static func wrongMoves(of request: PostingRequest, _ known: Resolver) -> [FieldProblem] {
        let stays = request.purpose == "rebinning"
        return request.lines.filter { !stays && $0.origin != nil && $0.toPlace == request.place }.map {
            FieldProblem(of: $0, "to_place", .contradiction, ["value": request.place, "reason": "same_place"])
        } + NamedBins(request, known).problems(isReceived: false) + NamedSerials(request, known).problems(isOwed: false)
    }

    /// The same, and lines of a file whose lot was never at the place.
    static func wrongLines(of request: PostingRequest, _ known: Resolver, in tx: borrowing Transaction) throws -> [FieldProblem] {
        let moves = wrongMoves(of: request, known)
        guard let place = try? known.place(request.place) else { return moves }
        let lots = NamedLots(request, known)
        return try moves + (lots.names.isEmpty ? [] : lots.problems(where: tx.listLotsSeen(lots.names, at: place.id), at: place.code))
    }
}
