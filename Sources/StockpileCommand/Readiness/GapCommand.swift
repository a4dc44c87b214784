package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile readiness gap …`
package struct GapCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "gap", abstract: "补缺计划：以最低年成本补足缺口 · The cheapest way to close the gaps",
        subcommands: [Plan.self, List.self, Show.self, Approve.self, Cancel.self], defaultSubcommand: Plan.self)

    package init() {}

    /// `stockpile readiness gap --level II --scenario flood`
    package struct Plan: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "采购、协议、产能、轮换、移库的最省组合 · The cheapest mix of purchase, agreement, capacity, rotation and transfer",
            discussion: """
                例 / Examples:
                  stockpile readiness gap --level II --scenario flood
                  stockpile readiness gap --level II --scenario flood --budget-yuan 200000 --by 2027-05-01 --save --as keeper1
                  stockpile readiness gap --level II --scenario flood --only purchase --format csv > purchase.csv
                """)

        @Option(name: .long, help: "响应等级：I、II、III、IV。Response level.", transform: Input.level)
        var level = ResponseLevel.II
        @Option(name: .long, help: "情景代码；scenario list 可查。Scenario.", transform: Input.code)
        var scenario: String
        @Option(name: .long, help: "第一年可用经费（元）；按标准的行序先保前面的行。Money for the first year; earlier lines go first.")
        var budgetYuan: String?
        @Option(name: .long, help: "须在该日前补足；缺省为各报价都能到位的最早一日。To be closed by this day.")
        var by: String?
        @OptionGroup var tried: TriedStandardOption
        @OptionGroup var kind: GapWayOption
        @Flag(name: .long, help: "存为草稿，待另一人审批。Keep it as a draft, for another person to approve.")
        var save = false
        @Option(name: .long, help: "保存时的备注。Remarks of the plan that is kept.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func validate() throws {
            for (name, value) in [("--remarks", remarks), ("--key", keyed.key)] where value != nil && !save {
                throw Usage.mistake("\(name) 只能与 --save 同用。", "\(name) goes with --save only.")
            }
            if save, tried.standard != nil {
                throw Usage.mistake("按试用标准的计划不能保存。", "A plan by a standard that is only tried is not kept.")
            }
        }

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                var question = GapQuestion(level: level, scenario: scenario)
                question.by = by.flatMap { Input.date($0, field: "--by", into: &problems) }
                question.budgetFen = budgetYuan.flatMap { Input.yuan($0, field: "--budget-yuan", into: &problems) }
                question.tryingStandard = tried.value(into: &problems)
                guard problems.isEmpty else { throw StockpileError.invalid(problems) }
                let only = try kind.value()
                guard !save else {
                    let remarks = try Input.text(remarks, field: "--remarks")
                    return execution.showKeptGap(
                        try await operations.saveGapPlan(question, remarks: remarks, key: keyed.value()), only: only)
                }
                execution.showGap(try await operations.planGap(question), only: only)
            }
        }
    }

    /// `stockpile readiness gap list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "已保存的补缺计划，最近的在前 · Kept plans, newest first")

        @Option(name: .long, help: "只列该状态：draft、approved、cancelled。Only those in this state.", transform: Input.code)
        var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let wanted = try state.map { try Input.choice($0, of: GapPlanState.allCases.map(\.rawValue), field: "--state") }
                try await execution.list(page, columns: Shown.keptGaps) {
                    try await operations.listGapPlans(state: wanted.flatMap(GapPlanState.init), slice: $0)
                }
            }
        }
    }

    /// `stockpile readiness gap show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "show", abstract: "补缺计划及其步骤；采购清单用 --only purchase · A kept plan; --only purchase is the purchase list",
            discussion: "例 / Example:\n  stockpile readiness gap show WS-QK-2026-000001 --only purchase --format csv")

        @Argument(help: "计划编号。Number of the plan.", transform: Input.code)
        var number: String
        @OptionGroup var kind: GapWayOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let only = try kind.value()
                execution.showKeptGap(try await operations.showGapPlan(number), only: only)
            }
        }
    }

    /// `stockpile readiness gap approve NUMBER`
    package struct Approve: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "审批补缺计划（不能是拟定人） · Approve a plan somebody else made",
            discussion: """
                例 / Examples:
                  stockpile readiness gap approve WS-QK-2026-000001 --as commander1
                  stockpile readiness gap approve WS-QK-2026-000001 --anyway 涨价已报财政同意 --as commander1
                审批时按现在的报价和库存再核一遍；有变化即不予审批并列明，除非用 --anyway 写明理由。批准后每步成为一项待办。
                Offers and stock are looked at again: what changed is told and nothing is approved, unless --anyway says why. Each
                step of an approved plan is a task (task list).
                """)

        @Argument(help: "计划编号。Number of the plan.", transform: Input.code)
        var number: String
        @Option(name: .long, help: "虽有变化仍予批准的理由。Why it is approved although something changed.")
        var anyway: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let reason = try Input.text(anyway, field: "--anyway")
                execution.showKeptGap(try await operations.approveGapPlan(number, anyway: reason, key: keyed.value()), only: nil)
            }
        }
    }

    /// `stockpile readiness gap cancel NUMBER`
    package struct Cancel: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "撤回补缺计划 · Give a plan up",
            discussion: "例 / Example:\n  stockpile readiness gap cancel WS-QK-2026-000001 --as keeper1")

        @Argument(help: "计划编号。Number of the plan.", transform: Input.code)
        var number: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showKeptGap(try await operations.cancelGapPlan(number, key: keyed.value()), only: nil)
            }
        }
    }
}

/// Which steps of a plan are shown.
struct GapWayOption: ParsableArguments {
    @Option(name: .long, help: "只列该类步骤：purchase、agreement、capacity、rotation、transfer。Only steps of this kind.", transform: Input.code)
    var only: String?

    func value() throws -> String? {
        try only.map { try Input.choice($0, of: GapWay.allCases.map(\.rawValue), field: "--only") }
    }
}
