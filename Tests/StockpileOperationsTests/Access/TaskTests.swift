import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Tasks: what waits, whose it is, and how it ends", .serialized)
struct TaskTests {
    private func list(
        _ reserve: SmallReserve, by login: String = "keeper1", _ change: (inout TaskFilter) -> Void = { _ in }
    ) async throws
        -> [JSONValue]
    {
        var filter = TaskFilter()
        change(&filter)
        return try await reserve.person(login).listTasks(filter)
    }

    private func subjects(_ tasks: [JSONValue]) -> [String] { tasks.map { $0[key: "subject"]?.text ?? "" } }

    @Test func `the soonest first, with the days that are left; by kind, place, time and person`() async throws {
        try await SmallReserve.run { reserve in
            _ = try await reserve.openTask("relabel", subject: "L2", dueInHours: 72)
            _ = try await reserve.openTask("relabel", subject: "L1", dueInHours: -48)
            _ = try await reserve.openTask("hold_due", subject: "L3", dueInHours: 96, ownedBy: "commander1")
            let all = try await list(reserve)
            #expect(subjects(all) == ["L1", "L2", "L3"])
            #expect(all.map { $0[key: "days_left"]?.integer } == [-2, 3, 4])
            #expect(all.map { $0[key: "is_overdue"] } == [.bool(true), .bool(false), .bool(false)])
            #expect(all[0][key: "responsible_role"] == "storekeeper" && all[0][key: "responsible"] == .null)
            #expect(subjects(try await list(reserve) { $0.isOverdueOnly = true }) == ["L1"])
            #expect(subjects(try await list(reserve) { $0.kind = "hold_due" }) == ["L3"])
            #expect(subjects(try await list(reserve) { $0.place = "D2" }) == [])
            #expect(subjects(try await list(reserve) { $0.slice = .first(1) }) == ["L1"])
            let (keeper, commander) = (try await reserve.person("keeper1").person.id, try await reserve.person("commander1").person.id)
            #expect(subjects(try await list(reserve) { $0.ofPerson = keeper }) == ["L1", "L2"])
            #expect(subjects(try await list(reserve) { $0.ofPerson = commander }) == ["L3"])
            let problems = try await reserve.problems {
                try await list(reserve) {
                    $0.kind = "nothing"
                    $0.place = "X"
                }
            }
            #expect(problems == ["--kind/not_a_choice/nothing", "--place/unknown_code/X"])
        }
    }

    @Test func `a task is ended by hand once, by whom it belongs to, and what became of it stays`() async throws {
        try await SmallReserve.run { reserve in
            let task = try await reserve.openTask("relabel")
            let (keeper, key) = (try await reserve.person("keeper1"), IdempotencyKey.fresh())
            let ended = try await keeper.closeTask(task, as: .done, remarks: "已换", key: key)
            #expect(ended[key: "outcome"] == "done" && ended[key: "ended_by"] == "keeper1" && ended[key: "remarks"] == "已换")
            #expect(try await keeper.closeTask(task, as: .done, remarks: "已换", key: key).canonical == ended.canonical)
            try await reserve.refuses(.keyReused) { try await keeper.closeTask(task, as: .dropped, remarks: "已换", key: key) }
            try await reserve.refuses(.taskEnded) { try await keeper.closeTask(task, as: .dropped, remarks: nil, key: .fresh()) }
            try await reserve.refuses(.unknown) { try await keeper.closeTask(1, as: .done, remarks: nil, key: .fresh()) }
            #expect(try await list(reserve).isEmpty)
            #expect(try await list(reserve) { $0.hasEnded = true }.map { $0[key: "task"]?.integer } == [task])
        }
    }

    @Test func `another's task is not ended, but by an administrator`() async throws {
        try await SmallReserve.run { reserve in
            let (own, role) = (
                try await reserve.openTask("relabel", subject: "L1", ownedBy: "keeper1"),
                try await reserve.openTask("relabel", subject: "L2")
            )
            for login in ["keeper2", "commander1", "auditor1"] {
                try await reserve.refuses(.notPermitted) {
                    try await reserve.person(login).closeTask(own, as: .done, remarks: nil, key: .fresh())
                }
            }
            try await reserve.refuses(.notPermitted) {
                try await reserve.person("finance1").closeTask(role, as: .done, remarks: nil, key: .fresh())
            }
            _ = try await reserve.person("keeper2").closeTask(role, as: .done, remarks: nil, key: .fresh())
            _ = try await reserve.person("admin1").closeTask(own, as: .dropped, remarks: nil, key: .fresh())
        }
    }

    @Test func `what an operation ends is not ended by hand`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.lend("quilt", 4)
            let task = try #require(try await list(reserve) { $0.kind = "loan_due" }.first?[key: "task"]?.integer)
            let detail = try await reserve.refuses(.taskEndsByItself) {
                try await reserve.person("keeper1").closeTask(task, as: .done, remarks: nil, key: .fresh())
            }
            #expect(detail[key: "kind"] == "loan_due")
        }
    }

    @Test func `two who end it at once: one of them does`() async throws {
        try await SmallReserve.run { reserve in
            let task = try await reserve.openTask("relabel")
            let codes = try await atOnce(
                ["keeper1", "keeper2"].map { login in
                    { _ = try await reserve.person(login).closeTask(task, as: .done, remarks: nil, key: .fresh()) }
                })
            #expect(codes.compactMap(\.self) == [.taskEnded])
        }
    }

    @Test func `the database itself asks who ends it, and lets nobody write it by hand`() async throws {
        try await SmallReserve.run { reserve in
            let task = try await reserve.openTask("relabel")
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.sql(
                    "SELECT stockpile.close_task(\(task), 'done', NULL, person_id) FROM stockpile.person WHERE login = 'finance1'",
                    role: "stockpile_application")
            }
            #expect(error?.sqlState == "SP401")
            for statement: SQL in [
                "UPDATE stockpile.task SET outcome = 'done', closed_at = now(), closed_by = opened_by", "DELETE FROM stockpile.task",
                "SELECT stockpile.open_task('relabel', 1, 'x', NULL, NULL, now(), 1)",
                "SELECT stockpile.close_tasks('relabel', 1, NULL, 1, 'done')",
            ] {
                let error = await #expect(throws: PostgresError.self) { try await reserve.sql(statement, role: "stockpile_application") }
                #expect(error?.sqlState == "42501")
            }
        }
    }

    @Test func `a company's and a town's tasks say whom to call`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.sql("UPDATE stockpile.company SET contact = '厂办', telephone = '023-9'")
            let number = try await reserve.callOff(10)
            func task() async throws -> JSONValue {
                try #require(try await list(reserve, by: "commander1") { $0.kind = "call_off_due" }.first)
            }
            let before = try await task()
            #expect(before[key: "company"] == "C1" && before[key: "contact"] == "厂办" && before[key: "is_liaison"] == .bool(false))
            try await reserve.setLiaison(.of("C1", "company", name: "陈六", telephone: "023-7"))
            let after = try await task()
            #expect(after[key: "contact"] == "陈六" && after[key: "telephone"] == "023-7" && after[key: "is_liaison"] == .bool(true))
            let shown = try await reserve.person("commander1").showCallOff(number)
            #expect(shown[key: "contact"] == "陈六" && shown[key: "is_liaison"] == .bool(true))
            let listed = try await reserve.person("commander1").listCallOffs(state: nil, agreement: nil, slice: .first(5))
            #expect(listed.map { $0[key: "telephone"]?.text } == ["023-7"])
        }
    }
}
