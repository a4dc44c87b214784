import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Reversal of single lines, and what stands in its way", .serialized)
struct ReversalLineTests {
    /// A receipt of three lots: A 10, B 20, C 30.
    private func receiveThree(_ reserve: SmallReserve) async throws -> String {
        let lines = [("A", 10), ("B", 20), ("C", 30)].map { lot, quantity in
            var line = PostingRequestLine.of("quilt", Int64(quantity), lot: lot)
            line.category = "relief"
            line.unitCostFen = 100
            return line
        }
        return try await reserve.person("keeper1").postReceipt(
            PostingRequest(purpose: "purchase", place: "D1", lines: lines), key: .fresh()
        ).number
    }

    private func reversals(_ reserve: SmallReserve, of number: String) async throws -> [String?] {
        let lines = try await reserve.person("auditor1").showDocument(number)[key: "lines"]?.array ?? []
        return lines.map { $0[key: "reversed_by"]?.text }
    }

    @Test func `lines go back one by one, each linked to its reversal, the rest with the whole`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await receiveThree(reserve)
            let keeper = try await reserve.person("keeper2")
            let first = try await keeper.reverseDocument(number, lines: [2], remarks: "点错", key: .fresh())
            #expect(try await reserve.balances() == ["A D1 stock free": 10, "C D1 stock free": 30])
            #expect(try await reversals(reserve, of: number) == [nil, first.number, nil])
            let shown = try await keeper.showDocument(first.number)
            #expect(shown[key: "reverses"]?.text == number)
            #expect(shown.figures("line_no") == [2] && shown.figures("value_fen") == [2000])

