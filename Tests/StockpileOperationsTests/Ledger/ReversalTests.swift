import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Reversal and value", .serialized)
struct ReversalTests {
    /// Three pieces worth 100: as a later cost would leave them.
    private func withOddValue(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 3, lot: "ODD")
            try await reserve.tamper(
                """
                UPDATE stockpile.stock_movement SET value_fen = 100;
                UPDATE stockpile.stock_account SET value_fen = CASE kind WHEN 'stock' THEN 100 ELSE -100 END;
                """)
            try await body(reserve)
            try await reserve.isWhole()
        }
    }

    private func value(_ reserve: SmallReserve, of number: String) async throws -> [Int64] {
        try await reserve.person("auditor1").showDocument(number).figures("value_fen")
    }

    @Test func `a share of the value is rounded down, the last unit takes the rest`() async throws {
        try await withOddValue { reserve in
            var values: [Int64] = []
            for _ in 0..<3 { values += try await value(reserve, of: reserve.issue("quilt", 1, lot: "ODD").number) }
            #expect(values == [33, 33, 34])
        }
    }

    @Test func `a reversal returns the value that went, not the share it would be now`() async throws {
        try await withOddValue { reserve in
            let first = try await reserve.issue("quilt", 1, lot: "ODD").number
            try await reserve.issue("quilt", 2, lot: "ODD")
            let reversal = try await reserve.person("keeper2").reverseDocument(first, remarks: "点错", key: .fresh())
            #expect(try await value(reserve, of: reversal.number) == [33])
            #expect(try await reserve.balances() == ["ODD D1 stock free": 1])
            #expect(try await value(reserve, of: reserve.issue("quilt", 1).number) == [33])
        }
    }

    @Test func `receipt, issue, transfer and write-off go back whole, once, each linked to its reversal`() async throws {
        try await SmallReserve.run { reserve in
            let receipt = try await reserve.receive("quilt", 10, lot: "L1").number
            let keeper = try await reserve.person("keeper1")
            let asked = try await keeper.requestWriteOff(at: "D1", reason: "x", lines: [.of("quilt", 2, lot: "L1")], key: .fresh()).number
            _ = try await reserve.person("finance1").approveWriteOff(asked, key: .fresh())
            let writeOff = try #require(
                try await reserve.person("finance2").postWriteOff(asked, key: .fresh())[key: "document"]?.text)
            let transfer = try await reserve.transfer("quilt", 3, from: "D1", to: "D2").number
            let issue = try await reserve.issue("quilt", 5).number
            try await reserve.refuses(.reversalBlocked) { try await keeper.reverseDocument(receipt, remarks: nil, key: .fresh()) }
            // Three persons wrote it off: finance takes it back, and neither who asked nor who approved.
            let (first, second) = (try await reserve.person("finance1"), try await reserve.person("finance2"))
            try await reserve.refuses(.notPermitted) { try await keeper.reverseDocument(writeOff, remarks: nil, key: .fresh()) }
            try await reserve.refuses(.samePerson) { try await first.reverseDocument(writeOff, remarks: nil, key: .fresh()) }
            try await reserve.refuses(.notPermitted) { try await second.reverseDocument(issue, remarks: nil, key: .fresh()) }
            for number in [issue, transfer, writeOff, receipt] {
                let person = number == writeOff ? second : keeper
                let reversal = try await person.reverseDocument(number, remarks: nil, key: .fresh())
                #expect(try await keeper.showDocument(number)[key: "reversed_by"]?.text == reversal.number)
                #expect(try await keeper.showDocument(reversal.number)[key: "reverses"]?.text == number)
                try await reserve.refuses(.reversedAlready) { try await person.reverseDocument(number, remarks: nil, key: .fresh()) }
                try await reserve.refuses(.notReversible) {
                    try await keeper.reverseDocument(reversal.number, remarks: nil, key: .fresh())
                }
            }
            #expect(try await keeper.showWriteOff(asked)[key: "reversed_by"]?.text?.isEmpty == false)
            #expect(try await reserve.balances() == [:])
            let rest = try await reserve.sql(
                "SELECT count(*) AS n FROM stockpile.stock_account WHERE quantity <> 0 OR value_fen <> 0")
            #expect(try rest[0].get("n") as Int64 == 0)
            try await reserve.isWhole()
        }
    }

    @Test func `documents of orders and holds are not reversed by themselves, unknown ones not at all`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
            let sent = try await reserve.order([(2, "T1")]).number
            _ = try await keeper.dispatchOrder(sent, from: nil, key: .fresh())
            let done = try await keeper.receiveOrder(sent, at: nil, key: .fresh())
            let recalled = try await commander.cancelOrder(try await reserve.order([(2, "T1")]).number, remarks: nil, key: .fresh())
            var numbers = [done, recalled].flatMap { ($0[key: "documents"]?.array ?? []).map(\.number) }
            for held in [
                try await keeper.holdLot("L1", item: nil, at: "D1", remarks: nil, key: .fresh()),
                try await keeper.releaseLot("L1", item: nil, at: "D1", remarks: nil, key: .fresh()),
            ] { numbers.append(held[key: "document"]?.text ?? "") }
            #expect(numbers.count == 7)
            for number in numbers {
                try await reserve.refuses(.notReversible) { try await keeper.reverseDocument(number, remarks: nil, key: .fresh()) }
            }
            try await reserve.refuses(.unknown) { try await keeper.reverseDocument("X", remarks: nil, key: .fresh()) }
        }
    }
}
