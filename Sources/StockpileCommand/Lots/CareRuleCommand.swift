package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile care-rule …`
package struct CareRuleCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "care-rule", abstract: "养护规则 · Rules of care", subcommands: [List.self, Add.self, End.self])

    package init() {}

    /// `stockpile care-rule list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "各品种的养护要求、周期和出处 · What has to be done to which item, how often, by which source",
            discussion: "例 / Example:\n  stockpile care-rule list --item generator-5kw")

        @Option(name: .long, help: "只看某品种。Only this item.", transform: Input.code)
        var item: String?
        @Flag(name: .long, help: "包括已停用的。With those that have ended.")
        var withEnded = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.output.list(
                    try await operations.listCareRules(item: item, withEnded: withEnded), columns: Shown.careRules)
            }
        }
    }

    /// `stockpile care-rule add RULE`
    package struct Add: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "add", abstract: "增加一条养护规则，随即开出待办 · Add a duty; its tasks are opened at once",
            discussion: """
                逾期未养护的不计入储备充足度，发放时排在最后。
                What is overdue does not count for readiness and is picked last.

                例 / Example:
                  stockpile care-rule add quilt-cotton-air --item quilt-cotton --duty air --every-days 365 --instruction 晾晒防潮 \
                --source 库房管理制度第7条 --as admin1
                """)

        @Argument(help: "规则代码。Code of the rule.", transform: Input.code)
        var rule: String
        @Option(name: .long, help: "品种代码。Item.", transform: Input.code)
        var item: String
        @Option(name: .long, help: "养护：run 试机、charge 充电、air 晾晒、service 保养、inspect 检查、clean 清洁。Duty.", transform: Input.code)
        var duty: String
        @Option(name: .long, help: "每几天一次。Every so many days.")
        var everyDays: String
        @Option(name: .long, help: "生产后几天起才需要。Not before so many days after manufacture.")
        var firstDays: String?
        @Option(name: .long, help: "做什么。What is to be done.")
        var instruction: String
        @Option(name: .long, help: "出处。Source.")
        var source: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var added = CareRuleDraft()
                (added.code, added.item) = (rule, item)
                added.duty = Input.choice(duty, of: CareDuty.allCases.map(\.rawValue), field: "--duty", into: &problems) ?? ""
                added.everyDays = Input.whole(everyDays, 1...36_500, field: "--every-days", into: &problems) ?? 0
                added.firstDays = firstDays.flatMap { Input.whole($0, 1...36_500, field: "--first-days", into: &problems) }
                added.instruction = Input.text(instruction, field: "--instruction", into: &problems) ?? ""
                added.source = Input.text(source, field: "--source", into: &problems) ?? ""
                execution.output.list(
                    try await operations.addCareRule(added, problems: problems, key: keyed.value()), columns: Shown.careRules)
            }
        }
    }

    /// `stockpile care-rule end RULE`
    package struct End: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "end", abstract: "停用一条养护规则，撤销其待办 · End a duty and drop its tasks",
            discussion: "例 / Example:\n  stockpile care-rule end quilt-cotton-air --reason 已改用真空包装 --as admin1")

        @Argument(help: "规则代码。Code of the rule.", transform: Input.code)
        var rule: String
        @Option(name: .long, help: "原因。Reason.")
        var reason: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let because = try Input.text(reason, field: "--reason")
                execution.output.list(
                    try await operations.endCareRule(rule, because: because, key: keyed.value()), columns: Shown.careRules)
            }
        }
    }
}
