import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Mutual aid from neighbours", .serialized)
struct MutualAidTests {
    /// Eight quilts are needed within twelve hours of both towns.
    private func ready(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8, within: 12)
            try await body(reserve)
        }
    }

    private static func line(_ reserve: SmallReserve, on day: CalendarDate? = nil) async throws -> JSONValue {
        let report = try await reserve.person("auditor1").checkReadiness(level: .II, scenario: "q1", on: day).json
        return try #require(report[key: "lines"]?.array?.first)
    }

    @Test(arguments: [(0, 10, 8), (11, 10, 8), (12, 0, 0), (40, 0, 0)] as [(Int64, Int64, Int64)])
    func `it counts only when it can be at the towns in time, roads and all`(hours: Int64, available: Int64, covered: Int64) async throws {
        try await ready { reserve in
            try await reserve.aid(10, after: hours)
            let line = try await Self.line(reserve)
            #expect(line[key: "mutual_aid"] == .integer(available) && line[key: "covered"] == .integer(covered))
            #expect(line[key: "physical"] == 0 && line[key: "drawn"]?[key: "mutual_aid"] == .integer(covered))
            let excluded = (line[key: "excluded"]?.array ?? []).map {
                "\($0[key: "reason"]?.text ?? "") \($0[key: "quantity"]?.shown ?? "")"
            }
            #expect(excluded == (available == 0 ? ["too_late 10"] : []))
            let bySix = line[key: "coverage"]?.array?.first?[key: "covered"]
            #expect(bySix == .integer(hours == 0 ? 8 : 0))
        }
    }

    @Test func `what is ours goes first, and a part of a unit is not counted`() async throws {
        try await ready { reserve in
            try await reserve.receive("quilt", 5, lot: "A")
            try await reserve.aid(10, percent: 29)
            let line = try await Self.line(reserve)
            #expect(line[key: "mutual_aid"] == 2 && line[key: "covered"] == 7 && line[key: "verdict"] == "short")
            #expect(line[key: "drawn"]?[key: "physical"] == 5 && line[key: "drawn"]?[key: "mutual_aid"] == 2)
        }
    }

    @Test func `where a rule of confidence is in force, it counts for no more than what was never proved`() async throws {
        try await ready { reserve in
            try await reserve.aid(10)
            try await reserve.aid(10, percent: 10)
            #expect(try await Self.line(reserve)[key: "mutual_aid"] == 11)
            try await reserve.adoptRule(never: 20)
            #expect(try await Self.line(reserve)[key: "mutual_aid"] == 3)
        }
    }

    @Test func `days before it begins and after it is over do not count, and the forecast says from when on`() async throws {
        try await ready { reserve in
            let commander = try await reserve.person("commander1")
            let today = commander.today
            try await reserve.aid(10, from: 2, until: 30)
            #expect(try await Self.line(reserve)[key: "excluded"]?.array?.first?[key: "reason"] == "aid_not_in_force")
            for (days, covered) in [(1, 0), (2, 8), (30, 8), (31, 0)] as [(Int, Int64)] {
                #expect(try await Self.line(reserve, on: today.adding(days: days))[key: "covered"] == .integer(covered), "\(days)")
            }
            let forecast = try await commander.forecastReadiness(level: .II, scenario: "q1", days: 60).json
            let steps = forecast[key: "lines"]?.array?.first?[key: "steps"]?.array ?? []
            #expect(steps.map { $0[key: "on"]?.text } == [0, 2, 31].map { today.adding(days: $0).rawValue })
        }
    }

    @Test func `what is ended does not count from that day on, stays readable, and is ended once`() async throws {
        try await ready { reserve in
            let number = try await reserve.aid(10)
            let commander = try await reserve.person("commander1")
            #expect(try await commander.listMutualAid(withEnded: false).map(\.number) == [number] && number.contains("-KQ-"))
            let key = IdempotencyKey.fresh()
            let ended = try await commander.endMutualAid(number, key: key)
            #expect(ended.first?[key: "ended_on"]?.text == commander.today.rawValue)
            let again = try await commander.endMutualAid(number, key: key)
            #expect(again.map(\.canonical) == ended.map(\.canonical))
            #expect(try await Self.line(reserve)[key: "covered"] == 0)
            #expect(try await commander.listMutualAid(withEnded: false).isEmpty)
            #expect(try await commander.listMutualAid(withEnded: true).count == 1)
            try await reserve.refuses(.aidEndedAlready) { try await commander.endMutualAid(number, key: .fresh()) }
            try await reserve.refuses(.unknown) { try await commander.endMutualAid("XQ-KQ-2026-000009", key: .fresh()) }
        }
    }

    @Test func `everything wrong with it is told at once; a neighbour has one name`() async throws {
        try await ready { reserve in
            var draft = MutualAidDraft.of(5, today: try await reserve.person("commander1").today)
            (draft.item, draft.place, draft.neighbourName) = ("none", "nowhere", nil)
            draft.validTo = draft.validFrom.adding(days: -1)
            let commander = try await reserve.person("commander1")
            let wrong = draft
            let problems = try await reserve.problems { try await commander.addMutualAid(wrong, key: .fresh()) }
            let fields = problems.map { $0.split(separator: "/").prefix(2).joined(separator: "/") }
            #expect(fields == ["--neighbour-name/required", "--until/contradiction", "item/unknown_code", "place/unknown_code"])
            try await reserve.aid(10)
            draft = .of(5, today: commander.today)
            draft.neighbourName = nil
            let second = try await commander.addMutualAid(draft, key: .fresh())
            #expect(second.first?[key: "neighbour_name"] == "北区")
            draft.neighbourName = "南区"
            let renamed = draft
            try await reserve.refuses(.neighbourOfAnotherName) { try await commander.addMutualAid(renamed, key: .fresh()) }
        }
    }

    @Test func `a neighbour that sends nothing is one of the losses, and an explanation names it`() async throws {
        try await ready { reserve in
            try await reserve.receive("quilt", 5, lot: "A")
            try await reserve.aid(10)
            let auditor = try await reserve.person("auditor1")
            let stress = try await auditor.stressReadiness(level: .II, scenario: "q1", on: nil)
            let loss = stress[key: "losses"]?.array?.first { $0[key: "loss_kind"] == "neighbour" }
            #expect(loss?[key: "loss"] == "north" && loss?[key: "loss_name_en"] == "North" && loss?[key: "turned_short"] == 1)
            var change = ImaginedChange()
            change.neighbours = ["north"]
            let imagined = try await auditor.imagine(change, level: .II, scenario: "q1", on: nil)
            #expect(imagined[key: "short_now"] == 0 && imagined[key: "short"] == 1)
            change.neighbours = ["west"]
            let unknown = change
            let problems = try await reserve.problems { try await auditor.imagine(unknown, level: .II, scenario: "q1", on: nil) }
            #expect(problems == ["--lose-neighbour/unknown_code/west"])
            let explained = try await auditor.explainReadiness(of: "quilt", ReadinessQuestion(level: .II, scenario: "q1"))
            let source = explained[key: "sources"]?.array?.first { $0[key: "supply_kind"] == "mutual_aid" }
            #expect(source?[key: "neighbour"] == "north" && source?[key: "counting_quantity"] == 10 && source?[key: "place"] == "D1")
            let report = try await auditor.makeReport(ReadinessQuestion.ahead(90))
            #expect(report[key: "layers"]?.array?.first?[key: "mutual_aid"] == 10)
        }
    }

    @Test func `a report that rests on it can be derived again`() async throws {
        try await ready { reserve in
            try await reserve.receive("quilt", 5, lot: "A")
            let number = try await reserve.aid(10)
            let kept = try await reserve.person("commander1").freezeReport(ReadinessQuestion.ahead(90), key: .fresh())
            _ = try await reserve.person("commander1").endMutualAid(number, key: .fresh())
            let check = try await reserve.person("auditor1").verifyReport(kept.number)
            #expect(check[key: "differences"] == .array([]) && kept[key: "short"] == 0, "\(check.written)")
        }
    }
}

