package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations
internal import StockpileWeb

/// `stockpile period …`
package struct PeriodCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "period", abstract: "会计期间 · Periods", subcommands: [Close.self, Sheet.self, List.self])

    package init() {}

    /// `stockpile period close`
    package struct Close: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "close", abstract: "结账：一人发起，另一人确认，此后不可更改 · Close a month: one begins, another confirms; never undone")

        @Option(name: .long, help: "月份，如 2026-10。Month.", transform: Input.month)
        var period: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let state = try await operations.closePeriod(period)
                guard state == PeriodState.closed.rawValue else {
                    execution.output.object(["period": .text(period), "state": .text(state)], keys: Shown.period)
                    execution.output.say("请另一人再执行一次以确认。", "Another person runs this again to confirm.")
                    return
                }
                let sheet = try await operations.showCloseSheet(period)
                execution.output.object(
                    .object(Shown.period.map { JSONMember($0, sheet[key: $0] ?? .null) }), keys: Shown.period)
                execution.output.say(
                    "打印结账单：stockpile period sheet --period \(period) --output \(period).html",
                    "To print the close sheet: stockpile period sheet --period \(period) --output \(period).html")
            }
        }
    }

    /// `stockpile period sheet`
    package struct Sheet: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "sheet", abstract: "结账单：各类收发存与封存链头，供签字 · The close sheet of a month, with the head of the seal, to be signed",
            discussion: """
                --output 写成可打印的网页（A4）；日后用 ledger verify --head 链头 核对。
                --output writes a page to print on A4; later, ledger verify --head HASH checks the ledger against it.
                例 / Example:
                  stockpile period sheet --period 2026-10 --output 2026-10.html
                """)

        @Option(name: .long, help: "已结账的月份。A closed month.", transform: Input.month)
        var period: String
        @Option(name: .long, help: "写入的文件（HTML）；已有的文件不覆盖。File to write; never one that exists.")
        var output: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let sheet = try await operations.showCloseSheet(period)
                guard let output else {
                    execution.output.object(
                        sheet, keys: Shown.closeSheet, lists: [("totals", Shown.closeTotals), ("rows", Shown.reconciliation)])
                    return
                }
                try NewFile.write(CloseSheetPage.html(sheet, execution.language), to: output, option: "--output")
                execution.output.object(["file": .text(output)], keys: Shown.appliedFiles)
            }
        }
    }

    /// `stockpile period list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "已结账与结账中的月份 · Months that are closed or being closed")

        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(try await operations.listPeriods(), columns: Shown.periods)
            }
        }
    }
}
