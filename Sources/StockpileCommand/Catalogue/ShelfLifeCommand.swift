package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile item shelf-life …`
package struct ShelfLifeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "shelf-life", abstract: "储存年限规则及出处 · How long goods last, by each source",
        subcommands: [List.self, Add.self, End.self])
    package init() {}

    /// `stockpile item shelf-life list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "年限规则；来源不一时最短者起作用 · The rules; where sources conflict the shortest decides",
            discussion: "例 / Example:\n  stockpile item shelf-life list --item helmet-fire")
        @Option(name: .long, help: "只看该品种。Of this item only.", transform: Input.code)
        var item: String?
        @Flag(name: .long, help: "包括已停用的。With those that have ended.")
        var withEnded = false
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.listShelfLives(item: item, withEnded: withEnded), columns: Shown.shelfLives)
            }
        }
    }

    /// `stockpile item shelf-life add`
    package struct Add: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "add", abstract: "增加一条规则 · Add what a source says",
            discussion: """
                此后入库的批次按各规则中最短者定到期日；已有批次的日期不变，要改用 lot set-dates。
                Lots received from now on expire by the shortest rule; those there are keep their dates: lot set-dates.

                例 / Example:
                  stockpile item shelf-life add --item quilt-cotton --life-kind storage --months 96 --counted-from manufactured \
                --source 市局通知2026-18 --as admin1
                """)
        @Option(name: .long, help: "品种代码。Item.", transform: Input.code)
        var item: String
        @Option(name: .long, help: "年限类别：storage 储存、service 使用、mandatory_scrap 强制报废、rotation 轮换。Kind.", transform: Input.code)
        var lifeKind = ShelfLife.Kind.storage.rawValue
        @Option(name: .long, help: "月数（或用 --days）。Months, or else days.")
        var months: String?
        @Option(name: .long, help: "天数（或用 --months）。Days, or else months.")
        var days: String?
        @Option(name: .long, help: "起算：manufactured 生产、received 入库、first_used 启用。Counted from.", transform: Input.code)
        var countedFrom = ShelfLife.Origin.manufactured.rawValue
        @Option(name: .long, help: "只适用于某种取得方式：purchase、donation 等。Only for goods that came so.", transform: Input.code)
        var acquiredBy: String?
        @Option(name: .long, help: "到期前几天预警。Days of warning before the end.")
        var warnDays: String?
        @Option(name: .long, help: "到期前几天轮换。Days before the end to rotate.")
        var rotateBeforeDays: String?
        @Option(name: .long, help: "到期前几天停发。Days before the end to stop issue.")
        var stopIssueBeforeDays: String?
        @Option(name: .long, help: "出处。Source.")
        var source: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var rule = ShelfLifeRuleDraft()
                rule.item = item
                rule.lifeKind =
                    Input.choice(lifeKind, of: ShelfLife.Kind.allCases.map(\.rawValue), field: "--life-kind", into: &problems) ?? ""
                rule.months = months.flatMap { Input.whole($0, 1...1_200, field: "--months", into: &problems) }
                rule.days = days.flatMap { Input.whole($0, 1...36_500, field: "--days", into: &problems) }
                rule.countedFrom =
                    Input.choice(countedFrom, of: ShelfLife.Origin.allCases.map(\.rawValue), field: "--counted-from", into: &problems) ?? ""
                rule.acquiredBy = acquiredBy.flatMap {
                    Input.choice($0, of: ShelfLifeRuleDraft.waysOfAcquiring, field: "--acquired-by", into: &problems)
                }
                rule.warnDays = warnDays.flatMap { Input.whole($0, 0...36_500, field: "--warn-days", into: &problems) }
                rule.rotateBeforeDays = rotateBeforeDays.flatMap {
                    Input.whole($0, 0...36_500, field: "--rotate-before-days", into: &problems)
                }
                rule.stopIssueBeforeDays = stopIssueBeforeDays.flatMap {
                    Input.whole($0, 0...36_500, field: "--stop-issue-before-days", into: &problems)
                }
                rule.source = Input.text(source, field: "--source", into: &problems) ?? ""
                let rows = try await operations.addShelfLife(rule, problems: problems, key: keyed.value())
                execution.output.list(rows, columns: Shown.shelfLives)
                execution.output.say(
                    "已有批次的日期不变；要改用 lot set-dates。", "Lots that are there keep their dates: lot set-dates changes them.")
            }
        }
    }

    /// `stockpile item shelf-life end RULE`
    package struct End: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "end", abstract: "停用一条规则；已有批次的日期不变 · End a rule; lots keep the dates they have",
            discussion: "例 / Example:\n  stockpile item shelf-life end 50011001000000012 --reason 来源已废止 --as admin1")
        @Argument(help: "规则号；item shelf-life list 可查。Number of the rule.")
        var rule: String
        @Option(name: .long, help: "原因。Reason.")
        var reason: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let number = Input.whole(rule, 1...InputText.identifierMax, field: "rule", into: &problems)
                let because = Input.text(reason, field: "--reason", into: &problems)
                guard let number, problems.isEmpty else { throw StockpileError.invalid(problems) }
                execution.output.list(
                    try await operations.endShelfLife(number, because: because, key: keyed.value()), columns: Shown.shelfLives)
            }
        }
    }
}
