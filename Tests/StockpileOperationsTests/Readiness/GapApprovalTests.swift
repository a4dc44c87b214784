import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("A plan for closing gaps is looked at again before it is approved", .serialized)
struct GapApprovalTests {
    /// Eight quilts are needed, and offered for a yuan each within ten days.
    private func ready(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.offer("quilt", at: 100)
            try await body(reserve)
        }
    }

    private static func findings(_ reserve: SmallReserve, of number: String) async throws -> [String] {
        let commander = try await reserve.person("commander1")
        let detail = try await reserve.refuses(.gapPlanOvertaken) { try await commander.approveGapPlan(number, key: .fresh()) }
        return (detail[key: "findings"]?.array ?? []).map { finding in
            ["step_no", "reason", "planned", "now"].map { finding[key: $0]?.shown ?? "-" }.joined(separator: " ")
        }
    }

    @Test(arguments: [
        ("SET unit_price_fen = 150", ["1 dearer 100 150"]),
        ("SET quantity_max = 5", ["1 less_offered 8 5", "- stays_short 0 1"]),
        ("SET lead_days = 40", ["1 offer_too_late 8 0", "- stays_short 0 1"]),
        ("SET supplier = '别家'", ["1 offer_gone 8 0", "- stays_short 0 1"]),
    ])
    func `an offer that changed is told, and nothing is approved`(change: String, findings: [String]) async throws {
        try await ready { reserve in
            let number = try await reserve.keepGap().number
            try await reserve.tamper("UPDATE stockpile.purchase_offer \(change)")
            #expect(try await Self.findings(reserve, of: number) == findings)
            #expect(try await reserve.person("auditor1").showGapPlan(number)[key: "state"] == "draft")
        }
    }

    @Test func `a cheaper offer is no obstacle`() async throws {
        try await ready { reserve in
            let number = try await reserve.keepGap().number
            try await reserve.sql("UPDATE stockpile.purchase_offer SET unit_price_fen = 90")
            let approved = try await reserve.person("commander1").approveGapPlan(number, key: .fresh())
            #expect(approved[key: "state"] == "approved" && approved[key: "approval_remarks"] == .null)
        }
    }

    @Test func `goods that left since leave a line short that was to be covered`() async throws {
        try await ready { reserve in
            try await reserve.receive("quilt", 3, lot: "A")
            let kept = try await reserve.keepGap()
            #expect(kept.toldGap == ["purchase quilt D1 5 500"])
            try await reserve.issue("quilt", 3, lot: "A")
            #expect(try await Self.findings(reserve, of: kept.number) == ["- stays_short 0 1"])
        }
    }

    @Test func `goods that were to be moved have to be there`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.receive("quilt", 8, at: "T1", lot: "A")
            let kept = try await reserve.keepGap()
            #expect(kept.toldGap == ["transfer quilt T1 D1 8 0"])
            try await reserve.issue("quilt", 3, at: "T1", lot: "A")
            #expect(try await Self.findings(reserve, of: kept.number) == ["1 stock_gone 8 5", "- stays_short 0 1"])
        }
    }

    @Test func `with a reason it is approved anyway, and the reason stays`() async throws {
        try await ready { reserve in
            let number = try await reserve.keepGap().number
            try await reserve.sql("UPDATE stockpile.purchase_offer SET unit_price_fen = 150")
            let (commander, key) = (try await reserve.person("commander1"), IdempotencyKey.fresh())
            let approved = try await commander.approveGapPlan(number, anyway: "已报财政", key: key)
            #expect(approved[key: "approval_remarks"] == "已报财政" && approved[key: "state"] == "approved")
            #expect(try await commander.approveGapPlan(number, anyway: "已报财政", key: key).canonical == approved.canonical)
            try await reserve.refuses(.keyReused) { try await commander.approveGapPlan(number, anyway: "别的", key: key) }
        }
    }

    @Test func `each step of an approved plan is a task, and its end is seen in the plan`() async throws {
        try await ready { reserve in
            let number = try await reserve.keepGap().number
            #expect(try await reserve.openTasks("gap_purchase") == [])
            let approved = try await reserve.person("commander1").approveGapPlan(number, key: .fresh())
            #expect(try await reserve.openTasks("gap_purchase") == ["\(number)/1"])
            #expect(approved[key: "steps_done"] == 0)
            let task = try #require(approved[key: "steps"]?.array?.first?[key: "task"]?.integer)
            let shown = try await reserve.person("finance1").listTasks(TaskFilter()).first { $0[key: "task"]?.integer == task }
            #expect(shown?[key: "responsible_role"] == "finance" && shown?[key: "days_left"] == 10)
            try await reserve.refuses(.notPermitted) {
                try await reserve.person("keeper1").closeTask(task, as: .done, remarks: nil, key: .fresh())
            }
            _ = try await reserve.person("finance1").closeTask(task, as: .done, remarks: nil, key: .fresh())
            let done = try await reserve.person("auditor1").showGapPlan(number)
            #expect(done[key: "steps_done"] == 1 && done[key: "steps"]?.array?.first?[key: "outcome"] == "done")
        }
    }

    @Test func `what is open of a plan that is given up is dropped`() async throws {
        try await ready { reserve in
            let number = try await reserve.keepGap().number
            let commander = try await reserve.person("commander1")
            _ = try await commander.approveGapPlan(number, key: .fresh())
            let cancelled = try await commander.cancelGapPlan(number, key: .fresh())
            #expect(try await reserve.openTasks("gap_purchase") == [])
            #expect(cancelled[key: "steps"]?.array?.first?[key: "outcome"] == "dropped" && cancelled[key: "steps_done"] == 0)
        }
    }

    @Test func `a search without time says that it was stopped, and claims nothing`() async throws {
        try await ready { reserve in
            var question = GapQuestion(level: .II, scenario: "q1")
            let whole = try await reserve.person("auditor1").planGap(question)
            #expect(whole[key: "is_stopped"] == .bool(false) && whole[key: "seconds_max"] == 60)
            question.secondsMax = 0
            let plan = try await reserve.person("auditor1").planGap(question)
            #expect(plan[key: "is_stopped"] == .bool(true) && plan[key: "is_optimal"] == .bool(false))
            #expect(plan.toldGap == [] && plan[key: "short_after"] == 1 && plan[key: "is_closed"] == .bool(false))
        }
    }
}
