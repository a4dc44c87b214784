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
        let quantities = try known.quantities(of: request)
        let received = request.occurredAt.flatMap { day(of: $0) ?? CalendarDate(rawValue: String($0.prefix(10))) } ?? today
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

    private func receiptLine(
        _ line: PostingRequestLine, _ quantity: Quantity, known: Resolver, receivedOn: CalendarDate
    ) throws -> PostingLine {
        let item = try known.item(line.item)
        guard let category = line.category ?? (item.categories.count == 1 ? item.categories[0] : nil), item.categories.contains(category)
        else {
            throw StockpileError.refused(
                Refusal(
                    .categoryNotOfItem,
                    [
                        "item": .text(item.code), "category": JSONValue(line.category),
                        "categories": .array(item.categories.map { .text($0) }),
                    ]))
        }
        let dates = LotDates(
            manufacturedOn: line.manufacturedOn, receivedOn: receivedOn, expiresOn: line.expiresOn, warnOn: line.warnOn,
            rotateByOn: line.rotateByOn)
        var posting = PostingLine(lot: nil, quantity: quantity, owner: try known.owner(line.owner))
        posting.item = item.id
        posting.toCondition = line.condition
        posting.newLot = NewLot(
            lotNumber: line.lot, category: category, fundingSource: line.fundingSource ?? "unstated", origin: line.producer,
            dates: dates.completed(by: item.shelfLife), unitCostFen: line.unitCostFen ?? 0)
        return posting
    }
}
