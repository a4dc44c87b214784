package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile write-off …`
package struct WriteOffCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "write-off", abstract: "核销：申请、审批、记账由三人办理 · Write-offs, by three different persons",
        subcommands: [Request.self, Approve.self, Reject.self, Post.self, Show.self, List.self])

    package init() {}

    /// `stockpile write-off request`
    package struct Request: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "request", abstract: "申请核销 · Ask for a write-off",
            discussion: """
                不写 --condition 时先取报废的、再取待修的。
                Without --condition what is scrap goes first, then what is to be repaired.
                例 / Examples:
                  stockpile write-off request --place WS01 --item bag-jute --lot LOT --quantity 100 --reason 过期 --as keeper1
                  stockpile write-off request --place WS01 --item tent-single-12m2 --lot LOT --quantity 1 --condition to_scrap \
                --reason 损坏 --as keeper1
                """
        )

        @Option(name: .long, help: "地点代码。Place.", transform: Input.code)
        var place: String
        @Option(name: .long, help: "原因。Why.")
        var reason: String
        @Option(name: .long, help: "只取该物资状态的。Only goods in this condition.", transform: Input.code)
        var condition: String?
        @OptionGroup var line: LineOptions
        @OptionGroup var units: UnitOptions
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var read = try line.lines(of: .issue, units: units, besides: [("--condition", condition)])
                if line.file == nil, let condition {
                    read.lines[0].condition = Input.choice(
                        condition, of: ReceiptCommand.Post.conditions, field: "--condition", into: &read.problems)
                }
                let told = read.problems.count
                let reason = Input.text(reason, field: "--reason", into: &read.problems)
                if reason == nil, read.problems.count == told { read.problems.append(FieldProblem(field: "--reason", .required)) }
                execution.showWriteOff(
                    try await operations.requestWriteOff(
                        at: place, reason: reason ?? "", lines: read.lines, problems: read.problems, key: keyed.value()))
            }
        }
    }

    /// `stockpile write-off approve NUMBER`
    package struct Approve: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "approve", abstract: "审批 · Approve")
        @OptionGroup var step: WriteOffStep

        package init() {}

        package func run() async throws {
            try await step.run { operations, key in try await operations.approveWriteOff(step.number, key: key) }
        }
    }

    /// `stockpile write-off reject NUMBER`
    package struct Reject: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "reject", abstract: "驳回 · Turn down")
        @OptionGroup var step: WriteOffStep

        package init() {}

        package func run() async throws {
            try await step.run { operations, key in try await operations.rejectWriteOff(step.number, key: key) }
        }
    }

    /// `stockpile write-off post NUMBER`
    package struct Post: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "post", abstract: "财务记账，销账 · Post; goods leave the books")
        @OptionGroup var step: WriteOffStep

        package init() {}

        package func run() async throws {
            try await step.run { operations, key in try await operations.postWriteOff(step.number, key: key) }
        }
    }

    /// `stockpile write-off show NUMBER`
    package struct Show: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "show", abstract: "查看核销单 · Show a write-off")
        @OptionGroup var step: WriteOffStep

        package init() {}

        package func run() async throws {
            try await step.run { operations, _ in try await operations.showWriteOff(step.number) }
        }
    }
}

extension WriteOffCommand {
    /// `stockpile write-off list`
    package struct List: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "list", abstract: "核销单列表，最近的在前 · Write-offs, newest first",
            discussion: "例 / Example:\n  stockpile write-off list --state requested --as finance1")

        @Option(name: .long, help: "只列该状态：requested、approved、posted、rejected。Only those in this state.", transform: Input.code)
        var state: String?
        @OptionGroup var page: PageOptions
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let wanted = try state.map { try Input.choice($0, of: WriteOffState.allCases.map(\.rawValue), field: "--state") }
                try await execution.list(page, columns: Shown.writeOffList) {
                    try await operations.listWriteOffs(state: wanted.flatMap(WriteOffState.init), slice: $0)
                }
            }
        }
    }
}

/// What every step of a write-off needs.
package struct WriteOffStep: ParsableArguments {
    @Argument(help: "核销单编号。Write-off number.", transform: Input.code)
    package var number: String
    @OptionGroup package var keyed: KeyOption
    @OptionGroup package var options: CommonOptions

    package init() {}

    func run(_ body: (Operations, IdempotencyKey) async throws -> JSONValue) async throws {
        try await Execution.run(options) { operations, execution in
            execution.showWriteOff(try await body(operations, keyed.value()))
        }
    }
}

extension Execution {
    func showWriteOff(_ writeOff: JSONValue) {
        output.object(writeOff, keys: Shown.writeOff, lists: [("lines", Shown.writeOffLines)])
    }
}
