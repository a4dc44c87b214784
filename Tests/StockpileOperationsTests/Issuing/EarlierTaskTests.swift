import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Loans and goods issued from before there were tasks for them", .serialized)
struct EarlierTaskTests {
    @Test func `what is still out gets its task when the schema is brought up to date, once; what is back gets none`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 40, lot: "L1")
            let loan = try await reserve.lend("quilt", 5, lot: "L1").number
            let returned = try await reserve.lend("quilt", 5, lot: "L1").number
            try await reserve.giveBack("quilt", 5, of: returned, lot: "L1")
            let issue = try await reserve.issueOut("quilt", 6)
            let recovered = try await reserve.issueOut("quilt", 2)
            _ = try await reserve.recover(recovered, [(.inInspection, 2)])
            try await reserve.tamper("DELETE FROM stockpile.task")
            for _ in 1...2 {
                try await reserve.sql("SELECT stockpile.open_earlier_tasks()::text AS done")
                #expect(try await reserve.openTasks("loan_due") == [loan])
                #expect(try await reserve.openTasks("recovery") == [issue])
            }
        }
    }
}
