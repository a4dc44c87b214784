package import ArgumentParser
internal import Foundation
internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// `stockpile database …`
package struct DatabaseCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "database", abstract: "数据库：私有服务的启停、状态、升级 · The database: start, stop, status, migrate",
        subcommands: [Start.self, Stop.self, Status.self, Migrate.self, Psql.self])

    package init() {}

    /// `stockpile database start`
    package struct Start: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "start", abstract: "启动私有数据库（没有则新建）· Start the private database, making it if missing")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.plain(options) { execution in
                try execution.requirePrivate()
                _ = try await PrivateDatabase.cluster().start()
                execution.showStatus(try await PrivateDatabase.cluster().status())
            }
        }
    }

    /// `stockpile database stop`
    package struct Stop: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "stop", abstract: "停止私有数据库 · Stop the private database")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.plain(options) { execution in
                try execution.requirePrivate()
                try await PrivateDatabase.cluster().stop()
                execution.showStatus(try await PrivateDatabase.cluster().status())
            }
        }
    }

    /// `stockpile database status`
    package struct Status: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(commandName: "status", abstract: "私有数据库的状态 · State of the private database")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.plain(options) { execution in
                try execution.requirePrivate()
                execution.showStatus(try await PrivateDatabase.cluster().status())
            }
        }
    }

    /// `stockpile database migrate`
    package struct Migrate: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "migrate", abstract: "建立或升级数据库结构 · Bring the schema to this program's version")
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.plain(options) { execution in
                let applied = try await Migrator(conninfo: execution.conninfo(), files: SchemaFiles.load()).migrate()
                if execution.output.format == .csv {
                    execution.output.list(applied.map { ["file": .text($0)] }, columns: Shown.appliedFiles)
                } else {
                    execution.output.object(["applied": .array(applied.map { .text($0) })], keys: [])
                }
                execution.output.say(
                    applied.isEmpty ? "结构已是最新。" : "已应用 \(applied.count) 个文件。",
                    applied.isEmpty ? "The schema is up to date." : "\(applied.count) files applied.")
            }
        }
    }

    /// `stockpile database psql`
    package struct Psql: AsyncParsableCommand {
        package static let configuration = CommandConfiguration(
            commandName: "psql", abstract: "打开 psql；其参数写在 -- 之后 · Open psql; its arguments follow --",
            discussion: "例 / Example:\n  stockpile database psql -- -c 'SELECT count(*) FROM stockpile.document'")
        @Argument(parsing: .postTerminator, help: "psql 的参数。Arguments of psql.")
        var arguments: [String] = []
        @OptionGroup var options: CommonOptions
        package init() {}

        package func run() async throws {
            try await Execution.plain(options) { execution in
                let conninfo = try await execution.conninfo()
                let folder = try? PostgresPrograms.find(environment: ProcessInfo.processInfo.environment).folder
                let program = folder.map { "\($0)/psql" } ?? "psql"
                let words = [program, conninfo] + arguments
                var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
                pointers.append(nil)
                execvp(program, pointers)
                throw ClusterError(.programsMissing, "psql: \(String(cString: strerror(errno)))", hint: "apt install postgresql-client")
            }
        }
    }
}

extension Execution {
    func showStatus(_ status: ClusterStatus) {
        let answer: JSONValue
        switch status {
        case .notMade: answer = ["state": "not_made", "data_folder": .text(PrivateDatabase.cluster().dataFolder)]
        case .stopped(let folder): answer = ["state": "stopped", "data_folder": .text(folder)]
        case .running(let server):
            answer = [
                "state": "running", "process": .integer(Int64(server.pid)), "server_version": .text(server.serverVersion),
                "data_folder": .text(server.dataFolder), "socket_folder": .text(server.socketFolder), "conninfo": .text(server.conninfo),
            ]
        }
        output.object(answer, keys: Shown.database)
    }
}
