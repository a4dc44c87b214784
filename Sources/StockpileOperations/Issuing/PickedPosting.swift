internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// One request for goods out of a place, and how it becomes a document.
struct PickedPosting: Sendable {
    let request: PostingRequest
    let kind: String
    let key: IdempotencyKey
    let hash: String
    let person: PersonID
    let day: CalendarDate

    /// Every line names its lot and no unit, and none stands in a file: then one question finds where all of it lies.
    var isNamedWhole: Bool { request.lines.allSatisfy { $0.lot != nil && $0.serials.isEmpty && $0.origin == nil } }

    /// Posts a request that is named whole: where its lots lie, then the posting, which judges it under its own locks and answers a key
    /// that was used before. In one round trip where a single lot is named, nothing else about it, and it is one balance at the place that
    /// is free and good.
    func post(_ known: Resolver, in asked: borrowing Conversation) throws -> PostedDocument {
        var picker = try picker(known, Operations.wrongMoves(of: request, known))
        let quantities = try known.quantities(of: request)
        if let take = try soleTake(known, quantities),
            let posted = try asked.postFromSoleBalance(take, draft([], picker, known), key: key, requestHash: hash)
        {
            return posted.telling(picker.careOverdue)
        }
        picker.balances = try asked.listLotBalances(lots(known), at: picker.place.id)
        var lines: [PostingLine] = []
        for (line, quantity) in zip(request.lines, quantities) {
            lines += try picker.lines(ofLot: line.lot ?? "", try picker.wish(line, quantity, known))
        }
        return try asked.postDocument(draft(lines, picker, known), key: key, requestHash: hash).telling(picker.careOverdue)
    }

    /// The only line's, where a single balance leaves the picker nothing to choose by: nothing is said but the lot, and the purpose minds
    /// neither bins nor which goods go first.
    private func soleTake(_ known: Resolver, _ quantities: [Quantity]) throws -> NamedTake? {
        guard request.lines.count == 1, let line = request.lines.first, let quantity = quantities.first, let lot = try lots(known).first,
            request.purpose != "rebinning", !Picker.givingUp.contains(request.purpose),
            line.owner == nil, line.bin == nil, line.toBin == nil, line.condition == nil
        else { return nil }
        return NamedTake(lot: lot, quantity: quantity, toPlace: try line.toPlace.map { try known.place($0).id })
    }

    /// The document of any request.
    ///
    /// Errors: what `Picker.requireEnough` says; SP202 for a key that came with another request.
    func draft(_ known: Resolver, choosing tx: borrowing Transaction) throws -> PostingDraft {
        var picker = try picker(known, try Operations.wrongLines(of: request, known, in: tx))
        picker.balances = try tx.listLotBalances(lots(known), at: picker.place.id)
        var lines: [PostingLine] = []
        for (line, quantity) in zip(request.lines, try known.quantities(of: request)) {
            lines += try picker.lines(for: line, quantity, known: known, in: tx)
        }
        // What was posted already is answered again, however little is left by now.
        if try !picker.isShort || !tx.isPosted(key, requestHash: hash) { try picker.requireEnough() }
        return draft(lines, picker, known)
    }

    /// Errors: invalid with all problems; SP603 for a move from a place to itself.
    private func picker(_ known: Resolver, _ problems: [FieldProblem]) throws -> Picker {
        try known.requireSound(request, problems)
        let place = try known.place(request.place)
        if request.purpose != "rebinning", let same = request.lines.first(where: { $0.toPlace == place.code }) {
            throw StockpileError.refused(Refusal(.samePlace, ["place": .text(place.code), "item": .text(same.item)]))
        }
        return Picker(place: place, purpose: request.purpose, day: day)
    }

    /// The lots that are named, but for those whose units are.
    private func lots(_ known: Resolver) throws -> [LotName] {
        let named = try request.lines.filter(\.serials.isEmpty).compactMap { line in
            try line.lot.map { LotName(item: try known.item(line.item).id, number: $0) }
        }
        return Array(Set(named))
    }

    private func draft(_ lines: [PostingLine], _ picker: Picker, _ known: Resolver) -> PostingDraft {
        var draft = PostingDraft(
            kind: kind, purpose: request.purpose, place: picker.place.id, person: person, occurredAt: request.occurredAt, lines: lines)
        draft.reference = request.reference
        draft.remarks = request.remarks
        draft.grounds = request.grounds
        draft.catalogueVersion = known.catalogueVersion
        draft.careOverdue = picker.careOverdue
        return draft
    }
}

extension PostedDocument {
    /// With what was picked although its care is overdue; of what was posted before nobody knows it any more.
    func telling(_ careOverdue: [JSONValue]?) -> PostedDocument {
        guard !replayed else { return self }
        var told = self
        told.careOverdue = careOverdue
        return told
    }
}
