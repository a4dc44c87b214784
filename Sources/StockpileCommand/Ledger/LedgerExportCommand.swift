package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations

extension LedgerCommand {
    /// `stockpile ledger export`
    package struct Export: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "export", abstract: "导出全部台账，供独立核对 · Export the whole ledger for an independent audit",
            discussion: """
                例 / Example:
                  stockpile ledger export --to ledger-2026-10 && stockpile-audit ledger-2026-10
                """)

        @Option(name: .long, help: "目标文件夹。Folder to write into.", completion: .directory)
        var to: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let files = try await operations.exportLedger(to: URL(filePath: to, directoryHint: .isDirectory))
                execution.output.list(files, columns: Shown.exportedFiles)
            }
        }
    }
}
