package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile call-off …`
package struct CallOffCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "call-off", abstract: "协议调用 · Call-offs from agreements",
        subcommands: [Send.self, Confirm.self, Refuse.self, CallOffDeliver.self, Settle.self, Show.self, List.self])

    package init() {}

    /// `stockpile call-off send`
    package struct Send: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "send", abstract: "向企业发出调用通知 · Call goods off",
            discussion: """
                例 / Example:
                  stockpile call-off send --agreement XY-2026-04 --item quilt-cotton --quantity 200 --to WS13 --respond-by 2 \
                --incident flood --as commander1
                """)

        @Option(name: .long, help: "协议编号。Agreement number.", transform: Input.code)
        var agreement: String
        @Option(name: .long, help: "物资品种代码。Item code.", transform: Input.code)
        var item: String
        @Option(name: .long, parsing: .unconditional, help: "数量（基本单位）。Quantity in base units.")
        var quantity: String
        @Option(name: .long, help: "送达地点代码。Where to.", transform: Input.code)
        var to: String
        @Option(name: .long, parsing: .unconditional, help: "几小时内答复。Hours to answer in.")
        var respondBy: String
        @Option(name: .long, help: "企业存放点（协议只有一处时可省）。The company's site.", transform: Input.code)
        var from: String?
        @Option(name: .long, help: "调拨指令编号。The order it serves.", transform: Input.code)
        var order: String?
        @Option(name: .long, help: "突发事件。The incident.")
        var incident: String?
        @Option(name: .long, help: "备注。Remarks.")
        var remarks: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let count = Input.number(quantity, field: "--quantity", into: &problems)
                let hours = Input.number(respondBy, field: "--respond-by", into: &problems)
                if let hours, hours > 8760 {
                    problems.append(FieldProblem(field: "--respond-by", .outOfRange, ["value": String(hours), "expected": "1–8760"]))
                }
                var draft = CallOffDraft(agreement: agreement, item: item, quantity: count ?? 0, to: to, respondHours: hours ?? 0)
                (draft.from, draft.order) = (from, order)
                draft.incident = Input.text(incident, field: "--incident", into: &problems)
                draft.remarks = Input.text(remarks, field: "--remarks", into: &problems)
                execution.showCallOff(try await operations.sendCallOff(draft, problems: problems, key: keyed.value()))
            }
        }
    }

    /// `stockpile call-off confirm NUMBER`
    package struct Confirm: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "confirm", abstract: "企业确认 · The company will deliver")
        @OptionGroup var step: CallOffStep

        package init() {}

        package func run() async throws {
            try await step.run { try await $0.confirmCallOff(step.number, remarks: $1, key: $2) }
        }
    }

    /// `stockpile call-off refuse NUMBER`
    package struct Refuse: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "refuse", abstract: "企业拒绝 · The company will not")
        @OptionGroup var step: CallOffStep

        package init() {}

        package func run() async throws {
            try await step.run { try await $0.refuseCallOff(step.number, remarks: $1, key: $2) }
        }
    }

    /// `stockpile call-off settle NUMBER`
    package struct Settle: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "settle", abstract: "财政结算，应付金额取自台账 · Settle; the sum due is made from the ledger")
        @OptionGroup var step: CallOffStep

        package init() {}

        package func run() async throws {
            try await step.run { try await $0.settleCallOff(step.number, remarks: $1, key: $2) }
        }
    }

    /// `stockpile call-off show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "show", abstract: "查看调用 · Show a call-off")
        @Argument(help: "协议调用编号。Call-off number.", transform: Input.code)
        var number: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                execution.showCallOff(try await operations.showCallOff(number))
            }
        }
    }

    /// `stockpile call-off list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "协议调用列表，最近的在前 · Call-offs, newest first",
            discussion: "例 / Example:\n  stockpile call-off list --state sent --as commander1")

        @Option(name: .long, help: "只列该状态。Only those in this state.", transform: Input.code)
        var state: String?
        @Option(name: .long, help: "只列该协议。Of this agreement only.", transform: Input.code)
        var agreement: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let wanted = try state.map { try Input.choice($0, of: CallOffState.allCases.map(\.rawValue), field: "--state") }
                try await execution.list(page, columns: Shown.callOffs) {
                    try await operations.listCallOffs(state: wanted.flatMap(CallOffState.init), agreement: agreement, slice: $0)
                }
            }
        }
    }
}

/// What a plain step of a call-off needs.
package struct CallOffStep: ParsableArguments {
    @Argument(help: "协议调用编号。Call-off number.", transform: Input.code)
    package var number: String
    @Option(name: .long, help: "备注。Remarks.")
    package var remarks: String?
    @OptionGroup package var keyed: KeyOption
    @OptionGroup package var options: CommonOptions

    package init() {}

    func run(_ body: (Operations, String?, IdempotencyKey) async throws -> JSONValue) async throws {
        try await Execution.run(options) { operations, execution in
            let remarks = try Input.text(remarks, field: "--remarks")
            execution.showCallOff(try await body(operations, remarks, keyed.value()))
        }
    }
}

extension Execution {
    func showCallOff(_ callOff: JSONValue) {
        output.object(callOff, keys: Shown.callOff, lists: [("steps", Shown.callOffSteps), ("deliveries", Shown.callOffDeliveries)])
    }
}
