package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile floor …`
package struct FloorCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "floor", abstract: "企业最低库存 · Minimum stock of companies", subcommands: [List.self, Report.self])

    package init() {}

    /// `stockpile floor list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "约定的最低库存与最近一次报告 · Floors and the newest report of each",
            discussion: "例 / Example:\n  stockpile floor list --breached --as commander1")
        @Flag(name: .long, help: "只列不足的。Only those that are breached.")
        var breached = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listFloors(isBreached: breached), columns: Shown.floors)
            }
        }
    }

    /// `stockpile floor report COMPANY ITEM QUANTITY`
    package struct Report: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "report", abstract: "登记企业现有库存；低于最低库存即告警 · What the company holds; less than the floor raises an alarm",
            discussion: "例 / Example:\n  stockpile floor report c-market-1 rice 720 --on 2026-11-20 --as liaison1")
        @Argument(help: "企业代码。Company.", transform: Input.code)
        var company: String
        @Argument(help: "物资品种代码。Item code.", transform: Input.code)
        var item: String
        @Argument(help: "现有数量（基本单位）。Quantity held, in base units.")
        var quantity: String
        @Option(name: .long, help: "报告日期，缺省为今天。The day; today when left out.")
        var on: String?
        @Option(name: .long, help: "库点（只有一处时可省）。The site; may be left out where there is only one.", transform: Input.code)
        var place: String?
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let held = Input.number(quantity, field: "QUANTITY", allowsZero: true, into: &problems)
                let day = on.flatMap { Input.date($0, field: "--on", into: &problems) }
                let said = Input.text(remarks, field: "--remarks", into: &problems)
                guard problems.isEmpty, let held else { throw StockpileError.invalid(problems) }
                execution.output.list(
                    try await operations.reportFloor(
                        company: company, item: item, place: place, quantity: held, on: day, remarks: said, key: keyed.value()),
                    columns: Shown.floors)
            }
        }
    }
}
