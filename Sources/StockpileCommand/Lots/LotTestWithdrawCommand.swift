package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension LotCommand.Test {
    /// `stockpile lot test withdraw LOT`
    package struct Withdraw: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "withdraw", abstract: "撤回登记错的检验 · Take back a test that was recorded by mistake",
            discussion: """
                待审批的由登记人撤回；不合格的由可审批的另一人撤回，已冻结的须另行解冻。已审批的不撤回，日期有误用 lot set-dates。
                While it waits, by who recorded it; one that failed, by another who may approve, and its hold is released by itself. What \
                was approved stays: wrong dates are put right by lot set-dates.

                例 / Example:
                  stockpile lot test withdraw WS01-20241018-001 --report-number Z2026-118 --reason 报告日期录错 --as keeper1
                """)

        @Argument(help: "批次号。Lot number.")
        var lot: String
        @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
        var item: String?
        @Option(name: .long, help: "报告编号。Number of the report.")
        var reportNumber: String
        @Option(name: .long, help: "检验机构（报告编号重复时）。Laboratory, when several gave this number.")
        var laboratory: String?
        @Option(name: .long, help: "原因。Reason.")
        var reason: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let test = LotTestName(
                    lot: try Input.lotNumber(lot), item: item, reportNumber: try Input.text(reportNumber, field: "--report-number") ?? "",
                    laboratory: try Input.text(laboratory, field: "--laboratory"))
                let because = try Input.text(reason, field: "--reason")
                execution.showLot(try await operations.withdrawLotTest(test, reason: because, key: keyed.value()))
            }
        }
    }
}
