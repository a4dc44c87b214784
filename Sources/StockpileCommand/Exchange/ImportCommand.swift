package import ArgumentParser
internal import Foundation
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// `stockpile import …`
package struct ImportCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import", abstract: "导入 · Imports", subcommands: [DistrictFolder.self, Documents.self])

    package init() {}

    /// `stockpile import district FOLDER`
    package struct DistrictFolder: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "district", abstract: "装入一个地区的数据（全部或全不）· Load a district's folder, whole or not at all",
            discussion: """
                文件与列见 examples/wansheng/README.md；第一次装入的人即为管理员。
                Files and columns: examples/wansheng/README.md. Whoever loads the first district is its administrator.
                例 / Example:
                  stockpile import district examples/wansheng
                """)

        @Argument(help: "文件夹。Folder of CSV files.", completion: .directory)
        var folder: String
        @OptionGroup var options: CommonOptions

        package init() {}

        package func run() async throws {
            try await Execution.plain(options) { execution in
                let conninfo = try await execution.readyDatabase()
                let store = Store(conninfo: conninfo)
                do {
                    let answer = try await Operations.importDistrict(
                        folder: URL(filePath: folder, directoryHint: .isDirectory), store: store, login: execution.login)
                    execution.showImport(answer.json)
                } catch {
                    await store.close()
                    throw error
                }
                await store.close()
            }
        }
    }
}

extension Execution {
    /// The connection string; a private database that was never migrated is migrated now.
    func readyDatabase() async throws -> String {
        let isPrivate = options.database == nil && ProcessInfo.processInfo.environment["STOCKPILE_DATABASE_URL", default: ""].isEmpty
        let conninfo = try await self.conninfo()
        if isPrivate {
            let store = Store(conninfo: conninfo)
            do {
                _ = try await store.openSession(login: login, fingerprint: SchemaFiles.load().fingerprint)
            } catch StockpileError.wrongSchema(found: nil, isNewer: false) {
                _ = try await Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
            }
            await store.close()
        }
        return conninfo
    }

    func showImport(_ answer: JSONValue) {
        let isUnchanged = answer[key: "unchanged"] == .bool(true)
        output.object(answer, keys: isUnchanged ? ["district"] : Shown.importedDistrict, lists: [("files", Shown.importedFiles)])
        if isUnchanged {
            output.say("内容与已装入的相同，未作更改。", "The same content is loaded already; nothing was changed.")
        }
    }
}
