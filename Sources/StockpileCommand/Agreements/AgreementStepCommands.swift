package import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// `stockpile agreement put-in-force NUMBER`
package struct AgreementPutInForce: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "put-in-force", abstract: "草稿生效（须另一人办理） · Put a draft in force; not by who made it",
        discussion: "例 / Example:\n  stockpile agreement put-in-force XQ-XY-2026-000001 --as finance1")
    @OptionGroup var step: AgreementStepOptions

    package init() {}

    package func run() async throws {
        try await step.run { try await $0.putAgreementInForce(step.number, remarks: $1, key: $2) }
    }
}

/// `stockpile agreement suspend NUMBER`
package struct AgreementSuspend: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "suspend", abstract: "中止，恢复前不计入 · Suspend: nothing of it counts until it is resumed",
        discussion: "例 / Example:\n  stockpile agreement suspend XY-2026-04 --remarks 企业停产 --as commander1")
    @OptionGroup var step: AgreementStepOptions

    package init() {}

    package func run() async throws {
        try await step.run { try await $0.suspendAgreement(step.number, remarks: $1, key: $2) }
    }
}

/// `stockpile agreement resume NUMBER`
package struct AgreementResume: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "恢复 · Resume a suspended agreement",
        discussion: "例 / Example:\n  stockpile agreement resume XY-2026-04 --as commander1")
    @OptionGroup var step: AgreementStepOptions

    package init() {}

    package func run() async throws {
        try await step.run { try await $0.resumeAgreement(step.number, remarks: $1, key: $2) }
    }
}

/// `stockpile agreement end NUMBER`
package struct AgreementEnd: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "end", abstract: "终止；草稿则作废 · End it from today on; a draft is dropped",
        discussion: "例 / Example:\n  stockpile agreement end XY-2026-04 --remarks 双方协商 --as commander1")
    @OptionGroup var step: AgreementStepOptions

    package init() {}

    package func run() async throws {
        try await step.run { try await $0.endAgreement(step.number, remarks: $1, key: $2) }
    }
}

/// `stockpile agreement show NUMBER`
package struct AgreementShow: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show", abstract: "查看协议：条款、各行、经过、附件 · An agreement whole",
        discussion: "例 / Example:\n  stockpile agreement show XY-2026-04 --as commander1")
    @Argument(help: "协议编号。Agreement number.", transform: Input.code)
    var number: String
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            execution.showAgreement(try await operations.showAgreement(number))
        }
    }
}

/// `stockpile agreement attach NUMBER FILE`
package struct AgreementAttach: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "附加文件（签字盖章的协议） · Attach a file, such as the signed paper",
        discussion: "例 / Example:\n  stockpile agreement attach XY-2026-04 协议扫描件.pdf --as commander1")
    @Argument(help: "协议编号。Agreement number.", transform: Input.code)
    var number: String
    @Argument(help: "文件。The file.")
    var file: String
    @Option(name: .long, help: "文件过大时，原件存放处。Where a large file lies.")
    var keptAt: String?
    @OptionGroup var keyed: KeyOption
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            var problems: [FieldProblem] = []
            guard let read = Input.attachment(file, keptAt: keptAt, into: &problems) else { throw StockpileError.invalid(problems) }
            execution.showAgreement(try await operations.attachFile(read, toAgreement: number, key: keyed.value()))
        }
    }
}

/// `stockpile agreement remind`
package struct AgreementRemind: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remind", abstract: "到期提醒，并终止已过期的 · Remind of agreements that end soon; end those that ran out",
        discussion: "例 / Example:\n  stockpile agreement remind --as commander1")
    @OptionGroup var options: CommonOptions

    package init() {}

    package func run() async throws {
        try await Execution.run(options) { operations, execution in
            execution.output.object(try await operations.remindAgreements(), keys: Shown.agreementReminders)
        }
    }
}

/// What a step of an agreement needs.
package struct AgreementStepOptions: ParsableArguments {
    @Argument(help: "协议编号。Agreement number.", transform: Input.code)
    package var number: String
    @Option(name: .long, help: "备注。Remarks.")
    package var remarks: String?
    @OptionGroup package var keyed: KeyOption
    @OptionGroup package var options: CommonOptions

    package init() {}

    func run(_ body: (Operations, String?, IdempotencyKey) async throws -> JSONValue) async throws {
        try await Execution.run(options) { operations, execution in
            let remarks = try Input.text(remarks, field: "--remarks")
            execution.showAgreement(try await body(operations, remarks, keyed.value()))
        }
    }
}
