package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension CountCommand {
    /// `stockpile count serials NUMBER`
    package struct Serials: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "serials", abstract: "登记盘到的是哪几件（一物一码） · Name the units that were counted",
            discussion: """
                盘点人补记自己所盘一行的全部序列号，记账前都可以；盘盈、盘亏即按这些件记账。
                Whoever counted a line names all units of it, at any time before it is posted: gains and losses are those very units.

                例 / Example:
                  stockpile count serials WS-PD-2026-000001 --line 3 --serial G5-01,G5-02,G5-07 --as keeper1
                """)

        @Argument(help: "盘点编号。Count number.")
        var number: String
        @Option(name: .long, help: "盘点表行号。Line of the sheet.")
        var line: String
        @Option(name: .long, help: "序列号；多件用逗号分隔或重复。Serial numbers, comma-separated or repeated.")
        var serial: [String]
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let lineNo = Input.whole(line, 1...Int64(Int32.max), field: "--line", into: &problems)
                let units = serial.flatMap { Input.serials($0, field: "--serial", into: &problems) ?? [] }
                execution.showCount(
                    try await operations.nameCountedUnits(number, line: lineNo ?? 0, units, problems: problems, key: keyed.value()))
            }
        }
    }
}
