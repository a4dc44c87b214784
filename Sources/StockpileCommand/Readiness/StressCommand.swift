package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile readiness stress`
package struct StressCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stress", abstract: "最薄弱处：逐一假定失去一库、一路、一企、一邻区 · The weakest point: every single loss, the worst first",
        discussion: """
            例 / Examples:
              stockpile readiness stress --level II --scenario flood
              stockpile readiness stress --level II --scenario flood --limit 3 --format json
            """)

    @OptionGroup var question: ReadinessOptions
    @Option(name: .long, help: "按某日（若无出入库）。As it will stand that day if nothing moves.")
    var on: String?
    @Option(name: .long, help: "列出最严重的几项，默认 20。How many to list.")
    var limit: String = "20"
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            let level = try Input.level(question.level)
            var problems: [FieldProblem] = []
            let day = ReadinessOptions.day(on, today: operations.today, into: &problems)
            let limit = Input.number(limit, field: "--limit", into: &problems)
            guard problems.isEmpty, let limit else { throw StockpileError.invalid(problems) }
            let stress = try await operations.stressReadiness(level: level, scenario: question.scenario, on: day)
            let losses = Array((stress[key: "losses"]?.array ?? []).prefix(Int(clamping: limit)))
            let output = execution.output
            guard options.format == .table else {
                return output.object(
                    stress.replacing("losses", with: .array(losses)), keys: [], lists: [("losses", Shown.stressLosses)])
            }
            output.table(losses, Shown.stressLosses)
            let worst = losses.first?[key: "lines"]?.array ?? []
            if !worst.isEmpty {
                output.say("", "")
                output.say("最严重的一项影响：", "What the worst of them does:")
                output.table(worst, Shown.stressLines)
            }
            output.say("", "")
            let tried = stress[key: "tried"]?.integer ?? 0
            let harmless = stress[key: "harmless"]?.integer ?? 0
            output.say("共试 \(tried) 项损失，其中 \(harmless) 项没有影响。", "\(tried) losses tried; \(harmless) of them do nothing.")
        }
    }
}
