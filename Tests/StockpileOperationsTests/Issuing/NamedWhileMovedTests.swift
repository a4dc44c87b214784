import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Who only names goods waits for nobody who moves them", .serialized)
struct NamedWhileMovedTests {
    /// A request for a write-off refers to two accounts: holding one while it waits for the other, it would be waited for in turn.
    @Test(arguments: ["one line", "two lines", "locked lots"])
    func `a write-off is asked for while the goods are being moved`(moving: String) async throws {
        try await SmallReserve.run { reserve in
            for lot in ["L1", "L2"] { try await reserve.receive("quilt", 20, lot: lot) }
            let keeper = try await reserve.person("keeper2")
            var asking: Task<Void, any Error>?
            func ask() async throws {
                asking = Task {
                    _ = try await keeper.requestWriteOff(
                        at: "D1", reason: "水损", lines: [.of("quilt", 2, lot: "L2"), .of("quilt", 2, lot: "L1")], key: .fresh())
                }
                var asked: [Row] = []
                for _ in 0..<500 where asked.isEmpty {
                    asked = try await reserve.sql("SELECT number FROM stockpile.write_off")
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(asked.count == 1)
            }
            switch moving {
            case "one line": try await reserve.whileIssueIsOpen(of: "L1") { try await ask() }
            case "two lines": try await reserve.whileIssueIsOpen(of: "L1", "L2") { try await ask() }
            default:
                try await reserve.whileOpen("SELECT stockpile.lock_lots(ARRAY(SELECT lot_id FROM stockpile.lot)) AS locked") {
                    try await ask()
                }
            }
            try await asking?.value
            try await reserve.isWhole()
        }
    }
}
