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

    /// The document of a request that is named whole.
    func draft(_ known: Resolver) throws -> PostingDraft {
        var picker = try picker(known, Operations.wrongMoves(of: request, known))
        var lines: [PostingLine] = []
        for (line, quantity) in zip(request.lines, try known.quantities(of: request)) {
            lines += try picker.lines(ofLot: line.lot ?? "", try picker.wish(line, quantity, known), known)
        }
        return try draft(lines, picker)
    }

    /// The document of any request.
    func draft(in tx: borrowing Transaction) throws -> PostingDraft {
        let known = try Resolver(picking: request, key: key, in: tx)
        var picker = try picker(known, try Operations.wrongLines(of: request, known, in: tx))
        var lines: [PostingLine] = []
        for (line, quantity) in zip(request.lines, try known.quantities(of: request)) {
            lines += try picker.lines(for: line, quantity, known: known, in: tx)
        }
        return try draft(lines, picker)
    }

    /// Errors: invalid with all problems; SP603 for a move from a place to itself; SP202 for a key that came with another request.
    private func picker(_ known: Resolver, _ problems: [FieldProblem]) throws -> Picker {
        try known.requireSound(request, problems)
        let place = try known.place(request.place)
        if request.purpose != "rebinning", let same = request.lines.first(where: { $0.toPlace == place.code }) {
            throw StockpileError.refused(Refusal(.samePlace, ["place": .text(place.code), "item": .text(same.item)]))
        }
        // The key first: what was posted already is answered again, however little is left by now.
        return Picker(place: place, purpose: request.purpose, day: day, mayBeShort: try known.isPosted(key, hash: hash))
    }

    private func draft(_ lines: [PostingLine], _ picker: Picker) throws -> PostingDraft {
        try picker.requireEnough()
        var draft = PostingDraft(
            kind: kind, purpose: request.purpose, place: picker.place.id, person: person, occurredAt: request.occurredAt, lines: lines)
        draft.reference = request.reference
        draft.remarks = request.remarks
        draft.grounds = request.grounds
        if !picker.mayBeShort { draft.careOverdue = picker.careOverdue }
        return draft
    }
}
