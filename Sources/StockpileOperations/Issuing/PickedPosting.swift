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

    /// Every line names its lot and no unit, and none stands in a file: then one question finds all there is to know.
    var isNamedWhole: Bool { request.lines.allSatisfy { $0.lot != nil && $0.serials.isEmpty && $0.origin == nil } }

    /// The document of a request that is named whole; its key is left to the posting function, which answers it again.
    func draft(_ known: Resolver, _ version: String?, in asked: borrowing some Querying & ~Copyable) throws -> PostingDraft {
        var picker = try picker(known, Operations.wrongMoves(of: request, known))
        picker.balances = try asked.listLotBalances(lots(known), at: picker.place.id)
        var lines: [PostingLine] = []
        for (line, quantity) in zip(request.lines, try known.quantities(of: request)) {
            lines += try picker.lines(ofLot: line.lot ?? "", try picker.wish(line, quantity, known))
        }
        return try draft(lines, picker, version)
    }

    /// The document of any request.
    func draft(_ known: Resolver, _ version: String?, choosing tx: borrowing Transaction) throws -> PostingDraft {
        // The key first: what was posted already is answered again, however little is left by now.
        let isPosted = try tx.isPosted(key, requestHash: hash)
        var picker = try picker(known, try Operations.wrongLines(of: request, known, in: tx))
        picker.mayBeShort = isPosted
        picker.balances = try tx.listLotBalances(lots(known), at: picker.place.id)
        var lines: [PostingLine] = []
        for (line, quantity) in zip(request.lines, try known.quantities(of: request)) {
            lines += try picker.lines(for: line, quantity, known: known, in: tx)
        }
        return try draft(lines, picker, version)
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

    private func draft(_ lines: [PostingLine], _ picker: Picker, _ version: String?) throws -> PostingDraft {
        try picker.requireEnough()
        var draft = PostingDraft(
            kind: kind, purpose: request.purpose, place: picker.place.id, person: person, occurredAt: request.occurredAt, lines: lines)
        draft.reference = request.reference
        draft.remarks = request.remarks
        draft.grounds = request.grounds
        draft.catalogueVersion = version
        if !picker.mayBeShort { draft.careOverdue = picker.careOverdue }
        return draft
    }
}
