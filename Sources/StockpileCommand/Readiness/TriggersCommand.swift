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
            let figures = try Self.figures(metrics)
            let plans = try await operations.checkTriggers(figures: figures, hazard: hazard, isForecast: forecast)
            guard options.format != .json else { return execution.output.list(plans, columns: []) }
            execution.output.list(plans.flatMap(Self.rows), columns: Shown.triggers)
        }
    }

    private static func figures(_ written: [String]) throws -> [DisasterFigure: ExactDecimal] {
        var problems: [FieldProblem] = []
        var figures: [DisasterFigure: ExactDecimal] = [:]
        let choices = DisasterFigure.allCases.map(\.rawValue)
        for pair in written.flatMap({ $0.split(separator: ",") }) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard let name = Input.choice(parts[0], of: choices, field: "--metrics", into: &problems),
                let figure = DisasterFigure(rawValue: name)
            else { continue }
            guard parts.count == 2 else {
                problems.append(FieldProblem(field: "--metrics \(name)", .required))
                continue
            }
            if figures[figure] != nil { problems.append(FieldProblem(field: "--metrics \(name)", .duplicate, ["value": name])) }
            do throws(InputProblem) {
                figures[figure] = try InputText(parts[1]).decimal(least: .zero)
            } catch {
                problems.append(FieldProblem(field: "--metrics \(name)", error.code, error.detail))
            }
        }
        if figures.isEmpty && problems.isEmpty { problems.append(FieldProblem(field: "--metrics", .required)) }
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        return figures
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
