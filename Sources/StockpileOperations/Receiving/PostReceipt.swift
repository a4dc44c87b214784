package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Receives goods: each line becomes a lot, with dates from the item's rule where none are given.
    ///
    /// Units:  base units, or packs that come out even; fen for one base unit.
    /// Errors: SP401, SP301, SP302, SP602, SP604, SP607, SP608, SP610; all problems of the lines at once.
    package func postReceipt(_ request: PostingRequest, key: IdempotencyKey) async throws -> PostedDocument {
        try person.require(.postReceipt)
        let hash = Self.hash("post_receipt", request.json, person)
        let today = self.today
        let person = self.person
        // Two round trips in all: what the request names, then the posting.
        let known = try await Resolver(request, in: store)
        let received = request.occurredAt.flatMap { day(of: $0) ?? CalendarDate(rawValue: String($0.prefix(10))) } ?? today
        try Self.requireSound(request, known, receivedOn: received)
        let quantities = try known.quantities(of: request)
        let lines = try zip(request.lines, quantities).map { line, quantity in
            try receiptLine(line, quantity, known: known, receivedOn: received)
        }
        var draft = PostingDraft(
            kind: "receipt", purpose: request.purpose, place: try known.place(request.place).id, person: person.id,
            occurredAt: request.occurredAt, lines: lines)
        draft.reference = request.reference
        draft.remarks = request.remarks
        let posted = draft
        return try await keyed(key) { try await store.postDocument(posted, key: key, requestHash: hash) }
    }

    /// Of many lines everything that cannot be a lot is told at once; an only line gets the exact refusal instead.
    private static func requireSound(_ request: PostingRequest, _ known: Resolver, receivedOn: CalendarDate) throws {
        guard request.lines.count > 1 else { return }
        let found = try request.lines.flatMap { line -> [FieldProblem] in
            let item = try known.item(line.item)
            let dates = LotDates(line, receivedOn: receivedOn).contradictions(by: item.shelfLife).map {
                FieldProblem(of: line, $0.field, .contradiction, ["value": $0.date.rawValue, "expected": $0.expected])
            }
            guard category(of: line, item) == nil else { return dates }
            let choices = ["value": line.category ?? "", "choices": item.categories.joined(separator: ", ")]
            return dates + [FieldProblem(of: line, "category", .notAChoice, choices)]
        }
        guard !found.isEmpty else { return }
        try ProblemList(found + known.packProblems(of: request)).throwIfAny()
    }

    /// The one the line names, or the item's only one; nil for another, or for none where there are several.
    private static func category(of line: PostingRequestLine, _ item: Item) -> String? {
        let category = line.category ?? (item.categories.count == 1 ? item.categories[0] : nil)
        return category.flatMap { item.categories.contains($0) ? $0 : nil }
    }

    private func receiptLine(
        _ line: PostingRequestLine, _ quantity: Quantity, known: Resolver, receivedOn: CalendarDate
    ) throws -> PostingLine {
        let item = try known.item(line.item)
        guard let category = Self.category(of: line, item) else {
            throw StockpileError.refused(
                Refusal(
                    .categoryNotOfItem,
                    [
                        "item": .text(item.code), "category": JSONValue(line.category),
                        "categories": .array(item.categories.map { .text($0) }),
                    ]))
        }
        var posting = PostingLine(lot: nil, quantity: quantity, owner: try known.owner(line.owner))
        posting.item = item.id
        posting.toCondition = line.condition
        posting.newLot = NewLot(
            lotNumber: line.lot, category: category, fundingSource: line.fundingSource ?? "unstated", origin: line.producer,
            dates: LotDates(line, receivedOn: receivedOn).completed(by: item.shelfLife), unitCostFen: line.unitCostFen ?? 0)
        return posting
    }
}

extension LotDates {
    /// The dates as the line gives them.
    fileprivate init(_ line: PostingRequestLine, receivedOn: CalendarDate) {
        self.init(
            manufacturedOn: line.manufacturedOn, receivedOn: receivedOn, expiresOn: line.expiresOn, warnOn: line.warnOn,
            rotateByOn: line.rotateByOn)
    }
}
