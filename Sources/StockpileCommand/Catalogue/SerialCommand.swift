package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension ItemCommand {
    /// `stockpile item serial …`
    package struct SerialCommand: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "serial", abstract: "一物一码：在哪里、经历过什么 · Units by serial number: where they are and have been",
            subcommands: [List.self, Show.self])

        package init() {}

        /// `stockpile item serial list`
        package struct List: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(commandName: "list", abstract: "逐件清单 · List units")

            @Option(name: .long, help: "只看某品种。Only this item.", transform: Input.code)
            var item: String?
            @Option(name: .long, help: "只看某地点。Only this place.", transform: Input.code)
            var place: String?
            @Flag(name: .long, help: "已出库的也列出。Those that have left, too.")
            var all = false
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    let rows = try await operations.listSerials(item: item, place: place, isAll: all)
                    execution.output.list(rows, columns: Shown.serials)
                }
            }
        }

        /// `stockpile item serial show ITEM SERIAL`
        package struct Show: AsyncParsableCommand {
            package static let configuration = CommandConfiguration(
                commandName: "show", abstract: "一件物资的全部经历 · The whole life of a unit",
                discussion: "例 / Example:\n  stockpile item serial show generator-30kw GF30-2018-001")

            @Argument(help: "物资品种代码。Item code.", transform: Input.code)
            var item: String
            @Argument(help: "序列号。Serial number.", transform: { Input.code($0).uppercased() })
            var serial: String
            @OptionGroup var options: CommonOptions

            package init() {}

            package func run() async throws {
                try await Execution.run(options) { operations, execution in
                    execution.output.object(
                        try await operations.showSerial(serial, of: item), keys: Shown.serials, lists: [("moves", Shown.serialMoves)])
                }
            }
        }
    }
}