extension ReadinessQuestion {
    fileprivate static func ahead(_ days: Int) -> ReadinessQuestion {
        var question = ReadinessQuestion(level: .II, scenario: "q1")
        question.daysAhead = days
        return question
    }
}

extension MutualAidDraft {
    /// From the north into the first depot.
    static func of(_ quantity: Int64, today: CalendarDate) -> MutualAidDraft {
        var draft = MutualAidDraft()
        (draft.neighbour, draft.neighbourName, draft.neighbourNameEn) = ("north", "北区", "North")
        (draft.item, draft.place, draft.quantity, draft.confidencePercent, draft.source) = ("quilt", "D1", quantity, 100, "s")
        (draft.validFrom, draft.validTo) = (today.adding(days: -10), today.adding(days: 300))
        return draft
    }
}

extension SmallReserve {
    /// Answers its number.
    @discardableResult
    func aid(_ quantity: Int64, after hours: Int64 = 0, percent: Int64 = 100, from: Int = -10, until: Int = 300) async throws -> String {
        let commander = try await person("commander1")
        var draft = MutualAidDraft.of(quantity, today: commander.today)
        (draft.responseHours, draft.confidencePercent) = (hours, percent)
        (draft.validFrom, draft.validTo) = (commander.today.adding(days: from), commander.today.adding(days: until))
        return try await commander.addMutualAid(draft, key: .fresh()).first?.number ?? ""
    }
}

extension WriteOperation {
    static let mutualAid: [WriteOperation] = [
        WriteOperation(
            name: "addMutualAid", logins: ("commander1", "commander2"), permission: .keepMutualAid, loser: nil, prepare: { _ in "" },
            act: { person, _, wording, key in
                let draft = MutualAidDraft.of(wording == .first ? 5 : 6, today: person.today)
                return JSONValue.array(try await person.addMutualAid(draft, key: key)).canonical
            }),
        WriteOperation(
            name: "endMutualAid", logins: ("commander1", "commander2"), permission: .keepMutualAid, loser: .aidEndedAlready,
            prepare: { try await $0.aid(5) },
            act: { person, number, wording, key in
                JSONValue.array(try await person.endMutualAid(wording == .first ? number : "\(number)0", key: key)).canonical
            }),
    ]
}
