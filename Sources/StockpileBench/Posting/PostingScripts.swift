internal import StockpileModel

/// What pgbench sends to the posting functions: to `post_plain_line` the values that the service would send, to `post_document` word for
/// word its document, with the changing values filled in by format().
struct PostingScripts: Sendable {
    /// How many lines, and whether everybody takes from one lot.
    enum Load: String, CaseIterable, Sendable {
        case one = ""
        case hundred = "100"
        case hot = "_hot"
    }

    private static let mark: (place: Int64, item: Int64, lot: Int64, quantity: Int64, line: Int64) = (
        910_000_001, 910_000_002, 910_000_003, 910_000_004, 910_000_005
    )
    /// A hash has 64 digits; which does not matter for a key never used before.
    private static let hash = String(repeating: "0", count: 64)

    let today: CalendarDate

    /// Receipts that make a lot a line, as `Operations.postReceipt` would write them.
    func receipt(_ load: Load) throws -> String {
        let rule = ShelfLife(months: 60, from: .received, warnDays: 90, rotateDays: 180)
        var line = PostingLine(lot: nil, quantity: Quantity(rawValue: Self.mark.quantity) ?? 0, owner: OwnerID(rawValue: 1))
        line.item = ItemID(rawValue: Self.mark.item)
        line.newLot = NewLot(
            lotNumber: nil, category: "made_up", fundingSource: "unstated", origin: nil,
            dates: LotDates(manufacturedOn: nil, receivedOn: today).completed(by: [rule]), unitCostFen: 100)
        let choices = """
            \\set place random(1, \(BenchDistrict.depots))
            \\set item random(1, \(BenchDistrict.items))
            """
        let item = load == .hundred ? "1 + (:item + line * 37) % \(BenchDistrict.items)" : ":item"
        return try script(load, kind: "receipt", purpose: "purchase", line, choices: choices, lot: "0", item: item)
    }

    /// Issues from any lot where it lies: the same work as the bare ledger's. One line goes by values, a hundred as a document.
    func issue(_ load: Load) throws -> String {
        let line = PostingLine(
            lot: LotID(rawValue: Self.mark.lot), quantity: Quantity(rawValue: Self.mark.quantity) ?? 0, owner: OwnerID(rawValue: 1))
        guard load == .hundred else {
            return """
                \\set lot \(load == .hot ? String(BenchDistrict.hotLot) : "random(1, \(BenchDistrict.lots))")
                \\set place 1 + :lot % \(BenchDistrict.depots)
                \(Self.chosenAnyway)
                SELECT stockpile.post_plain_line('bench-' || :key::text, '\(Self.hash)', 'issue', 'use', :place::bigint, 1, NULL, NULL,
                    NULL, NULL, :lot::bigint, :quantity::bigint, \(line.owner.rawValue), NULL, NULL);
                """
        }
        let choices = """
            \\set place random(1, 20)
            \\set base random(0, 4998)
            """
        let lot = "(((:base + line * 37) % 4999) * 20 + :place - 1) + CASE WHEN :place = 1 THEN 20 ELSE 0 END"
        return try script(load, kind: "issue", purpose: "use", line, choices: choices, lot: lot, item: "0")
    }

    private static let chosenAnyway = """
        \\set quantity random(1, 50)
        \\set key random(1, 9000000000000000000)
        """

    private func script(
        _ load: Load, kind: String, purpose: String, _ line: PostingLine, choices: String, lot: String, item: String
    ) throws -> String {
        guard let key = IdempotencyKey(rawValue: "bench-%2$s") else { throw PgBench.Failure(description: "no key") }
        let draft = PostingDraft(
            kind: kind, purpose: purpose, place: PlaceID(rawValue: Self.mark.place), person: PersonID(rawValue: 1), lines: [line])
        let text = draft.json(key: key, requestHash: Self.hash).written
        guard let start = text.firstRange(of: "[{")?.lowerBound, let end = text.firstRange(of: "}]")?.upperBound else {
            throw PgBench.Failure(description: "no lines")
        }
        let head = Self.format(text[..<start] + "[", [(Self.mark.place, 1)])
        let tail = Self.format("]" + text[end...], [(Self.mark.place, 1)])
        let body = Self.format(
            text[start..<end].dropFirst().dropLast(), [(Self.mark.item, 1), (Self.mark.lot, 2), (Self.mark.quantity, 3)]
        ).replacing("\"line_no\": 1", with: "\"line_no\": %4$s")
        return """
            \(choices)
            \(Self.chosenAnyway)
            SELECT stockpile.post_document((format('\(head)', :place::bigint, :key::bigint)
                || \(Self.lines(load, body, lot, item)) || format('\(tail)', :place::bigint, :key::bigint))::jsonb);
            """
    }

    private static func lines(_ load: Load, _ body: String, _ lot: String, _ item: String) -> String {
        guard load == .hundred else { return "format('\(body)', \(item)::bigint, \(lot)::bigint, :quantity::bigint, 1)" }
        return """
            (SELECT string_agg(format('\(body)', (\(item))::bigint, (\(lot))::bigint, 1 + line % 50, line), ',')
                FROM generate_series(1, 100) AS line)
            """
    }

    /// Marked values become places of format(); pgbench takes a colon before a letter or digit for one of its variables.
    private static func format(_ text: some StringProtocol, _ marks: [(Int64, Int)]) -> String {
        marks.reduce(String(text)) { $0.replacing(String($1.0), with: "%\($1.1)$s") }.replacing("\":", with: "\": ")
    }
}
