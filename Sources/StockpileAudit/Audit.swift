package import ArgumentParser
internal import Foundation

extension AuditLanguage: ExpressibleByArgument {}

/// The command `stockpile-audit`: checks an exported ledger with nothing but its files.
@main
package struct Audit: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "stockpile-audit", abstract: "独立核对导出的台账，不需要数据库 · Audits an exported ledger without any database",
        discussion: """
            由分录重算全部结存与金额，核对每一时刻不为负、总和为零、编号连续、每笔有单据、文件与每行的 SHA-256，
            并重算每张单据、每个账户与区块的封存值及整条链；--head 核对签字的链头。
            Recomputes every balance and value from the movements; checks that no stock was ever below zero, that all accounts
            sum to zero, that numbers have no gap, that each movement has its document, and the SHA-256 of files and rows.
            Recomputes the seal of every document, account and block, and the chain; --head holds a signed head against it.
            例 / Example:
              stockpile ledger export --period 2026-10 --to ledger-2026-10 && stockpile-audit ledger-2026-10
            退出码 / Exit codes: 0 账账相符 whole, 3 有差异 a difference, 64 用法 usage, 65 不是导出的台账 not an export
            """)

    @Argument(help: "导出的文件夹。Folder of the export.", completion: .directory)
    var folder: String
    @Option(name: .long, help: "链头（如结账单所印）；须在链上。Head hash, as on a close sheet: must be in the chain.")
    var head: String?
    @Option(name: .long, help: "语言：zh、en。Language.")
    var lang: AuditLanguage?

    package init() {}

    package func run() throws {
        let language = AuditLanguage.chosen(lang, environment: ProcessInfo.processInfo.environment)
        let export: LedgerExport
        do {
            export = try LedgerExport(folder: URL(filePath: folder, directoryHint: .isDirectory))
        } catch let error as UnreadableExport {
            let words = language("\(error.file)：\(error.chinese)", "\(error.file): \(error.english)")
            FileHandle.standardError.write(Data((words + "\n").utf8))
            throw ExitCode(65)
        }
        let findings = export.check(head: head)
        let counts = export.counts
        print(
            language(
                "账户 \(counts.accounts)，单据 \(counts.documents)，分录 \(counts.movements)",
                "\(counts.accounts) accounts, \(counts.documents) documents, \(counts.movements) movements"))
        print(language("链头 ", "Head of the chain: ") + (export.head.map { "\($0.sha256) (\($0.number))" } ?? "-"))
        if export.unsealed > 0 {
            print(language("未封存单据 \(export.unsealed)", "\(export.unsealed) documents are not sealed yet"))
        }
        guard let first = findings.first else {
            print(language("账账相符：台账完整。", "The ledger is whole."))
            return
        }
        print(language("首个差异：", "First difference: ") + first.text(language))
        for finding in findings.dropFirst().prefix(Self.shownMax) { print("  " + finding.text(language)) }
        let rest = findings.count - 1 - Self.shownMax
        if rest > 0 { print(language("  ……另有 \(rest) 处", "  … and \(rest) more")) }
        throw ExitCode(3)
    }

    private static let shownMax = 50
}
