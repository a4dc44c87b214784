import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Roll-calls of liaison officers: who answers, and who does not", .serialized)
struct LiaisonCheckTests {
    private func silent(_ check: JSONValue) -> [String] {
        (check[key: "members"]?.array ?? []).filter { $0[key: "answered_at"] == .null }.map { $0[key: "name"]?.text ?? "" }
    }

    @Test func `all officers of today are called; who did not answer is seen until all have`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.setLiaison(.of("应急局", "department", name: "赵六"))
            var former = LiaisonDraft.of("T2", name: "孙八")
            former.validFrom = SmallReserve.today.adding(days: -9)
            former.validTo = SmallReserve.today.adding(days: -1)
            try await reserve.setLiaison(former)
            let number = try await reserve.startCheck()
            #expect(number.hasPrefix("XQ-DM-"))
            let commander = try await reserve.person("commander1")
            #expect(silent(try await commander.showLiaisonCheck(number)) == ["赵六", "张三"])
            #expect(try await reserve.openTasks("liaison_check") == [number])
            let first = try await reserve.answer(number, by: "deputy", as: "keeper1")
            #expect(silent(first) == ["赵六"] && first[key: "silent"] == 1 && first[key: "called"] == 2)
            let answered = try #require(first[key: "members"]?.array?.last)
            #expect(answered[key: "answered_by"] == "deputy" && answered[key: "person"] == "keeper1")
            #expect(answered[key: "is_late"] == .bool(false))
            let last = try await reserve.answer(number, "应急局", name: "赵六")
            #expect(silent(last) == [] && last[key: "silent"] == 0)
            #expect(try await reserve.openTasks("liaison_check") == [])
            #expect(try await commander.listLiaisonChecks(slice: .first(5)).map { $0[key: "answered"]?.integer } == [2])
            let listed = try await commander.listLiaisons(kind: "town", isMissingOnly: false, withFormer: false)
            #expect(listed.first?[key: "last_answered_at"] != .null)
        }
    }

    @Test func `what cannot be is refused`() async throws {
        try await SmallReserve.run { reserve in
            let commander = try await reserve.person("commander1")
            try await reserve.refuses(.nothingToDo) { try await commander.startLiaisonCheck(withinHours: 2, remarks: nil, key: .fresh()) }
            try await reserve.setLiaison(.of("T2", name: "孙八"))
            let number = try await reserve.startCheck()
            try await reserve.refuses(.unknown) { try await reserve.answer("XQ-DM-0") }
            try await reserve.refuses(.unknown) { try await reserve.answer(number, "D1") }
            try await reserve.refuses(.noDeputy) { try await reserve.answer(number, "T2", by: "deputy") }
            try await reserve.refuses(.answeredBeforeCall) { try await reserve.answer(number, at: SmallReserve.ago(1)) }
            try await reserve.refuses(.occursInFuture) { try await reserve.answer(number, at: SmallReserve.ago(-1)) }
            try await reserve.refuses(.notPermitted) { try await reserve.answer(number, as: "finance1") }
            try await reserve.answer(number)
            let detail = try await reserve.refuses(.answeredAlready) { try await reserve.answer(number, by: "deputy") }
            #expect(detail[key: "name"] == "张三")
        }
    }

    @Test func `of several at one organisation the one is named`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.setLiaison(.of("T1", name: "王五"))
            let number = try await reserve.startCheck()
            let detail = try await reserve.refuses(.severalCalled) { try await reserve.answer(number) }
            #expect(detail[key: "lines"]?.array?.compactMap { $0[key: "name"]?.text } == ["王五", "张三"])
            #expect(silent(try await reserve.answer(number, name: "王五")) == ["张三"])
        }
    }

    @Test func `a roll-call that nobody waits for any more is ended by hand; a late answer is still written down`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await reserve.startCheck()
            let commander = try await reserve.person("commander1")
            let task = try #require(try await commander.listTasks(TaskFilter()).first?[key: "task"]?.integer)
            _ = try await commander.closeTask(task, as: .dropped, remarks: "电话停机", key: .fresh())
            #expect(silent(try await reserve.answer(number)) == [])
        }
    }

    @Test func `two who write down the last answers at once end the task once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.setLiaison(.of("T2", name: "孙八"))
            let number = try await reserve.startCheck()
            let codes = try await atOnce(
                ["T1", "T2", "T1"].map { town in { _ = try await reserve.answer(number, town) } })
            #expect(codes.compactMap(\.self) == [.answeredAlready])
            #expect(try await reserve.openTasks("liaison_check") == [])
        }
    }

    @Test func `the database itself asks for the permission and for time to answer`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await reserve.startCheck()
            let calls: [SQL] = [
                "start_liaison_check(person_id, now() + interval '1 hour', NULL)",
                "record_liaison_answer(jsonb_build_object('person_id', person_id, 'number', \(number)::text, 'organisation', 'T1'))",
                "set_liaison(jsonb_build_object('person_id', person_id))",
            ]
            for call in calls {
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.sql(
                        "SELECT stockpile." + call + " FROM stockpile.person WHERE login = 'auditor1'", role: "stockpile_application")
                }
                #expect(error?.sqlState == "SP401")
            }
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.sql(
                    "SELECT stockpile.start_liaison_check(person_id, now(), NULL) FROM stockpile.person WHERE login = 'commander1'",
                    role: "stockpile_application")
            }
            #expect(error?.sqlState == "SP665")
        }
    }
}
