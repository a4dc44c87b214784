package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

extension RotationCommand {
    /// `stockpile rotation plans`
    package struct Plans: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "plans", abstract: "已保存的轮换计划及进度，最近的在前 · Kept plans and how far they are, newest first",
            discussion: "例 / Example:\n  stockpile rotation plans --state in_progress --as commander1")

        @Option(name: .long, help: "只列该状态：draft、approved、in_progress、done、cancelled。Only those in this state.", transform: Input.code)
        var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let wanted = try state.map { try Input.choice($0, of: RotationPlanState.allCases.map(\.rawValue), field: "--state") }
                try await execution.list(page, columns: Shown.keptRotations) {
                    try await operations.listRotationPlans(state: wanted.flatMap(RotationPlanState.init), slice: $0)
                }
            }
        }
    }

    /// `stockpile rotation show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "show", abstract: "轮换计划的步骤、单据与进度 · A plan's steps, their documents and how far it is",
            discussion: "例 / Example:\n  stockpile rotation show WS-LH-2026-000001 --as keeper1")

        @Argument(help: "轮换计划编号。Number of the plan.", transform: Input.code)
        var number: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showRotation(try await operations.showRotationPlan(number))
            }
        }
    }

    /// `stockpile rotation approve NUMBER`
    package struct Approve: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "approve", abstract: "审批轮换计划（不能是拟定人），逐步生成待办 · Approve a plan somebody else made; each step becomes a task",
            discussion: "例 / Example:\n  stockpile rotation approve WS-LH-2026-000001 --as commander1")

        @Argument(help: "轮换计划编号。Number of the plan.", transform: Input.code)
        var number: String
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let remarks = try Input.text(remarks, field: "--remarks")
                execution.showRotation(try await operations.approveRotationPlan(number, remarks: remarks, key: keyed.value()))
            }
        }
    }

    /// `stockpile rotation drop NUMBER`
    package struct Drop: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "drop", abstract: "撤销一步（须说明原因） · Give one step up, for a reason",
            discussion: "例 / Example:\n  stockpile rotation drop WS-LH-2026-000001 --step 3 --reason 企业停产 --as commander1")

        @Argument(help: "轮换计划编号。Number of the plan.", transform: Input.code)
        var number: String
        @Option(name: .long, parsing: .unconditional, help: "第几步。Which step.")
        var step: String
        @Option(name: .long, help: "原因。Reason.")
        var reason: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let step = Input.number(step, field: "--step", into: &problems)
                let reason = Input.text(reason, field: "--reason", into: &problems)
                guard problems.isEmpty else { throw StockpileError.invalid(problems) }
                execution.showRotation(
                    try await operations.dropRotationStep(number, step: step ?? 0, reason: reason, key: keyed.value()))
            }
        }
    }

    /// `stockpile rotation cancel NUMBER`
    package struct Cancel: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "cancel", abstract: "撤回轮换计划：已办的照旧，未办的撤销 · End a plan: what is done stays, what is planned is dropped",
            discussion: "例 / Example:\n  stockpile rotation cancel WS-LH-2026-000001 --reason 重新制定 --as commander1")

        @Argument(help: "轮换计划编号。Number of the plan.", transform: Input.code)
        var number: String
        @Option(name: .long, help: "原因。Reason.")
        var reason: String
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let reason = try Input.text(reason, field: "--reason")
                execution.showRotation(try await operations.cancelRotationPlan(number, reason: reason, key: keyed.value()))
            }
        }
    }
}

extension Execution {
    func showRotation(_ plan: JSONValue) {
        let lists = [
            ("steps", Shown.keptRotationSteps), ("documents", Shown.rotationDocuments), ("events", Shown.rotationEvents),
        ]
        // Without its steps CSV is the plan's own line.
        output.object(plan, keys: Shown.keptRotation, lists: plan[key: "steps"] == nil ? [] : lists)
    }
}
