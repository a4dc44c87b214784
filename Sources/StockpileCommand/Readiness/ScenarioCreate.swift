package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile scenario create CODE`
package struct ScenarioCreate: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "create", abstract: "按某预案的响应等级编制情景 · Make a scenario from a response level of a plan",
        discussion: """
            已有情景给出灾种、镇街、天数和预案不统计的因子；预案统计的因子取该等级区间内的值。
            例 / Example:
              stockpile scenario create flood_pengshui --like flood --plan 彭水县自然灾害救助应急预案 --level II --set in_need=800 \
            --name 洪涝二级上限 --source 彭水预案2024 --as commander1
            """)

    @Argument(help: "新情景代码。Code of the new scenario.", transform: Input.code)
    var code: String
    @Option(name: .long, help: "参照的情景。The scenario it is like.", transform: Input.code)
    var like: String
    @Option(name: .long, help: "预案名称。Plan.")
    var plan: String
    @Option(name: .long, parsing: .unconditional, help: "预案年份（同名预案有多个时）。Year of the plan.")
    var planYear: String?
    @Option(name: .long, help: "适用地区（同名预案有多个时）。Jurisdiction of the plan.")
    var jurisdiction: String?
    @Option(name: .long, help: "响应等级：I、II、III、IV。Response level.")
    var level: String
    @Option(name: .long, parsing: .unconditional, help: "在等级区间内的位置：0 为下限，100 为最大整数（缺省）。Where in the level's band.")
    var percent: String = "100"
    @Option(name: .long, help: "自定因子，如 in_need=800，可多次。Drivers to settle; may be repeated.")
    var set: [String] = []
    @Option(name: .long, help: "名称。Name.")
    var name: String
    @Option(name: .long, help: "英文名称。English name.")
    var nameEn: String?
    @Option(name: .long, help: "出处。Source.")
    var source: String
    @OptionGroup var keyed: KeyOption
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            var problems: [FieldProblem] = []
            func required(_ text: String, _ field: String) -> String {
                guard let read = Input.text(text, field: field, into: &problems) else {
                    problems.append(FieldProblem(field: field, .required))
                    return ""
                }
                return read
            }
            let level = try Input.level(level)
            let share = Input.number(percent, field: "--percent", allowsZero: true, into: &problems) ?? 100
            if share > 100 { problems.append(FieldProblem(field: "--percent", .outOfRange, ["value": percent, "expected": "0–100"])) }
            var draft = ScenarioFromLevelDraft(
                code: code, name: required(name, "--name"), like: like, plan: required(plan, "--plan"), level: level,
                percent: Int(min(share, 100)), source: required(source, "--source"))
            draft.nameEn = Input.text(nameEn, field: "--name-en", into: &problems)
            draft.jurisdiction = Input.text(jurisdiction, field: "--jurisdiction", into: &problems)
            draft.planYear = planYear.flatMap { Input.number($0, field: "--plan-year", into: &problems) }.map { Int($0) }
            draft.given = Input.figures(set, among: nil, field: "--set", into: &problems)
            let made = try await operations.makeScenario(draft, problems: problems, key: keyed.value())
            execution.output.object(made, keys: Shown.scenario, lists: [("triggers", Shown.readinessTriggers)])
        }
    }
}
