import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Kept plans of rotation", .serialized)
struct KeptRotationTests {
    @Test func `what was proposed is kept as it was, with its totals`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addWay(.sale, 40, of: "quilt")
            try await reserve.receive("quilt", 10, lot: "A", expiresIn: 100)
            try await reserve.receive("rope", 5, lot: "R", expiresIn: 50)
            let keeper = try await reserve.person("keeper1")
            let proposed = try await keeper.planRotation(months: 12, level: .II, scenario: nil)
            let before = try await reserve.balances()
            let key = IdempotencyKey.fresh()
            let number = try await reserve.keepPlan(key: key)
            #expect(try await reserve.keepPlan(key: key) == number)
            #expect(try await reserve.balances() == before)
            let kept = try await reserve.rotation(number)
            for total in ["value_at_risk_fen", "saved_fen", "cost_fen", "net_at_most_fen", "until_on", "level"] {
                #expect(kept[key: total] == proposed[key: total], "\(total)")
            }
            // The ropes have no way: they are told as a sum, not as a step.
            #expect(kept[key: "no_way_value_fen"] == 500 && kept[key: "steps_total"] == 1)
            #expect(kept[key: "state"] == "draft" && kept[key: "saved_so_far_fen"] == 0 && kept[key: "done_percent"] == 0)
            for column in ["lot", "place", "quantity", "way", "planned_on", "value_at_risk_fen", "saved_fen", "cost_fen", "expires_on"] {
                #expect(kept.step()[key: column] == proposed.step(.sale)[key: column], "\(column)")
            }
            // Data that changes later does not change the plan.
            try await reserve.sql("UPDATE stockpile.rotation_way SET saved_percent = 1")
            #expect(try await reserve.rotation(number)[key: "saved_fen"] == proposed[key: "saved_fen"])
            let second = try await reserve.keepPlan()
            #expect(second.hasSuffix("-000002"))
            let auditor = try await reserve.person("auditor1")
            #expect(try await auditor.listRotationPlans(state: .draft, slice: .first(9)).map(\.number) == [second, number])
            #expect(try await auditor.listRotationPlans(state: .done, slice: .first(9)).isEmpty)
        }
    }

    @Test func `nothing to do is not kept, and only those may plan who have goods or command`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "A", expiresIn: 100)
            try await reserve.refuses(.nothingToRotate) { try await reserve.keepPlan() }
            try await reserve.addWay(.sale, 40)
            try await reserve.refuses(.notPermitted) { try await reserve.keepPlan(by: "auditor1") }
            let error = await #expect(throws: StockpileError.self) { try await reserve.rotation("XQ-LH-2026-000009") }
            if case .notFound("rotation_plan", _) = error {} else { Issue.record("\(String(describing: error))") }
        }
    }

    @Test func `who makes a plan does not approve it; each step becomes a task that ends with its day`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addWay(.sale, 40)
            try await reserve.receive("quilt", 10, lot: "A", expiresIn: 100)
            let number = try await reserve.keepPlan(by: "commander1")
            try await reserve.refuses(.samePerson) { try await reserve.approvePlan(number) }
            try await reserve.refuses(.notPermitted) { try await reserve.approvePlan(number, by: "keeper1") }
            try await reserve.refuses(.wrongState) { try await reserve.carryOut(number) }
            // Nor does the table take it, whoever writes.
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.sql("UPDATE stockpile.rotation_plan SET state = 'approved', approved_by = made_by")
            }
            #expect(error?.constraint == "rotation_plan_approved_by_another")
            let key = IdempotencyKey.fresh()
            let approved = try await reserve.approvePlan(number, by: "finance1", key: key)
            #expect(approved[key: "state"] == "approved" && approved[key: "approved_by"] == "finance1")
            #expect(try await reserve.approvePlan(number, by: "finance1", key: key).canonical == approved.canonical)
            try await reserve.refuses(.wrongState) { try await reserve.approvePlan(number, by: "commander2") }
            let tasks = try await reserve.sql(
                """
                SELECT subject, place.code AS place, (due_at AT TIME ZONE 'Asia/Shanghai')::date = step.planned_on
                    AND due_at < (step.planned_on + 1)::timestamp AT TIME ZONE 'Asia/Shanghai' AS is_its_day
                FROM stockpile.task JOIN stockpile.rotation_step AS step ON rotation_step_id = subject_id
                JOIN stockpile.place ON place.place_id = task.place_id WHERE task.kind = 'rotation_step'
                """)
            #expect(try tasks.map { [try $0.get("subject") as String, try $0.get("place") as String] } == [["\(number)/1", "D1"]])
            #expect(try tasks.allSatisfy { try $0.get("is_its_day") as Bool })
        }
    }

    @Test func `two plans for the same goods are not both approved, also by two at once`() async throws {
        try await SmallReserve.run { reserve in
            let first = try await reserve.keepSale(isApproved: false)
            let second = try await reserve.keepPlan()
            let codes = try await atOnce([
                { try await reserve.approvePlan(first) }, { try await reserve.approvePlan(second, by: "commander2") },
            ])
            #expect(codes.filter { $0 == nil }.count == 1 && codes.contains(.rotationPlannedTwice))
            let (taken, other) = codes[0] == nil ? (first, second) : (second, first)
            let detail = try await reserve.refuses(.rotationPlannedTwice) { try await reserve.approvePlan(other) }
            let short = try #require(detail[key: "steps"]?.array?.first)
            #expect(short[key: "plans"] == .texts(taken) && short[key: "available"] == 10 && short[key: "lot"] == "A")
            // Once the first is given up the goods are free for the second.
            _ = try await reserve.person("commander1").cancelRotationPlan(taken, reason: "重复", key: .fresh())
            try await reserve.approvePlan(other)
            _ = try await reserve.person("commander1").cancelRotationPlan(other, reason: "重复", key: .fresh())
            try await reserve.issue("quilt", 4, lot: "A")
            let third = try await reserve.keepPlan()
            try await reserve.issue("quilt", 1, lot: "A")
            let gone = try await reserve.refuses(.rotationPlannedTwice) { try await reserve.approvePlan(third) }
            #expect(gone[key: "steps"]?.array?.first?[key: "available"] == 5)
        }
    }

    @Test func `what an approved plan is still to take is not proposed again, wherever it lies by now`() async throws {
        try await SmallReserve.run { reserve in
            let first = try await reserve.keepSale()
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.nothingToRotate) { try await reserve.keepPlan() }
            try await reserve.carryOut(first, 3)
            try await reserve.receive("quilt", 8, lot: "B", expiresIn: 100)
            _ = try await keeper.addBin("A-01", name: nil, at: "D1", key: .fresh())
            var line = PostingRequestLine.of("quilt", 7, lot: "A")
            line.toBin = "A-01"
            _ = try await keeper.postTransfer(PostingRequest(purpose: "rebinning", place: "D1", lines: [line]), key: .fresh())
            let proposed = try await keeper.planRotation(months: 12, level: .II, scenario: nil)
            let steps = proposed[key: "steps"]?.array ?? []
            #expect(steps.count == 1 && steps.first?[key: "lot"] == "B" && steps.first?[key: "quantity"] == 8)
            #expect(proposed[key: "planned_elsewhere_fen"] == 700)
            try await reserve.approvePlan(try await reserve.keepPlan())
            _ = try await reserve.person("commander1").cancelRotationPlan(first, reason: "重复", key: .fresh())
            let again = try await keeper.planRotation(months: 12, level: .II, scenario: nil)
            #expect(again.step()[key: "lot"] == "A" && again.step()[key: "quantity"] == 7)
        }
    }

    @Test func `a step is dropped for a reason: of a draft by who plans, afterwards by who approves`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addWay(.sale, 40)
            for lot in ["A", "B", "C"] { try await reserve.receive("quilt", 10, lot: lot, expiresIn: 100) }
            let number = try await reserve.keepPlan()
            let keeper = try await reserve.person("keeper1")
            let commander = try await reserve.person("commander1")
            let told = try await reserve.problems { try await keeper.dropRotationStep(number, step: 1, reason: "", key: .fresh()) }
            #expect(told == ["reason/required/"])
            let draft = try await keeper.dropRotationStep(number, step: 1, reason: "留用", key: .fresh())
            #expect(draft[key: "state"] == "draft" && draft.step()[key: "state"] == "dropped")
            try await reserve.approvePlan(number)
            #expect(try await reserve.openTasks("rotation_step") == ["\(number)/2", "\(number)/3"])
            try await reserve.refuses(.notPermitted) { try await keeper.dropRotationStep(number, step: 2, reason: "忙", key: .fresh()) }
            _ = try await commander.dropRotationStep(number, step: 2, reason: "留用", key: .fresh())
            try await reserve.refuses(.wrongState) { try await commander.dropRotationStep(number, step: 2, reason: "留用", key: .fresh()) }
            try await reserve.refuses(.wrongState) { try await reserve.carryOut(number, step: 2) }
            try await reserve.refuses(.notPermitted) { try await keeper.cancelRotationPlan(number, reason: "忙", key: .fresh()) }
            let ended = try await commander.dropRotationStep(number, step: 3, reason: "留用", key: .fresh())
            #expect(ended[key: "state"] == "done" && ended[key: "steps_dropped"] == 3)
            try await reserve.refuses(.wrongState) { try await commander.cancelRotationPlan(number, reason: "完", key: .fresh()) }
            let outcomes = try await reserve.sql("SELECT DISTINCT outcome FROM stockpile.task WHERE kind = 'rotation_step'")
            #expect(try outcomes.map { try $0.get("outcome") as String } == ["dropped"])
        }
    }

    @Test func `the application's role cannot make a step done without its document`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await reserve.keepSale()
            try await reserve.issue("quilt", 1, lot: "A", purpose: "sale")
            let role = "stockpile_application"
            let keeper = "(SELECT person_id FROM stockpile.person WHERE login = 'keeper1')"
            let commander = "(SELECT person_id FROM stockpile.person WHERE login = 'commander1')"
            let document = "(SELECT max(document_id) FROM stockpile.document)"
            func record(_ document: String, _ fresh: String = "NULL") -> String {
                "SELECT stockpile.record_rotation_document(\(keeper), rotation_plan_id, 1, \(document), \(fresh)) FROM stockpile.rotation_plan"
            }
            let forged: [(String, String)] = [
                ("UPDATE stockpile.rotation_step SET state = 'done'", "42501"),
                ("UPDATE stockpile.rotation_plan SET state = 'done'", "42501"),
                ("INSERT INTO stockpile.rotation_document DEFAULT VALUES", "42501"),
                ("SELECT stockpile.settle_rotation_plan(rotation_plan_id, 1) FROM stockpile.rotation_plan", "42501"),
                ("SELECT stockpile.add_rotation_event(rotation_plan_id, 1, 'done', 1, '') FROM stockpile.rotation_plan", "42501"),
                // A sale of the lot that does not name the step; none at all; one that never was; another as its fresh goods.
                (record(document), "SP536"), (record("NULL"), "SP536"), (record("-1"), "SP536"), (record(document, document), "SP536"),
                ("SELECT stockpile.lock_rotation_step(\(commander), rotation_plan_id, 1) FROM stockpile.rotation_plan", "SP401"),
                (
                    "SELECT stockpile.drop_rotation_step(\(commander), rotation_plan_id, 1, ' ') FROM stockpile.rotation_plan",
                    "23514"
                ),
            ]
            for (statement, code) in forged {
                let error = await #expect(throws: PostgresError.self) { try await reserve.sql(SQL(unchecked: statement), role: role) }
                #expect(error?.sqlState == code, "\(statement)")
            }
            #expect(try await reserve.rotation(number)[key: "state"] == "approved")
            // One document is one step's only, and counts once.
            _ = try await reserve.carryOut(number, 2)
            let error = await #expect(throws: PostgresError.self) { try await reserve.sql(SQL(unchecked: record(document)), role: role) }
            #expect(error?.sqlState == "SP536")
        }
    }
}