            let rest = try await keeper.reverseDocument(number, remarks: nil, key: .fresh())
            #expect(try await reserve.balances() == [:])
            #expect(try await reversals(reserve, of: number) == [rest.number, first.number, rest.number])
            #expect(try await keeper.showDocument(number)[key: "reversed_by"]?.text == "\(first.number) \(rest.number)")
            #expect(try await keeper.listDocuments(DocumentFilter(slice: .first(10))).count == 3, "one row for a document of two reversals")
            try await reserve.isWhole()
        }
    }

    @Test func `lines that are not there, and all that are reversed already, are told at once`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await receiveThree(reserve)
            let keeper = try await reserve.person("keeper2")
            let unknown = try await reserve.refuses(.unknown) {
                try await keeper.reverseDocument(number, lines: [1, 7, 9], remarks: nil, key: .fresh())
            }
            #expect(unknown[key: "line_nos"]?.array == [.integer(7), .integer(9)])
            #expect(Refusal(.unknown, unknown).wording(.en).title == "\(number) has no such lines: 7, 9.")
            let first = try await keeper.reverseDocument(number, lines: [1, 3], remarks: nil, key: .fresh())
            let already = try await reserve.refuses(.reversedAlready) {
                try await keeper.reverseDocument(number, lines: [1, 2, 3], remarks: nil, key: .fresh())
            }
            #expect(already[key: "reversed_lines"]?.array?.map { $0[key: "line_no"]?.integer } == [1, 3])
            #expect(already[key: "reversed_lines"]?.array?.allSatisfy { $0[key: "reversal"]?.text == first.number } == true)
            _ = try await keeper.reverseDocument(number, remarks: nil, key: .fresh())
            try await reserve.refuses(.reversedAlready) { try await keeper.reverseDocument(number, remarks: nil, key: .fresh()) }
        }
    }

    @Test func `one key reverses once, and with other lines or another reason it is another request`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await receiveThree(reserve)
            let (keeper, key) = (try await reserve.person("keeper2"), IdempotencyKey.fresh())
            let first = try await keeper.reverseDocument(number, lines: [3, 1, 3], remarks: "点错", key: key)
            #expect(try await keeper.reverseDocument(number, lines: [1, 3], remarks: "点错", key: key).number == first.number)
            try await reserve.refuses(.keyReused) { try await keeper.reverseDocument(number, lines: [2], remarks: "点错", key: key) }
            try await reserve.refuses(.keyReused) { try await keeper.reverseDocument(number, lines: [1, 3], remarks: "别的", key: key) }
            #expect(try await reserve.balances() == ["B D1 stock free": 20])
        }
    }

    @Test func `reversals of one document at once: each line goes back once`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await receiveThree(reserve)
            let keeper = try await reserve.person("keeper2")
            let wishes: [[Int64]] = [[1], [2], [3], [1], [2], [3], [1, 2], [2, 3]]
            let codes = try await atOnce(
                wishes.map { lines in { _ = try await keeper.reverseDocument(number, lines: lines, remarks: nil, key: .fresh()) } })
            #expect(codes.allSatisfy { $0 == nil || $0 == .reversedAlready })
            #expect(try await reserve.balances() == [:])
            let rows = try await reserve.sql(
                "SELECT count(*) AS n FROM stockpile.stock_movement JOIN stockpile.document USING (document_id) WHERE kind = 'reversal'")
            #expect(try rows[0].get("n") as Int64 == 3)
            try await reserve.isWhole()
        }
    }

    @Test func `what a later line took from where an earlier one had brought it goes back before it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "A")
            // As a bulk load may bring it: the file's second line goes on from where the first arrived.
            let chained = try await reserve.chainOfTransfers("A", quantity: 5, through: ["D1", "D2", "T1"])
            #expect(try await reserve.balances() == ["A T1 stock free": 5])
            _ = try await reserve.person("keeper1").reverseDocument(chained, remarks: nil, key: .fresh())
            #expect(try await reserve.balances() == ["A D1 stock free": 5])
            try await reserve.isWhole()
        }
    }

    @Test func `a refused reversal names everything that stands in its way, and undoing it in that order lets it through`() async throws {
        try await SmallReserve.run { reserve in
            let receipt = try await reserve.receive("quilt", 100, lot: "A").number
            let early = try await reserve.issue("quilt", 10, lot: "A").number
            let moved = try await reserve.transfer("quilt", 60, from: "D1", to: "D2", lot: "A").number
            let used = try await reserve.issue("quilt", 45, at: "D2", lot: "A").number
            let undone = try await reserve.issue("quilt", 5, lot: "A").number
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.reverseDocument(undone, remarks: nil, key: .fresh())

            let detail = try await reserve.refuses(.reversalBlocked) {
                try await keeper.reverseDocument(receipt, remarks: nil, key: .fresh())
            }
            let steps = detail[key: "in_the_way"]?.array ?? []
            #expect(steps.map(\.number) == [used, moved, early], "what a reversal took back is not in the way")
            #expect(steps.map { $0[key: "quantity"]?.integer } == [45, 60, 10])
            #expect(detail[key: "lines"]?.array?.first?[key: "available"]?.integer == 30)
            for step in steps {
                let line = try #require(step[key: "line_no"]?.integer)
                _ = try await keeper.reverseDocument(step.number, lines: [line], remarks: nil, key: .fresh())
            }
            _ = try await keeper.reverseDocument(receipt, remarks: nil, key: .fresh())
            #expect(try await reserve.balances() == [:])
            try await reserve.isWhole()
        }
    }

    @Test func `goods reserved for an order are named with the order, and dispatched ones with their dispatch`() async throws {
        try await SmallReserve.run { reserve in
            let receipt = try await reserve.receive("quilt", 30, lot: "A").number
            let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
            let order = try await reserve.order([(4, "T1")], from: ["D1"]).number
            func steps() async throws -> [JSONValue] {
                let detail = try await reserve.refuses(.reversalBlocked) {
                    try await keeper.reverseDocument(receipt, remarks: nil, key: .fresh())
                }
                let words = Refusal(.reversalBlocked, detail).wording(.en)
                #expect(words.lines.contains { $0.contains("order cancel \(order)") })
                return detail[key: "in_the_way"]?.array ?? []
            }
            #expect(try await steps().map { $0[key: "order"]?.text } == [order])
            _ = try await keeper.dispatchOrder(order, from: nil, key: .fresh())
            #expect(try await steps().map { $0[key: "kind"]?.text } == ["dispatch", "reservation"])
            let kept = try await reserve.order([(1, "T1")], from: ["D1"]).number
            _ = try await commander.cancelOrder(kept, remarks: nil, key: .fresh())
            #expect(try await steps().map { $0[key: "kind"]?.text } == ["dispatch", "reservation"])
        }
    }

    @Test func `the newest are named, no more than is missing, and a hold as what it is`() async throws {
        try await SmallReserve.run { reserve in
            let receipt = try await reserve.receive("quilt", 30, lot: "A").number
            try await reserve.receive("quilt", 5, lot: "B")
            _ = try await reserve.issue("quilt", 10, lot: "A")
            let keeper = try await reserve.person("keeper1")
            _ = try await reserve.order([(4, "T1")], from: ["D1"])
            _ = try await keeper.holdLot("A", item: nil, at: "D1", remarks: nil, key: .fresh())
            let detail = try await reserve.refuses(.reversalBlocked) {
                try await keeper.reverseDocument(receipt, remarks: nil, key: .fresh())
            }
            let steps = detail[key: "in_the_way"]?.array ?? []
            #expect(steps.map { $0[key: "kind"]?.text } == ["hold", "issue"], "what was released again is not in the way")
            let words = Refusal(.reversalBlocked, detail).wording(.en)
            #expect(words.lines.contains { $0.contains("lot release") })
        }
    }
}

extension SmallReserve {
    /// One transfer document whose lines take a lot from place to place, as the posting function allows it.
    func chainOfTransfers(_ lot: String, quantity: Int64, through places: [String]) async throws -> String {
        let lines = zip(places, places.dropFirst()).enumerated().map { position, way in
            """
            jsonb_build_object('line_no', \(position + 1), 'lot_id', lot.lot_id, 'quantity', \(quantity),
                'from_place_id', (SELECT place_id FROM stockpile.place WHERE code = '\(way.0)'),
                'to_place_id', (SELECT place_id FROM stockpile.place WHERE code = '\(way.1)'),
                'from_owner_id', (SELECT owner_id FROM stockpile.stock_account WHERE stock_account.lot_id = lot.lot_id LIMIT 1))
            """
        }
        let rows = try await sql(
            SQL(
                unchecked: """
                    SELECT stockpile.post_document(jsonb_build_object('key', 'chain', 'request_hash', 'chain', 'kind', 'transfer',
                        'purpose', 'relocation',
                        'place_id', (SELECT place_id FROM stockpile.place WHERE code = '\(places[0])'),
                        'person_id', (SELECT person_id FROM stockpile.person WHERE login = 'keeper1'),
                        'lines', jsonb_build_array(\(lines.joined(separator: ", "))))) ->> 'number' AS number
                    FROM stockpile.lot WHERE lot_number = '\(lot)'
                    """), role: "stockpile_application")
        return try #require(rows.first).get("number")
    }
}
