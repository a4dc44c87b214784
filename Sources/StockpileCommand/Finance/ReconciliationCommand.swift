package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile reconciliation …`
package struct ReconciliationCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "reconciliation", abstract: "对账 · Reconciliation", subcommands: [Run.self])

    package init() {}

    /// `stockpile reconciliation run`
    package struct Run: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "run", abstract: "某月：期初＋收入－发出＝期末；有差异退出码 3 · Opening + in − out = closing; exit 3 on a difference",
            discussion: "例 / Example:\n  stockpile reconciliation run --period 2026-10")

        @Option(name: .long, help: "月份，如 2026-10。Month.", transform: Input.month)
        var period: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let answer = try await operations.reconcile(period: period)
                execution.output.list(answer.rows, columns: Shown.reconciliation)
                if answer.differences == 0 {
                    execution.output.say("\(period) 账账相符。", "\(period): the books agree.")
                } else {
                    throw ExitCode(3)
                }
            }
        }
    }
}
