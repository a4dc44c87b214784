import Testing

@testable import StockpileTorture

@Suite("What the server's log says of deadlocks")
struct DeadlockReportTests {
    @Test func `each is told with all that belongs to it, and nothing else`() {
        let log = """
            2026-11-30 21:25:48.600 UTC [7] ERROR:  deadlock detected
            2026-11-30 21:25:48.600 UTC [7] DETAIL:  Process 7 waits for ShareLock on transaction 3; blocked by process 8.
            \tProcess 8 waits for ShareLock on transaction 2; blocked by process 7.
            2026-11-30 21:25:48.600 UTC [7] CONTEXT:  while locking tuple (0,22) in relation "allocation_order"
            2026-11-30 21:25:48.600 UTC [7] STATEMENT:  SELECT 1
            2026-11-30 21:25:48.601 UTC [9] ERROR:  11 asked, 0 available
            2026-11-30 21:25:48.601 UTC [9] DETAIL:  {}
            2026-11-30 21:25:49.600 UTC [7] ERROR:  deadlock detected
            2026-11-30 21:25:49.600 UTC [7] HINT:  See server log for query details.
            """
        let told = TortureServer.deadlocks(in: log)
        #expect(told.map { $0.split(separator: "\n").count } == [5, 2])
        #expect(told[0].contains("blocked by process 7") && told[0].contains("STATEMENT:  SELECT 1") && !told[0].contains("asked"))
    }
}
