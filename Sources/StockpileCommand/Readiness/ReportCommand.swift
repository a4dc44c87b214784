package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile readiness report …`
package struct ReportCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "report", abstract: "充足度报告：打印、留存、日后核对 · The readiness report: print it, freeze it, check it later",
        subcommands: [Make.self, List.self, Show.self, Verify.self], defaultSubcommand: Make.self)

    package init() {}

    /// `stockpile readiness report --level II --scenario flood`
    package struct Make: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "make", abstract: "现状、各时限、走势、最薄弱处，一份报告 · Check, hours, forecast and weakest points in one report",
            discussion: """
                例 / Examples:
                  stockpile readiness report --level II --scenario flood
                  stockpile readiness report --level II --scenario flood --html report.html
                  stockpile readiness report --level II --scenario flood --freeze --html report.html --as commander1
                --freeze 先封存台账，再连同所依据的数据留存；此后 verify 可重新推算。
                --freeze seals the ledger first and keeps the report with all it rests on; verify derives it again.
                """)

        @OptionGroup var question: ReadinessOptions
        @Option(name: .long, help: "按某日（若无出入库）。As it will stand that day if nothing moves.")
        var on: String?
        @Option(name: .long, help: "往后看几天，默认 365。Days ahead.")
        var days: String = "365"
        @OptionGroup var page: ReportPageOption
        @Flag(name: .long, help: "留存。Keep it.")
        var freeze = false
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            if keyed.key != nil, !freeze { throw Usage.mistake("--key 只能与 --freeze 同用。", "--key goes with --freeze only.") }
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let level = try Input.level(question.level)
                var problems: [FieldProblem] = []
                let day = ReadinessOptions.day(on, today: operations.today, into: &problems)
                let days = ReadinessOptions.days(days, into: &problems)
                guard problems.isEmpty, let days else { throw StockpileError.invalid(problems) }
                try NewFile.require(page.html, option: "--html")
                var asked = ReadinessQuestion(level: level, scenario: question.scenario, on: day)
                asked.daysAhead = days
                let report =
                    freeze ? try await operations.freezeReport(asked, key: keyed.value()) : try await operations.makeReport(asked)
                try execution.showReport(report, page)
            }
        }
    }

    /// `stockpile readiness report list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "已留存的报告，最近的在前 · Frozen reports, newest first")

        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                try await execution.list(page, columns: Shown.frozenReports) {
                    try await operations.listReports(slice: $0)
                }
            }
        }
    }

    /// `stockpile readiness report show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "show", abstract: "出示留存的报告，或再次打印 · Show a frozen report, or print it again",
            discussion: "例 / Example:\n  stockpile readiness report show WS-BG-2026-000001 --html report.html")

        @Argument(help: "报告编号。Number of the report.", transform: Input.code)
        var number: String
        @OptionGroup var page: ReportPageOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                try NewFile.require(page.html, option: "--html")
                try execution.showReport(try await operations.showReport(number), page)
            }
        }
    }

    /// `stockpile readiness report verify NUMBER`
    package struct Verify: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "重新推算留存的报告，逐项比对 · Derive a frozen report again and compare every figure",
            discussion: """
                例 / Example:
                  stockpile readiness report verify WS-BG-2026-000001
                有不同则退出码为 3。台账本身用 ledger verify 核对。
                Exit 3 when anything is different. The ledger itself is checked by ledger verify.
                """)

        @Argument(help: "报告编号。Number of the report.", transform: Input.code)
        var number: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let check = try await operations.verifyReport(number)
                execution.output.object(
                    check, keys: Shown.reportCheck, lists: [("differences", Shown.reportDifferences)])
                let isSame = check[key: "is_same"]?.bool == true
                execution.output.say("", "")
                if isSame {
                    execution.output.say("重新推算的结果与留存的报告完全相同。", "Derived again, it is the same in every figure.")
                } else {
                    execution.output.say("与留存的报告不同。", "It is not the same.")
                    throw ExitCode(3)
                }
            }
        }
    }
}

/// Where a report is printed to.
struct ReportPageOption: ParsableArguments {
    @Option(name: .long, help: "写成可打印的网页（A4，不覆盖已有文件）。Write a page to print on A4; never overwritten.")
    var html: String?
}
