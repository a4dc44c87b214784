package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

extension LedgerCommand {
    /// `stockpile ledger export`
    package struct Export: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "export", abstract: "导出审计包，供独立核对 · Write an audit pack: the whole ledger, or a month of it",
            discussion: """
                例 / Example:
                  stockpile ledger export --to ledger && stockpile-audit ledger
                  stockpile ledger export --period 2026-10 --to ledger-2026-10 && stockpile-audit ledger-2026-10
                """)

        @Option(name: .long, help: "目标文件夹。Folder to write into.", completion: .directory)
        var to: String
        @Option(name: .long, help: "会计期间，如 2026-10；不填为全部。A month; the whole ledger when left out.")
        var period: String?
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let files = try await operations.exportLedger(to: URL(filePath: to, directoryHint: .isDirectory), period: period)
                execution.output.list(files, columns: Shown.exportedFiles)
            }
        }
    }
}
