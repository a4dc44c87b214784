import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("A check by another version of a standard", .serialized)
struct TriedStandardTests {
    private static let second = StandardVersion(code: "s2", version: 2)

    /// Version 1 asks for eight quilts, version 2 for four to six; nine are there.
    private func drafted(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.receive("quilt", 9, lot: "A", expiresIn: 40)
            var sheet = StandardSheet()
            sheet.standards = ["s2,2,二,Two,II,2026-01-01,s,0"]
            sheet.lines = ["s2,2,any,relief,quilt,heads,0.5,1,2,s,0.75"]
            try await reserve.draftStandards(sheet)
            try await body(reserve)
        }
    }

    private static func question(_ tried: StandardVersion?, level: ResponseLevel = .II) -> ReadinessQuestion {
        var question = ReadinessQuestion(level: level, scenario: "q1")
        question.tryingStandard = tried
        return question
    }

    @Test func `a draft is checked as if it were in force, and the answer says that it is not`() async throws {
        try await drafted { reserve in
            let auditor = try await reserve.person("auditor1")
            let now = try await auditor.checkReadiness(Self.question(nil)).json
            #expect(now[key: "is_tried"] == .bool(false) && now[key: "standard_version"] == 1)
            let line = try #require(try await auditor.checkReadiness(Self.question(Self.second)).json[key: "lines"]?.array?.first)
            #expect(line[key: "required"] == 4 && line[key: "required_max"] == 6)
            for answer in [
                try await auditor.checkReadiness(Self.question(Self.second)).json,
                try await auditor.explainReadiness(of: "quilt", Self.question(Self.second)),
                try await auditor.forecastReadiness(level: .II, scenario: "q1", days: 60, trying: Self.second).json,
            ] {
                #expect(answer[key: "is_tried"] == .bool(true) && answer[key: "standard_version"] == 2)
            }
            // The version in force is not tried, also when it is named.
            let first = try await auditor.checkReadiness(Self.question(StandardVersion(code: "s2", version: 1))).json
            #expect(first.canonical == now.canonical)
        }
    }

    @Test func `gaps are planned by it, but no such plan is kept`() async throws {
        try await drafted { reserve in
            try await reserve.offer("quilt", at: 100)
            try await reserve.issue("quilt", 9, lot: "A")
            var question = GapQuestion(level: .II, scenario: "q1")
            question.tryingStandard = Self.second
            let plan = try await reserve.person("auditor1").planGap(question)
            #expect(plan.toldGap == ["purchase quilt D1 4 400"] && plan[key: "is_tried"] == .bool(true))
            #expect(plan[key: "standard_version"] == 2 && plan[key: "hazard"] == "h1")
            let (keeper, asked) = (try await reserve.person("keeper1"), question)
            let problems = try await reserve.problems { try await keeper.saveGapPlan(asked, key: .fresh()) }
            #expect(problems == ["--standard/not_allowed/s2/2"])
        }
    }

    @Test func `a version nobody knows is not found, one of another level is no answer`() async throws {
        try await drafted { reserve in
            let auditor = try await reserve.person("auditor1")
            let unknown = await #expect(throws: StockpileError.self) {
                try await auditor.checkReadiness(Self.question(StandardVersion(code: "s2", version: 9)))
            }
            if case .notFound("standard", "s2/9") = unknown {} else { Issue.record("\(String(describing: unknown))") }
            let other = Self.question(Self.second, level: .I)
            #expect(try await reserve.problems { try await auditor.checkReadiness(other) } == ["--standard/not_allowed/s2/2 (II)"])
        }
    }

    @Test(arguments: [(4, 0), (6, 0), (7, 1), (9, 3)] as [(Int64, Int64)])
    func `own stock above the most that is asked for is told, and is no shortage`(stock: Int64, above: Int64) async throws {
        try await drafted { reserve in
            if stock < 9 { try await reserve.issue("quilt", 9 - stock, lot: "A") }
            let answer = try await reserve.person("auditor1").checkReadiness(Self.question(Self.second)).json
            let line = try #require(answer[key: "lines"]?.array?.first)
            #expect(line[key: "above_max"] == .integer(above) && line[key: "verdict"] == "adequate" && line[key: "gap"] == 0)
            #expect(line.withRequiredRange[key: "required"] == "4–6" && answer.linesAboveMax.count == (above > 0 ? 1 : 0))
            let now = try await reserve.person("auditor1").checkReadiness(Self.question(nil)).json
            #expect(now[key: "lines"]?.array?.first?[key: "above_max"] == .null)
        }
    }
}
