import StockpileModel
import Testing

@testable import StockpileCommand

@Suite("A plan of rotation from draft to done")
struct RotationPlanDayTests {
    /// What the commands of each way need besides the step.
    private static func options(_ step: JSONValue) -> [String] {
        switch step[key: "way"]?.text {
        case "swap":
            [
                "--fresh-quantity", String(step[key: "quantity"]?.integer ?? 0), "--fresh-unit-cost-fen", "190", "--fresh-lot",
                "HR-\(step[key: "step_no"]?.integer ?? 0)",
                "--fresh-manufactured-on", "2026-11-01",
            ]
        case "disposal": ["--reason", "过期", "--reference", "鉴定2026-3", "--checker", "keeper2"]
        case "sale", "donation": ["--reason", "临期"]
        case "extension_test": ["--sample", "2"]
        default: ["--occasion", "日常"]
        }
    }

    @Test func `the keeper saves, the commander approves, the keepers carry out, and all of it can be followed`() async throws {
        try await LoadedExample.run { stockpile in
            let saved = try await stockpile(
                "rotation", "plan", "--months", "4", "--save", "--as", "keeper1", "--format", "json", "--key", "p1")
            let number = try #require(saved.json?[key: "number"]?.text, "\(saved.errors)")
            #expect(number.contains("-LH-") && saved.json?[key: "state"] == "draft")
            let again = try await stockpile(
                "rotation", "plan", "--months", "4", "--save", "--as", "keeper1", "--format", "json", "--key", "p1")
            #expect(again.json?[key: "number"]?.text == number)
            #expect(try await stockpile("rotation", "approve", number, "--as", "keeper1").exitCode == 77)
            let approved = try await stockpile("rotation", "approve", number, "--as", "commander1")
            #expect(approved.exitCode == 0 && approved.output.contains("状态：已审批"), "\(approved.errors)")

            let steps = saved.json?[key: "steps"]?.array ?? []
            let firsts = ["swap", "use", "sale", "donation", "disposal"].compactMap { way in
                steps.first { $0[key: "way"]?.text == way }
            }
            #expect(firsts.count == 5, "\(steps.map { $0[key: "way"]?.text ?? "" })")
            for step in firsts {
                let carried = try await stockpile.run(
                    [
                        "rotation", "carry-out", number, "--step", String(step[key: "step_no"]?.integer ?? 0), "--as", "keeper1",
                        "--format", "json",
                    ]
                        + Self.options(step))
                #expect(carried.exitCode == 0, "\(carried.errors)")
                #expect(carried.json?[key: "steps"]?.array?.first?[key: "state"] == "done")
            }
            let table = try await stockpile("rotation", "show", number, "--as", "auditor1").output
            for word in ["办理中", "协议置换", "剩余天数", "已办结", "已保全(元)", "换入批次", "HR-"] { #expect(table.contains(word), "\(word)") }
            let english = try await stockpile("rotation", "show", number, "--as", "auditor1", "--lang", "en").output
            #expect(english.contains("in progress") && english.contains("Saved so far"))
            let csv = try await stockpile("rotation", "show", number, "--as", "auditor1", "--format", "csv").output
            #expect(csv.split(separator: "\n").count == steps.count + 1)

            let done = Set(firsts.compactMap { $0[key: "step_no"]?.integer })
            for step in steps.compactMap({ $0[key: "step_no"]?.integer }) where !done.contains(step) {
                let dropped = try await stockpile.run(
                    ["rotation", "drop", number, "--step", String(step), "--reason", "留用", "--as", "commander1"])
                #expect(dropped.exitCode == 0, "\(dropped.errors)")
            }
            let plans = try await stockpile("rotation", "plans", "--as", "auditor1", "--format", "json").json?.array ?? []
            #expect(plans.first?[key: "state"] == "done" && plans.first?[key: "steps_done"] == 5)
            #expect((1..<100).contains(plans.first?[key: "done_percent"]?.integer ?? 0), "what was dropped is not done")
            #expect(try await stockpile("rotation", "plans", "--as", "auditor1").output.contains("已办结"))
            #expect(try await stockpile("ledger", "verify", "--as", "auditor1").exitCode == 0)
        }
    }

    @Test func `mistakes are told in the words of who makes them`() async throws {
        try await LoadedExample.run { stockpile in
            let missing = try await stockpile("rotation", "show", "WS-LH-2026-000009", "--as", "keeper1")
            #expect(missing.exitCode == 66 && missing.errors.contains("轮换计划"))
            let saved = try await stockpile("rotation", "plan", "--months", "1", "--save", "--as", "keeper1", "--format", "json")
            let number = try #require(saved.json?[key: "number"]?.text)
            let early = try await stockpile("rotation", "carry-out", number, "--step", "1", "--as", "keeper1")
            #expect(early.exitCode == 1 && early.errors.contains("草稿"))
            _ = try await stockpile("rotation", "approve", number, "--as", "commander1")
            let unreadable = try await stockpile(
                "rotation", "carry-out", number, "--step", "x", "--quantity", "-1", "--fresh-condition", "wet", "--as", "keeper1",
                "--format", "json")
            let problems = JSONValue(parsing: unreadable.errors)?[key: "error"]?[key: "problems"]?.array ?? []
            #expect(problems.map { $0[key: "field"]?.text } == ["--step", "--quantity", "--fresh-condition"])
            let unknown = try await stockpile("rotation", "carry-out", number, "--step", "999", "--as", "keeper1", "--lang", "en")
            #expect(unknown.exitCode == 1 && unknown.errors.contains("SP667") && unknown.errors.contains("no step 999"))
            let cancelled = try await stockpile("rotation", "cancel", number, "--reason", "重做", "--as", "commander1")
            #expect(cancelled.exitCode == 0 && cancelled.output.contains("状态：撤回"))
            #expect(try await stockpile("rotation", "plan", "--remarks", "x", "--as", "keeper1").exitCode == 64)
            #expect(try await stockpile("rotation", "plans", "--state", "lost", "--as", "keeper1").exitCode == 65)
        }
    }

    @Test(arguments: [
        Shown.keptRotation, Shown.keptRotations, Shown.keptRotationSteps, Shown.rotationDocuments, Shown.rotationEvents,
    ])
    func `every column has its heading, and no two beside each other have the same`(columns: [String]) {
        for language in Language.allCases {
            #expect(Set(columns.map { Terms.word($0, language) }).count == columns.count, "\(columns)")
        }
        for key in columns { #expect(Terms.keys[key] != nil, "\(key)") }
    }
}
