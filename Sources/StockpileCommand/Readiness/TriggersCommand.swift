package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile standard triggers`
package struct TriggersCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "triggers", abstract: "灾情达到各预案的几级响应，为什么 · Which level these figures start under each plan, and why",
        discussion: """
            例 / Examples:
              stockpile standard triggers --metrics dead=15,missing=4,evacuated=11578,resettled=779 --hazard flood
              stockpile standard triggers --metrics resettled=2400 --format json
            灾情指标 / Figures: \(DisasterFigure.allCases.map(\.rawValue).joined(separator: ", "))
            """)

    @Option(name: .long, help: "灾情，如 dead=15,missing=4，可多次。Figures; may be repeated.")
    var metrics: [String]
    @Option(name: .long, help: "灾种代码；不填则列出全部预案。Hazard; every plan when left out.", transform: Input.code)
    var hazard: String?
    @Flag(name: .long, help: "灾情为预判：只有可按预判启动的预案作答。The figures are expected ones.")
    var forecast = false
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            var problems: [FieldProblem] = []
            let read = Input.figures(metrics, among: DisasterFigure.allCases.map(\.rawValue), field: "--metrics", into: &problems)
            if read.isEmpty && problems.isEmpty { problems.append(FieldProblem(field: "--metrics", .required)) }
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            let figures = Dictionary(read.compactMap { code, value in DisasterFigure(rawValue: code).map { ($0, value) } }) { first, _ in
                first
            }
            let plans = try await operations.checkTriggers(figures: figures, hazard: hazard, isForecast: forecast)
            guard options.format != .json else { return execution.output.list(plans, columns: []) }
            execution.output.list(plans.flatMap(Self.rows), columns: Shown.triggers)
        }
    }

    /// A row for each metric that starts the plan's level; one without a level for a plan that nothing reaches.
    private static func rows(of plan: JSONValue) -> [JSONValue] {
        let head = plan.members ?? []
        let decisive = (plan[key: "reasons"]?.array ?? []).filter { $0[key: "level"] == plan[key: "level"] }
        guard !decisive.isEmpty else { return [plan] }
        return decisive.map { reason in
            .object(head.filter { !["level", "reasons", "missing_figures"].contains($0.key) } + (reason.members ?? []))
        }
    }
}
