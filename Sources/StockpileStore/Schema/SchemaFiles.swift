internal import Crypto
package import Foundation
internal import StockpileModel

/// The SQL files this build was made with, in the order in which they are applied.
package struct SchemaFiles: Sendable {
    package struct File: Sendable {
        package let name: String
        package let text: String
        package var checksum: String { SHA256.hash(data: Data(text.utf8)).hexadecimal }
    }

    package let roles: File
    package let migrations: [File]
    /// Functions, then views, then seeds: applied again whenever one of them changed.
    package let repeatables: [File]

    /// Tells two schemas apart: covers every file.
    package var fingerprint: String {
        let names = ([roles] + migrations + repeatables).map { "\($0.name) \($0.checksum)" }.joined(separator: "\n")
        return File(name: "", text: names).checksum
    }

    /// From `STOCKPILE_SQL_DIR` if it is set, else from the files beside the program.
    package static func load(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> SchemaFiles {
        let bundled = environment["STOCKPILE_SQL_DIR"].map { URL(filePath: $0, directoryHint: .isDirectory) }
        return try SchemaFiles(folder: bundled ?? Bundle.module.bundleURL.appending(path: "sql", directoryHint: .isDirectory))
    }

    package init(folder: URL) throws {
        func files(_ path: String) throws -> [File] {
            let urls = try FileManager.default.contentsOfDirectory(at: folder.appending(path: path), includingPropertiesForKeys: nil)
            return try urls.filter { $0.pathExtension == "sql" }.sorted { $0.lastPathComponent < $1.lastPathComponent }
                .map { File(name: "\(path)/\($0.lastPathComponent)", text: try String(contentsOf: $0, encoding: .utf8)) }
        }
        roles = File(name: "roles.sql", text: try String(contentsOf: folder.appending(path: "roles.sql"), encoding: .utf8))
        migrations = try files("migrations")
        repeatables = try files("functions") + files("views") + files("seeds")
    }
}
