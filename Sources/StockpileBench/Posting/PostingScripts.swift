internal import StockpileModel

/// What pgbench sends to `post_document`: word for word what the service would send, with the changing values filled in by format().
struct PostingScripts: Sendable {
    private static let mark: (place: Int64, item: Int64, lot: Int64, quantity: Int64) = (910_000_001, 910_000_002, 910_000_003, 910_000_004)
    /// A hash has 64 digits; which does not matter for a key never used before.
    private static let hash = String(repeating: "0", count: 64)

    let today: CalendarDate

    /// A receipt of one line that makes a lot, as `Operations.postReceipt` would write it.
    func receipt() throws -> String {
        let rule = ShelfLife(months: 60, from: .received, warnDays: 90, rotateDays: 180)
        var line = PostingLine(lot: nil, quantity: Quantity(rawValue: Self.mark.quantity) ?? 0, owner: OwnerID(rawValue: 1))
        line.item = ItemID(rawValue: Self.mark.item)
        line.newLot = NewLot(
            lotNumber: nil, category: "made_up", fundingSource: "unstated", origin: nil,
            dates: LotDates(manufacturedOn: nil, receivedOn: today).completed(by: rule), unitCostFen: 100)
        let choices = """
            \\set place random(1, \(BenchDistrict.depots))
            \\set item random(1, \(BenchDistrict.items))
            """
        return try script(kind: "receipt", purpose: "purchase", line, choices: choices, lot: "0", item: ":item")
    }

    /// An issue of one line from any lot where it lies: the same work as the bare ledger's.
    func issue() throws -> String {
        let line = PostingLine(
            lot: LotID(rawValue: Self.mark.lot), quantity: Quantity(rawValue: Self.mark.quantity) ?? 0, owner: OwnerID(rawValue: 1))
        let choices = """
            \\set lot random(1, \(BenchDistrict.lots))
            \\set place 1 + :lot % \(BenchDistrict.depots)
            """
        return try script(kind: "issue", purpose: "use", line, choices: choices, lot: ":lot", item: "0")
    }

    private func script(
        kind: String, purpose: String, _ line: PostingLine, choices: String, lot: String, item: String
    ) throws -> String {
        guard let key = IdempotencyKey(rawValue: "bench-%5$s") else { throw PgBench.Failure(description: "no key") }
        let draft = PostingDraft(
            kind: kind, purpose: purpose, place: PlaceID(rawValue: Self.mark.place), person: PersonID(rawValue: 1), lines: [line])
        var text = draft.json(key: key, requestHash: Self.hash).written
        for (position, number) in [Self.mark.place, Self.mark.item, Self.mark.lot, Self.mark.quantity].enumerated() {
            text = text.split(separator: String(number), omittingEmptySubsequences: false).joined(separator: "%\(position + 1)$s")
        }
        // pgbench takes a colon before a letter or digit for one of its variables.
        text = text.split(separator: "\":", omittingEmptySubsequences: false).joined(separator: "\": ")
        return """
            \(choices)
            \\set quantity random(1, 50)
            \\set key random(1, 9000000000000000000)
            SELECT stockpile.post_document(format('\(text)', :place::bigint, \(item)::bigint, \(lot)::bigint, :quantity::bigint, \
            :key::bigint)::jsonb);
            """
    }
}
