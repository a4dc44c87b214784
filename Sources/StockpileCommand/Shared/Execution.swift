internal import ArgumentParser
internal import Foundation
internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// What a running command has at hand.
struct Execution: Sendable {
    let options: CommonOptions
    let language: Language
    let output: Output

    init(_ options: CommonOptions, pages: Bool = false) {
        self.options = options
        language = Language.chosen(options.lang?.language, environment: ProcessInfo.processInfo.environment)
        output = Output(format: options.format, language: language, pages: pages)
    }

    /// Who acts: `--as`, else STOCKPILE_PERSON, else the operating-system account.
    var login: String {
        let environment = ProcessInfo.processInfo.environment
        return options.as ?? environment["STOCKPILE_PERSON"].flatMap { $0.isEmpty ? nil : $0 } ?? NSUserName()
    }

    /// The connection string, starting the private server when nobody names a database.
    func conninfo() async throws -> String {
        if let given = options.database ?? ProcessInfo.processInfo.environment["STOCKPILE_DATABASE_URL"], !given.isEmpty {
            guard ConnectionSettings(conninfo: given).isReadable else {
                // Never quoted: it may hold a password.
                let field = options.database == nil ? "STOCKPILE_DATABASE_URL" : "--database"
                throw StockpileError.invalid([FieldProblem(field: field, .notAllowed, ["reason": "not_a_connection_string"])])
            }
            return given
        }
        return try await PrivateDatabase.cluster().start()
    }

    /// For commands about the private database; says so when the environment names another one.
    ///
    /// Errors: invalid for `--database`.
    func requirePrivate() throws {
        if options.database != nil {
            throw StockpileError.invalid([FieldProblem(field: "--database", .notAllowed, ["reason": "private_only"])])
        }
        guard !ProcessInfo.processInfo.environment["STOCKPILE_DATABASE_URL", default: ""].isEmpty else { return }
        output.say(
            "（这是本机私有数据库；STOCKPILE_DATABASE_URL 所指的数据库不受影响。）",
            "(This is the private database; the one STOCKPILE_DATABASE_URL names is not meant.)")
    }

    /// Runs the body as the acting person; whatever goes wrong is told once, with its exit code.
    static func run(
        _ options: CommonOptions, _ body: (Operations, Execution) async throws -> Void
    ) async throws {
        try await told(Execution(options, pages: true)) { execution in
            let store = Store(conninfo: try await execution.conninfo())
            do {
                try await body(try await Operations.open(store, login: execution.login), execution)
            } catch {
                await store.close()
                throw error
            }
            await store.close()
        }
    }

    /// The same without a session: for what prepares the database.
    static func plain(_ options: CommonOptions, _ body: (Execution) async throws -> Void) async throws {
        try await told(Execution(options), body)
    }

    /// Whatever goes wrong is told once, with its exit code.
    private static func told(_ execution: Execution, _ body: (Execution) async throws -> Void) async throws {
        do {
            try await body(execution)
        } catch let error as ExitCode {
            throw error
        } catch let error as ValidationError {
            throw error
        } catch {
            throw execution.report(error)
        }
    }

    /// One page of a long list; that there is more is told, in a table below it, else on standard error.
    func list(_ page: PageOptions, columns: [String], _ find: (ListSlice) async throws -> [JSONValue]) async throws {
        let shown = page.rows(options)
        // One row more than is shown tells whether there is another page.
        let rows = try await find(ListSlice(rowsMax: shown + 1, skipped: (page.page - 1) * shown))
        output.list(Array(rows.prefix(shown)), columns: columns)
        guard rows.count > shown else { return }
        let next = page.page + 1
        let more = language("（还有更多，下一页：--page \(next)）", "(there is more; the next page: --page \(next))")
        if options.format == .table { output.say(more, more) } else { FileHandle.standardError.write(Data((more + "\n").utf8)) }
    }

    /// Tells an error on standard error and answers its exit code.
    func report(_ error: any Error) -> ExitCode {
        let report = ErrorReport(error, language: language)
        let text = options.format == .json ? report.json.written : report.text
        FileHandle.standardError.write(Data((text + "\n").utf8))
        return ExitCode(report.exitCode)
    }
}

/// The database a newcomer has without doing anything.
enum PrivateDatabase {
    static func cluster(home: String? = nil, isDisposable: Bool = false) -> PrivateCluster {
        let environment = ProcessInfo.processInfo.environment
        let folder = home ?? ClusterHome.folder(application: "stockpile", variable: "STOCKPILE_HOME", environment: environment)
        return PrivateCluster(folder: folder, databaseName: "stockpile", isDisposable: isDisposable, environment: environment)
    }
}
