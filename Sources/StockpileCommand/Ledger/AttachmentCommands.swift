package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

extension DocumentCommand {
    /// `stockpile document attach NUMBER FILE`
    package struct Attach: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "attach", abstract: "给已记账单据补附文件（不可撤去）· Attach a file to a posted document; never removed",
            discussion: "例 / Example:\n  stockpile document attach WS01-RK-2026-000001 acceptance.pdf --as keeper1")

        @Argument(help: "单据编号。Document number.", transform: Input.code)
        var number: String
        @Argument(help: "文件。File.")
        var file: String
        @Option(name: .long, help: "超过 5 MiB 的文件存放在何处（只记其校验和与大小）。Where a file over 5 MiB is kept: only its hash and size are.")
        var keptAt: String?
        @OptionGroup var keyed: KeyOption
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                var problems: [FieldProblem] = []
                let place = Input.text(keptAt, field: "--kept-at", into: &problems)
                guard let attachment = Input.attachment(file, keptAt: place, into: &problems), problems.isEmpty else {
                    throw StockpileError.invalid(problems)
                }
                let document = try await operations.attachFile(attachment, to: number, key: keyed.value())
                execution.output.object(
                    document, keys: Shown.document,
                    lists: [("attachments", Shown.attachments), ("lines", Shown.documentLines(of: document, execution.output.format))])
            }
        }
    }

    /// `stockpile document attachment NUMBER HASH --output FILE`
    package struct SaveAttachment: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "attachment", abstract: "取出附件并核对其校验和 · Write an attachment to a file, checked against its hash",
            discussion: "例 / Example:\n  stockpile document attachment WS01-RK-2026-000001 3f9a --output acceptance.pdf")

        @Argument(help: "单据编号。Document number.", transform: Input.code)
        var number: String
        @Argument(help: "校验和（SHA-256）开头若干位。First digits of its SHA-256.")
        var hash: String
        @Option(name: .long, help: "写入的文件（不覆盖已有文件）。File to write; never overwritten.")
        var output: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let attachment = try await operations.readAttachment(of: number, prefix: hash)
                do {
                    try Data(attachment.content ?? []).write(to: URL(filePath: output), options: .withoutOverwriting)
                } catch {
                    throw StockpileError.invalid([
                        FieldProblem(file: output, field: "--output", .notAllowed, ["value": output, "reason": "not_writable"])
                    ])
                }
                execution.output.object(
                    [
                        "name": .text(attachment.name), "sha256": .text(attachment.sha256), "size_bytes": .integer(attachment.sizeBytes),
                        "file": .text(output),
                    ], keys: Shown.savedAttachment)
            }
        }
    }
}
