package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile capacity …`
package struct CapacityCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "capacity", abstract: "产能储备与生产线核查 · Capacity of companies and its inspections",
        subcommands: [List.self, Inspect.self])

    package init() {}

    /// `stockpile capacity list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "生效的产能行、最近核查、可计入上限 · Lines in force, newest inspection, the most that counts",
            discussion: "例 / Example:\n  stockpile capacity list --as commander1")
        @Option(name: .long, help: "只列该协议。Of this agreement only.", transform: Input.code)
        var agreement: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listCapacities(agreement: agreement), columns: Shown.capacities)
            }
        }
    }

    /// `stockpile capacity inspect`
    package struct Inspect: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "inspect", abstract: "登记生产线核查；最近一次封顶可计入的产能 · Record an inspection; the newest caps what counts",
            discussion: """
                例 / Example:
                  stockpile capacity inspect --agreement XY-2026-04 --item quilt-cotton --place WS34 --units-per-day 260 \
                --raw-material-days 2 --on 2026-11-20 --remarks 一条线检修 --as keeper1
                """)

        @Option(name: .long, help: "协议编号。Agreement number.", transform: Input.code)
        var agreement: String
        @Option(name: .long, help: "物资品种代码。Item code.", transform: Input.code)
        var item: String
        @Option(name: .long, help: "企业库点代码。The company's site.", transform: Input.code)
        var place: String
        @Option(name: .long, parsing: .unconditional, help: "实际日产量。Units a day that were found.")
        var unitsPerDay: String
        @Option(name: .long, parsing: .unconditional, help: "原料可用天数。Days of raw material that were found.")
        var rawMaterialDays: String
        @Option(name: .long, help: "核查日期，缺省为今天。The day; today when left out.")
        var on: String?
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let units = Input.number(unitsPerDay, field: "--units-per-day", allowsZero: true, into: &problems)
                let days = Input.number(rawMaterialDays, field: "--raw-material-days", allowsZero: true, into: &problems)
                if let days, days > 36_500 {
                    problems.append(
                        FieldProblem(field: "--raw-material-days", .outOfRange, ["value": String(days), "expected": "0–36500"]))
                }
                let day = on.flatMap { Input.date($0, field: "--on", into: &problems) } ?? operations.today
                var proof = ProofDraft(agreement: agreement, item: item, place: place, provedOn: day, quantity: units ?? 0)
                // The operation looks for a line of capacity.
                proof.form = "capacity"
                proof.remarks = Input.text(remarks, field: "--remarks", into: &problems)
                execution.output.list(
                    try await operations.inspectCapacity(proof, rawMaterialDays: days ?? 0, problems: problems, key: keyed.value()),
                    columns: Shown.capacities)
            }
        }
    }
}
