package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile count …`
package struct CountCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "count", abstract: "盘点：两人盲盘、复盘、审核、审批、盈亏记账 · Stock counts: blind by two, recount, review, approval, posting",
        discussion: """
            例 / Example:
              stockpile count plan --place WS01 --as finance1
              stockpile count sheet WS-PD-2026-000001 --out sheet.csv --as keeper1
              stockpile count enter WS-PD-2026-000001 --file sheet.csv --as keeper1
              stockpile count review WS-PD-2026-000001 --as finance1
              stockpile count approve WS-PD-2026-000001 --as commander1
              stockpile count post WS-PD-2026-000001 --as finance2
            """,
        subcommands: [
            Plan.self, Sheet.self, Enter.self, Serials.self, Review.self, Approve.self, Post.self, Cancel.self, Show.self, List.self,
            Tolerance.self,
        ])

    package init() {}

    /// `stockpile count plan`
    package struct Plan: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "plan", abstract: "计划盘点：整库、按类别、按品种或随机抽取 · Plan a count of a place, a category, an item, or lines drawn at random",
            discussion: "例 / Example:\n  stockpile count plan --place WS01 --random 20 --seed 2026-11 --tolerance-fen 10000 --as finance1")

        @Option(name: .long, help: "地点代码。Place.")
        var place: String
        @Option(name: .long, help: "只盘该储备类别。Only this reserve category.")
        var category: String?
        @Option(name: .long, help: "只盘该品种。Only this item.")
        var item: String?
        @Option(name: .long, help: "随机抽取行数。Draw so many lines at random.")
        var random: String?
        @Option(name: .long, help: "随机种子，同种子抽同样的行。Seed: the same seed draws the same lines.")
        var seed: String?
        @Option(name: .long, help: "允差（分）：差异金额超过即复盘；缺省用本地区规定。Tolerance in fen; the district's when left out.")
        var toleranceFen: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var plan = CountPlan(place: place)
                plan.category = category
                plan.item = item
                plan.seed = seed
                if let random { plan.randomLines = Input.number(random, field: "--random", into: &plan.problems).map(Int.init(clamping:)) }
                if let toleranceFen {
                    plan.toleranceFen = Input.number(toleranceFen, field: "--tolerance-fen", allowsZero: true, into: &plan.problems)
                }
                execution.showCount(try await operations.planCount(plan, key: keyed.value()))
            }
        }
    }

    /// `stockpile count review NUMBER`
    package struct Review: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "review", abstract: "审核：与盘点时刻的账面比较 · Review: set the count beside the books at the moment of counting")
        @OptionGroup var step: CountStep

        package init() {}

        package func run() async throws {
            try await step.run { operations, key in try await operations.reviewCount(step.number, key: key) }
        }
    }

    /// `stockpile count approve NUMBER`
    package struct Approve: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "approve", abstract: "审批差异 · Approve the differences")
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @OptionGroup var step: CountStep

        package init() {}

        package func run() async throws {
            try await step.run { operations, key in try await operations.approveCount(step.number, remarks: remarks, key: key) }
        }
    }

    /// `stockpile count post NUMBER`
    package struct Post: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "post", abstract: "盘盈盘亏记账 · Post the differences: gains and losses")
        @OptionGroup var step: CountStep

        package init() {}

        package func run() async throws {
            try await step.run { operations, key in try await operations.postCount(step.number, key: key) }
        }
    }

    /// `stockpile count cancel NUMBER`
    package struct Cancel: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "取消盘点；已录入的仍留作证据 · Cancel a count; what was entered stays as evidence")
        @Option(name: .long, help: "原因。Why.")
        var remarks: String?
        @OptionGroup var step: CountStep

        package init() {}

        package func run() async throws {
            try await step.run { operations, key in try await operations.cancelCount(step.number, remarks: remarks, key: key) }
        }
    }
}

/// What every step of a count needs.
package struct CountStep: ParsableArguments {
    @Argument(help: "盘点编号。Count number.")
    package var number: String
    @OptionGroup package var keyed: KeyOption
    @OptionGroup package var options: CommonOptions

    package init() {}

    func run(_ body: (Operations, IdempotencyKey) async throws -> JSONValue) async throws {
        try await Execution.run(options) { operations, execution in
            execution.showCount(try await body(operations, keyed.value()))
        }
    }
}

extension Execution {
    /// A count as it stands, without its lines.
    func showCount(_ count: JSONValue) {
        output.object(count, keys: Shown.count, lists: options.format == .csv ? [] : [("documents", Shown.countDocuments)])
    }
}
