import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("What a new version of a standard would change", .serialized)
struct StandardTrialTests {
    /// Quilts are short and ropes are not by version 1; version 2 asks for fewer quilts, more ropes, no water, and lasting hours.
    private func drafted(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8, of: ["quilt", "rope", "water"])
            try await reserve.receive("quilt", 5, lot: "A")
            try await reserve.receive("rope", 10, lot: "B")
            var sheet = StandardSheet()
            sheet.standards = ["s2,2,二,Two,II,2026-01-01,s,25"]
            sheet.lines = [
                "s2,2,any,relief,rope,heads,1.1,1,2,s,", "s2,2,any,relief,quilt,heads,0.5,1,2,s,1", "s2,2,h1,flood,rope,heads,0.1,1,3,s,",
            ]
            try await reserve.draftStandards(sheet)
            try await body(reserve)
        }
    }

    @Test func `lines that turn short and lines that are relieved are told with both figures`() async throws {
        try await drafted { reserve in
            let commander = try await reserve.person("commander1")
            let trial = try await commander.tryStandard(StandardVersion(code: "s2", version: 2), scenario: "q1", on: nil)
            #expect(trial[key: "standard"] == "s2/1" && trial[key: "version"] == 2 && trial[key: "level"] == "II")
            #expect(trial[key: "short"] == 2 && trial[key: "short_then"] == 2)
            #expect(trial[key: "turn_short"] == 2 && trial[key: "relieved"] == 2)
            let told = (trial[key: "lines"]?.array ?? []).map { line in
                ["effect", "category", "item"].compactMap { line[key: $0]?.text }.joined(separator: " ")
                    + " " + ["required", "required_then", "gap", "gap_then"].map { line[key: $0]?.shown ?? "-" }.joined(separator: " ")
            }
            #expect(
                told == [
                    "turns_short relief rope 8 11 0 1", "relieved relief quilt 8 5 3 0", "turns_short flood rope - 1 - 1",
                    "relieved relief water 8 - 8 -",
                ])
            // Trying changes nothing.
            #expect(try await reserve.askedByStandard() == (1, [8, 8, 8]))
        }
    }

    @Test func `the difference of two versions is told line by line`() async throws {
        try await drafted { reserve in
            let auditor = try await reserve.person("auditor1")
            let difference = try await auditor.compareStandards(code: "s2", from: 1, to: 2)
            #expect(difference[key: "redundancy_percent"] == 0 && difference[key: "redundancy_percent_then"] == 25)
            let told = (difference[key: "changes"]?.array ?? []).map { change in
                ["line_change", "category", "item"].compactMap { change[key: $0]?.text }.joined(separator: " ") + " "
                    + ["coefficient", "coefficient_then", "coefficient_max_then"].map { change[key: $0]?.shown ?? "-" }.joined(
                        separator: " ")
            }
            #expect(
                told == [
                    "line_changed relief rope 1 1.1 -", "line_changed relief quilt 1 0.5 1", "line_added flood rope - 0.1 -",
                    "line_removed relief water 1 - -",
                ])
            #expect(try await auditor.compareStandards(code: "s2", from: 2, to: 2)[key: "changes"] == .array([]))
            for version in [7, 1] {
                let error = await #expect(throws: StockpileError.self) {
                    try await auditor.compareStandards(code: version == 7 ? "s2" : "s3", from: 1, to: version)
                }
                if case .notFound("standard", _) = error {} else { Issue.record("\(String(describing: error))") }
            }
        }
    }

    @Test func `without a version in force everything is new; a scenario it says nothing of has no answer`() async throws {
        try await drafted { reserve in
            var sheet = StandardSheet()
            sheet.standards = ["first,1,一,One,I,2026-01-01,s,"]
            sheet.lines = ["first,1,h1,relief,quilt,heads,1,1,2,s,"]
            try await reserve.draftStandards(sheet)
            let commander = try await reserve.person("commander1")
            let named = StandardVersion(code: "first", version: 1)
            let trial = try await commander.tryStandard(named, scenario: "q1", on: nil)
            #expect(trial[key: "standard"] == .null && trial[key: "verdict"] == .null && trial[key: "turn_short"] == 1)
            try await reserve.sql("INSERT INTO stockpile.hazard VALUES ('h2', '火', 'Fire', 's')")
            try await reserve.sql(
                "INSERT INTO stockpile.scenario (code, name, name_en, hazard, response_days, source) VALUES ('f', '火', 'Fire', 'h2', 1, 's')"
            )
            try await reserve.refuses(.standardMissing) { try await commander.tryStandard(named, scenario: "f", on: nil) }
            let error = await #expect(throws: StockpileError.self) {
                try await commander.tryStandard(StandardVersion(code: "first", version: 2), scenario: "q1", on: nil)
            }
            if case .notFound("standard", "first/2") = error {} else { Issue.record("\(String(describing: error))") }
        }
    }
}
