package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension LotCommand {
    /// `stockpile lot trace LOT`
    package struct Trace: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "trace",
            abstract: "批次追溯：从生产、供应到每个地点、单据和受领单位，及其母批次、子批次 · From producer and supplier to whoever has or used a lot",
            discussion: """
                例 / Examples:
                  stockpile lot trace WS01-20230526-001
                  stockpile lot trace WS01-20230526-001 --back
                  stockpile lot trace WS01-20230526-001 --svg trace.svg
                """)

        @Argument(help: "批次号。Lot number.")
        var lot: String
        @Option(name: .long, help: "品种代码（批次号重复时）。Item, when several have this lot number.", transform: Input.code)
        var item: String?
        @Flag(name: .long, help: "反向：从现有、已用之处追到来源。Backwards: from where the goods are or were used to where they came from.")
        var back = false
        @Option(name: .long, help: "写成图形文件（SVG，不覆盖已有文件）。Write a picture (SVG) to this file; never overwritten.")
        var svg: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let trace = try await operations.traceLot(try Input.lotNumber(lot), item: item)
                if let svg {
                    try NewFile.write(trace.svg(execution.language), to: svg, option: "--svg")
                    execution.output.object(["file": .text(svg)], keys: Shown.appliedFiles)
                } else if execution.output.format == .table {
                    for line in trace.lines(execution.language, isBack: back) { execution.output.say(line, line) }
                } else {
                    execution.output.object(trace.json, keys: Shown.tracedLot, lists: [("steps", Shown.traceSteps)])
                }
            }
        }
    }
}
