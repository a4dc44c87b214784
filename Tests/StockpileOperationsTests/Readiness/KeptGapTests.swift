import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Kept plans for closing gaps", .serialized)
struct KeptGapTests {
    private func ready(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.offer("quilt", at: 100)
            try await body(reserve)
        }
    }

    @Test func `what was proposed is kept once for a key, and offers that change later change nothing in it`() async throws {
        try await ready { reserve in
            let key = IdempotencyKey.fresh()
            let kept = try await reserve.keepGap(key: key)
            #expect(try await reserve.keepGap(key: key).canonical == kept.canonical)
            #expect(kept[key: "state"] == "draft" && kept.toldGap == ["purchase quilt D1 8 800"])
            #expect(kept[key: "short_after"] == 0 && kept[key: "steps_total"] == 1 && kept.number.contains("-QK-"))
            try await reserve.sql("UPDATE stockpile.purchase_offer SET unit_price_fen = 1")
            let auditor = try await reserve.person("auditor1")
            #expect(try await auditor.showGapPlan(kept.number).canonical == kept.canonical)
            let second = try await reserve.keepGap()
            #expect(try await auditor.listGapPlans(state: .draft, slice: .first(9)).map(\.number) == [second.number, kept.number])
            #expect(try await auditor.listGapPlans(state: .approved, slice: .first(9)).isEmpty)
            let error = await #expect(throws: StockpileError.self) { try await auditor.showGapPlan("XQ-QK-2026-000009") }
            if case .notFound("gap_plan", _) = error {} else { Issue.record("\(String(describing: error))") }
        }
    }

    @Test func `nothing to do is not kept; who reads only keeps nothing`() async throws {
        try await ready { reserve in
            try await reserve.refuses(.nothingToClose) { try await reserve.keepGap(budget: 0) }
            try await reserve.refuses(.notPermitted) { try await reserve.keepGap(by: "auditor1") }
            try await reserve.receive("quilt", 8, lot: "A")
            try await reserve.refuses(.nothingToClose) { try await reserve.keepGap() }
        }
    }

    @Test func `who makes a plan does not approve it, and it only moves on`() async throws {
        try await ready { reserve in
            let number = try await reserve.keepGap(by: "commander1").number
            let commander = try await reserve.person("commander1")
            try await reserve.refuses(.samePerson) { try await commander.approveGapPlan(number, key: .fresh()) }
            try await reserve.refuses(.notPermitted) { try await reserve.person("keeper1").approveGapPlan(number, key: .fresh()) }
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.sql("UPDATE stockpile.gap_plan SET state = 'approved', approved_by = made_by")
            }
            #expect(error?.constraint == "gap_plan_approved_by_another")
            let key = IdempotencyKey.fresh()
            let finance = try await reserve.person("finance1")
            let approved = try await finance.approveGapPlan(number, key: key)
            #expect(approved[key: "state"] == "approved" && approved[key: "approved_by"] == "finance1")
            #expect(try await finance.approveGapPlan(number, key: key).canonical == approved.canonical)
            try await reserve.refuses(.notPermitted) { try await reserve.person("keeper1").cancelGapPlan(number, key: .fresh()) }
            let cancelled = try await commander.cancelGapPlan(number, key: .fresh())
            #expect(cancelled[key: "state"] == "cancelled" && cancelled[key: "cancelled_by"] == "commander1")
            try await reserve.refuses(.wrongState) { try await finance.approveGapPlan(number, key: .fresh()) }
            let draft = try await reserve.keepGap().number
            let given = try await reserve.person("keeper1").cancelGapPlan(draft, key: .fresh())
            #expect(given[key: "state"] == "cancelled")
        }
    }

    @Test func `of two at once one approves a plan`() async throws {
        try await ready { reserve in
            let number = try await reserve.keepGap().number
            let codes = try await atOnce([
                { _ = try await reserve.person("commander1").approveGapPlan(number, key: .fresh()) },
                { _ = try await reserve.person("finance1").approveGapPlan(number, key: .fresh()) },
            ])
            #expect(codes.filter { $0 == nil }.count == 1 && codes.contains(.wrongState))
        }
    }

    @Test func `the application's role changes no plan and no step by itself`() async throws {
        try await ready { reserve in
            _ = try await reserve.keepGap()
            for statement: SQL in [
                "UPDATE stockpile.gap_plan SET cost_fen = 1", "DELETE FROM stockpile.gap_plan_step",
                "UPDATE stockpile.purchase_offer SET unit_price_fen = 1",
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.sql(statement, role: "stockpile_application")
                }
                #expect(error?.sqlState == "42501")
            }
        }
    }
}
