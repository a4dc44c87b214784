package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

/// `stockpile agreement confidence …`
package struct ConfidenceCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "confidence", abstract: "各协议行的可信度及理由 · What share of each promise counts, and why", subcommands: [List.self])

    package init() {}

    /// `stockpile agreement confidence list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "可信度清单 · Confidence line by line",
            discussion: "例 / Example:\n  stockpile agreement confidence list --on 2027-06-01 --as commander1")

        @Option(name: .long, help: "按某日；缺省为今天。As of that day; today when left out.")
        var on: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let day = on.flatMap { Input.date($0, field: "--on", into: &problems) }
                guard problems.isEmpty else { throw StockpileError.invalid(problems) }
                execution.output.list(try await operations.listConfidences(on: day), columns: Shown.confidences)
            }
        }
    }
}

/// `stockpile agreement confidence-rule …`
package struct ConfidenceRuleCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "confidence-rule", abstract: "可信度规则及版本 · The rule of confidence and its versions",
        subcommands: [Show.self, Import.self, Try.self, Adopt.self])

    package init() {}

    /// `stockpile agreement confidence-rule show`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "show", abstract: "各版本，最新的在前 · Versions, newest first")
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showConfidenceRules(try await operations.listConfidenceRules())
            }
        }
    }

    /// `stockpile agreement confidence-rule import FILE`
    package struct Import: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "import", abstract: "装入一个新版本（另一人采用后才生效） · A new version, in force once another person adopts it",
            discussion: """
                文件列 / Columns: kind,days_max,percent
                  declaration,45,80    visit,90,95    never,,30    broken_promise,730,15    kept_promise,,5    kept_promise_max,,10
                例 / Example:
                  stockpile agreement confidence-rule import rule.csv --name 2027 --source 区政府文件 --valid-from 2027-01-01 --as finance1
                """)

        @Argument(help: "CSV 文件，或 - 表示标准输入。A CSV file, or - for standard input.")
        var file: String
        @Option(name: .long, help: "名称。Name.")
        var name: String
        @Option(name: .long, help: "出处（文号）。Source.")
        var source: String
        @Option(name: .long, help: "起效日期，缺省为今天。In force from; today when left out.")
        var validFrom: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let title = Input.text(name, field: "--name", into: &problems)
                let source = Input.text(source, field: "--source", into: &problems)
                let from = validFrom.flatMap { Input.date($0, field: "--valid-from", into: &problems) } ?? operations.today
                if title == nil { problems.append(FieldProblem(field: "--name", .required)) }
                if source == nil { problems.append(FieldProblem(field: "--source", .required)) }
                guard problems.isEmpty, let title, let source else { throw StockpileError.invalid(problems) }
                let rule = try ConfidenceRuleFile.read(
                    data: try Input.data(file), name: file == "-" ? "stdin" : file, named: (title, source, from))
                execution.showConfidenceRules(try await operations.importConfidenceRule(rule, key: keyed.value()))
            }
        }
    }

    /// `stockpile agreement confidence-rule try VERSION`
    package struct Try: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "try", abstract: "采用前试算：哪些行会变 · Before it is adopted: which lines of a check would change",
            discussion: "例 / Example:\n  stockpile agreement confidence-rule try 2 --level II --scenario flood --as commander1")

        @Argument(help: "版本。Version.")
        var version: Int
        @Option(name: .long, help: "响应等级。Response level.")
        var level: String
        @Option(name: .long, help: "情景代码。Scenario.", transform: Input.code)
        var scenario: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.tryConfidenceRule(version: version, level: Input.level(level), scenario: scenario, on: nil),
                    columns: Shown.confidenceChanges)
            }
        }
    }

    /// `stockpile agreement confidence-rule adopt VERSION`
    package struct Adopt: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "adopt", abstract: "采用（不能是装入者本人） · Put in force, by another person than its maker",
            discussion: "例 / Example:\n  stockpile agreement confidence-rule adopt 2 --as commander1")

        @Argument(help: "版本。Version.")
        var version: Int
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showConfidenceRules(try await operations.adoptConfidenceRule(version: version, key: keyed.value()))
            }
        }
    }
}

extension Execution {
    /// Versions, then the bands of the newest.
    func showConfidenceRules(_ rules: [JSONValue]) {
        output.list(rules, columns: Shown.confidenceRules)
        guard options.format == .table, let newest = rules.first else { return }
        output.say("", "")
        output.table(newest[key: "bands"]?.array ?? [], Shown.confidenceBands)
    }
}
