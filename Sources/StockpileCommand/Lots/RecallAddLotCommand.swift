package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension RecallCommand {
    /// `stockpile recall add-lot NUMBER LOT`
    package struct AddLot: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "add-lot", abstract: "把另一批次并入召回：同一批货以别的批次号入库的 · Recall the same goods under another lot number as well",
            discussion: """
                如协议调用交货、退回后另编批次号的。须为同一品种；并入后自此刻起召回，不能撤销。
                Such as a delivery of a call-off, or what came back as a lot of its own. Of the same item; it is recalled from now on.

                例 / Example:
                  stockpile recall add-lot WS-ZH-2026-000001 WS01-20261102-003 --as commander1
                """)

        @Argument(help: "召回编号。Number of the recall.", transform: Input.code)
        var number: String
        @Argument(help: "批次号。Lot number.")
        var lot: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showRecall(try await operations.addRecallLot(try Input.lotNumber(lot), to: number, key: keyed.value()))
            }
        }
    }
}
