import StockpileModel
import Testing

@Suite("Is it enough? The answer's published shape")
struct ReadinessAnswerTests {
    // First what is promised to programs, then what explains it; neither changes unnoticed.
    private static let top: Set = [
        "level", "scenario", "verdict", "categories", "lines",
        "scenario_name", "scenario_name_en", "hazard", "on", "response_ends_on", "standard", "standard_version", "standard_name",
        "standard_name_en", "towns", "rule_version", "rule_name", "rule_source", "promises", "advisory",
        "triggers", "uncared", "is_tried",
    ]
    private static let category: Set = ["category", "verdict", "category_name", "category_name_en", "lines", "short"]
    private static let line: Set = [
        "category", "item", "item_name", "required", "physical", "entrusted", "agreement", "capacity", "mutual_aid", "covered", "gap",
        "within_hours",
        "excluded",
        "category_name", "category_name_en", "item_name_en", "base_unit", "driver", "driver_value", "coefficient", "days", "source",
        "verdict", "drawn", "coverage", "required_max", "above_max", "coefficient_max", "redundancy_percent",
        "scope", "towns",
    ]
    private static let check = ["readiness", "check", "--scenario", "flood", "--as", "commander1"]

    @Test(arguments: ["Ⅱ", "II", "2", "二级"])
    func `every way of writing the level gives the same answer, with exactly the published keys`(level: String) async throws {
        try await LoadedExample.run { stockpile in
            let run = try await stockpile.run(Self.check + ["--level", level, "--format", "json"])
            #expect(run.exitCode == 0 && run.errors.isEmpty)
            let answer = try #require(run.json)
            #expect(answer[key: "level"] == "II" && answer[key: "scenario"] == "flood" && answer[key: "verdict"] == "short")
            #expect(answer.keys == Self.top)
            let categories = try #require(answer[key: "categories"]?.array)
            #expect(categories.count == 7)
            #expect(categories.allSatisfy { $0.keys == Self.category })
            let lines = try #require(answer[key: "lines"]?.array)
            #expect(lines.count >= 35 && lines.allSatisfy { $0.keys == Self.line })
            for excluded in lines.flatMap({ $0[key: "excluded"]?.array ?? [] }) {
                #expect(excluded.keys == ["reason", "quantity"])
            }
        }
    }

    @Test func `figures agree with each other, and the verdict is that of the worst category`() async throws {
        try await LoadedExample.run { stockpile in
            let answer = try #require(try await stockpile.run(Self.check + ["--level", "II", "--format", "json"]).json)
            let lines = answer[key: "lines"]?.array ?? []
            for line in lines {
                func figure(_ key: String) -> Int64 { line[key: key]?.integer ?? -1 }
                #expect(figure("covered") + figure("gap") == figure("required") && figure("gap") >= 0)
                let supply = ["physical", "entrusted", "agreement", "capacity", "mutual_aid"].map(figure)
                #expect(supply.allSatisfy { $0 >= 0 } && figure("covered") <= supply.reduce(0, +))
            }
            for category in answer[key: "categories"]?.array ?? [] {
                let own = lines.filter { $0[key: "category"] == category[key: "category"] }
                let isShort = own.contains { $0[key: "gap"]?.integer ?? 0 > 0 }
                #expect(category[key: "verdict"]?.text == (own.isEmpty ? "not_assessed" : isShort ? "short" : "adequate"))
            }
        }
    }

    @Test func `the table names categories as people do, and the exit code changes only when asked`() async throws {
        try await LoadedExample.run { stockpile in
            let table = try await stockpile.run(Self.check + ["--level", "II"])
            #expect(table.exitCode == 0 && table.output.hasSuffix("II 级响应，洪涝(规划人口2400)：不足\n"))
            #expect(!table.output.contains("flood_drought") && table.output.contains("防汛抗旱"))
            let csv = try await stockpile.run(Self.check + ["--level", "II", "--format", "csv"]).output.split(separator: "\n")
            #expect(csv.first?.hasPrefix("category,category_name,item,item_name,required") == true)
            #expect(csv.dropFirst().allSatisfy { $0.contains(/^[a-z_]+,\p{Han}+,/) })
            let short = try await stockpile.run(Self.check + ["--level", "II", "--fail-if-short"])
            #expect(short.exitCode == 3 && short.output == table.output && short.errors.isEmpty)
            #expect(try await stockpile("readiness", "check", "--level", "II", "--scenario", "nowhere", "--as", "keeper1").exitCode == 66)
            let none = try await stockpile.run(Self.check + ["--level", "I"])
            #expect(none.exitCode == 1 && none.errors.hasPrefix("SP609"))
        }
    }
}
