package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

extension ImportCommand {
    /// `stockpile import documents FOLDER-OR-FILE`
    package struct Documents: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "documents", abstract: "批量装入单据（全部或全不）· Load many documents, whole or not at all",
            discussion: """
                文件夹内含 documents.csv 与 lines.csv，或一个文件、每行兼有两者的列；列的说明见 docs/bulk-load.md。
                同样的内容再次装入不作更改。须能以数据库所有者的身份连接（本机私有数据库可以）。
                A folder with documents.csv and lines.csv, or one file whose rows have the columns of both; docs/bulk-load.md says which.
                The same content again changes nothing. The connection has to be able to act as the owner, as the private database's is.
                例 / Examples:
                  stockpile import documents history/ --first --as keeper1
                  stockpile import documents march.csv --as keeper1
                """)

        @Argument(help: "文件夹或文件。Folder or file.", completion: .file())
        var path: String
        @Flag(
            name: .long,
            help: "首次装入空账本：先撤索引后重建，快数倍。First load into an empty ledger: indexes are made afterwards, several times faster.")
        var first = false
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.run(options) { operations, execution in
                let owner = Store.owner(try await execution.conninfo())
                do {
                    let answer = try await operations.importDocuments(from: URL(filePath: path), isFirst: first, owner: owner)
                    execution.output.object(answer, keys: Shown.importedDocuments)
                    if answer[key: "documents"]?.integer == 0 {
                        execution.output.say("这些单据此前都已装入，未作更改。", "All of these documents are loaded already; nothing was changed.")
                    }
                } catch {
                    await owner.close()
                    throw error
                }
                await owner.close()
            }
        }
    }
}
