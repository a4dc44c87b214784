package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Receives goods: each line becomes a lot, with dates from the item's rules where none are given; what users give back may go into
    /// the lot it came from.
    ///
    /// Units:  base units, or packs that come out even; fen for one base unit.
    /// Errors: SP401, SP301, SP302, SP602, SP604, SP607, SP608, SP610, SP613; all problems of the lines at once.
    package func postReceipt(_ request: PostingRequest, key: IdempotencyKey) async throws -> PostedDocument {
        try person.require(.postReceipt)
        try requireAttaching(request.grounds)
        if request.purpose == "loan_return" { return try await postLoanReturn(request, key: key) }
        let hash = Self.hash("post_receipt", request.json, person)
        // One round trip in all where the catalogue is known: the posting.
        return try await keyed(key) {
            try await byCatalogue(request) { known in
                let draft = try await receiptDraft(request, known)
                do {
                    return try await store.postReceipt(draft, key: key, requestHash: hash)
                } catch StockpileError.refused(let refusal)
                    where [.lotExists, .serialInStock].contains(refusal.code) && request.isFromFile
                {
                    try ProblemList(try await lotsTaken(by: request, known) + unitsInStock(NamedSerials(request, known))).throwIfAny()
                    throw StockpileError.refused(refusal)
                }
            }
        }
    }

    private func receiptDraft(_ request: PostingRequest, _ known: Resolver) async throws -> PostingDraft {
        let received = receivedOn(request)
        let former = request.purpose == "return" ? try await formerLots(of: request, known) : [:]
        try await requireSound(request, known, former, receivedOn: received)
        let quantities = try known.quantities(of: request)
        let lines = try zip(request.lines, quantities).map { line, quantity in
            try formerLine(line, quantity, at: request.place, known, former)
                ?? receiptLine(line, quantity, of: request, known: known, receivedOn: received)
        }
        var draft = PostingDraft(
            kind: "receipt", purpose: request.purpose, place: try known.place(request.place).id, person: person.id,
            occurredAt: request.occurredAt, lines: lines)
        draft.reference = request.reference
        draft.remarks = request.remarks
        draft.grounds = request.grounds
        draft.catalogueVersion = known.catalogueVersion
        return draft
    }

    /// Everything that is wrong with the lines of a file, or with one of many lines, at once; an only line gets the exact refusal.
    private func requireSound(
        _ request: PostingRequest, _ known: Resolver, _ former: [LotName: LotID], receivedOn: CalendarDate
    ) async throws {
        let isOne = request.lines.count == 1 && !request.isFromFile
        var fresh = request
        fresh.lines = request.lines.filter { Self.formerLot($0, known, former) == nil }
        let serials = NamedSerials(request, known)
        var found = NamedBins(request, known).problems(isReceived: true) + serials.problems(isOwed: request.purpose != "return")
        found += isOne ? [] : Self.wrongLines(of: fresh, known, receivedOn: receivedOn) + NamedLots(fresh, known).repeated
        let problems = known.problems(of: request, found)
        guard problems.isEmpty else {
            let more = try await lotsTaken(by: fresh, known) + unitsInStock(serials)
            return try ProblemList(problems + more).throwIfAny()
        }
        guard isOne, let line = fresh.lines.first else { return }
        let rules = try known.item(line.item).shelfLives.applying(acquiredBy: request.purpose)
        let dates = LotDates(line, receivedOn: receivedOn).contradictions(by: rules)
        guard dates.isEmpty else {
            let detail = dates.map {
                JSONValue.object(
                    [
                        JSONMember("field", .text($0.field)), JSONMember("value", .text($0.date.rawValue)),
                        JSONMember("expected", .text($0.expected)),
                    ])
            }
            throw StockpileError.refused(Refusal(.datesInvalid, ["dates": .array(detail)]))
        }
    }

    /// The day on which goods arrived: when they moved, else today.
    func receivedOn(_ request: PostingRequest) -> CalendarDate {
        request.occurredAt.flatMap { day(of: $0) ?? CalendarDate(rawValue: String($0.prefix(10))) } ?? today
    }

    static func wrongLines(of request: PostingRequest, _ known: Resolver, receivedOn: CalendarDate) -> [FieldProblem] {
        request.lines.flatMap { line -> [FieldProblem] in
            guard let item = try? known.item(line.item) else { return [] }
            let rules = item.shelfLives.applying(acquiredBy: request.purpose)
            let dates = LotDates(line, receivedOn: receivedOn).contradictions(by: rules).map {
                FieldProblem(of: line, $0.field, .contradiction, ["value": $0.date.rawValue, "expected": $0.expected, "reason": "dates"])
            }
            // A category that could not be read was told already.
            let isTold = request.problems.contains { $0.line == line.origin?.line && $0.field == "category" }
            guard !isTold, category(of: line, item) == nil else { return dates }
            let choices = ["value": line.category ?? "", "choices": item.categories.joined(separator: ", ")]
            return dates + [FieldProblem(of: line, "category", line.category == nil ? .required : .notAChoice, choices)]
        }
    }

    /// The named units that are on somebody's books.
    private func unitsInStock(_ serials: NamedSerials) async throws -> [FieldProblem] {
        serials.isEmpty ? [] : try await store.read { try serials.inStock($0) }
    }

    /// The lots of a file whose numbers were given before.
    private func lotsTaken(by request: PostingRequest, _ known: Resolver) async throws -> [FieldProblem] {
        let lots = NamedLots(request, known)
        guard !lots.names.isEmpty else { return [] }
        return lots.problems(where: try await store.read { try $0.listLotsSeen(lots.names, at: nil) })
    }

    /// The one the line names, or the item's only one; nil for another, or for none where there are several.
    private static func category(of line: PostingRequestLine, _ item: Item) -> String? {
        let category = line.category ?? (item.categories.count == 1 ? item.categories[0] : nil)
        return category.flatMap { item.categories.contains($0) ? $0 : nil }
    }

    /// The lots that goods given back came from.
    private func formerLots(of request: PostingRequest, _ known: Resolver) async throws -> [LotName: LotID] {
        let names = request.lines.compactMap { line in
            line.lot.flatMap { number in (try? known.item(line.item)).map { LotName(item: $0.id, number: number) } }
        }
        return names.isEmpty ? [:] : try await store.read { try $0.listLots(named: names) }
    }

    private static func formerLot(_ line: PostingRequestLine, _ known: Resolver, _ former: [LotName: LotID]) -> LotID? {
        guard let number = line.lot, let item = try? known.item(line.item) else { return nil }
        return former[LotName(item: item.id, number: number)]
    }

    private func formerLine(
        _ line: PostingRequestLine, _ quantity: Quantity, at place: String, _ known: Resolver, _ former: [LotName: LotID]
    ) throws -> PostingLine? {
        guard let lot = Self.formerLot(line, known, former) else { return nil }
        var posting = PostingLine(lot: lot, quantity: quantity, owner: try known.owner(line.owner))
        posting.toCondition = line.condition
        posting.toBin = line.bin.flatMap { known.bin(BinName(place: place, code: $0))?.id }
        posting.serials = line.serials
        return posting
    }

    func receiptLine(
        _ line: PostingRequestLine, _ quantity: Quantity, of request: PostingRequest, known: Resolver, receivedOn: CalendarDate
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
        posting.toBin = line.bin.flatMap { known.bin(BinName(place: request.place, code: $0))?.id }
        posting.serials = line.serials
        let rules = item.shelfLives.applying(acquiredBy: request.purpose)
        posting.newLot = NewLot(
            lotNumber: line.lot, category: category, fundingSource: line.fundingSource ?? "unstated", origin: line.producer,
            dates: LotDates(line, receivedOn: receivedOn).completed(by: rules), unitCostFen: line.unitCostFen ?? 0)
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
