package import Postgres
package import StockpileModel

/// The database of one district, as the operations see it.
///
/// Errors: every call translates what the server says into `StockpileError`.
package struct Store: Sendable {
    package let database: Database
    let catalogue = KnownCatalogue()

    static let role = "stockpile_application"
    static let ownerRole = "stockpile_owner"

    /// As the application's role, which cannot change history.
    package init(conninfo: String, pool: PoolSettings = .init()) {
        database = Database(ConnectionSettings(conninfo: conninfo, role: Self.role), pool: pool)
    }

    /// As the owner of the schema, for what is done to many documents at once.
    package static func owner(_ conninfo: String) -> Store {
        Store(Database(ConnectionSettings(conninfo: conninfo, role: ownerRole), pool: PoolSettings(connectionsMax: 1)))
    }

    private init(_ database: Database) { self.database = database }

    /// Many reads as of one moment.
    package func read<R: Sendable>(_ body: @Sendable (borrowing Transaction) throws -> R) async throws -> R {
        try await translating { try await database.read(.repeatableRead, body) }
    }

    package func write<R: Sendable>(_ body: @Sendable (borrowing Transaction) throws -> R) async throws -> R {
        try await translating { try await database.write(.readCommitted, attemptsMax: 3, body) }
    }

    /// Statements that commit one by one, of which only the last may write.
    package func converse<R: Sendable>(_ body: @Sendable (borrowing Conversation) throws -> R) async throws -> R {
        try await translating { try await database.converse(body) }
    }

    /// One statement that commits by itself: one round trip.
    package func statement(_ sql: SQL) async throws -> [Row] {
        try await translating { try await database.statement(sql) }
    }

    /// One statement that only reads: one round trip, as of one moment.
    package func query(_ sql: SQL) async throws -> [Row] {
        try await translating { try await database.statement(sql, isReadOnly: true) }
    }

    /// Runs what asks the database again and again, such as a server, so that no thread is woken between a question and what follows it.
    package func onItsThreads<R: Sendable>(_ body: @concurrent @Sendable () async throws -> R) async rethrows -> R {
        try await database.onItsThreads(body)
    }

    package func close() async { await database.close() }

    private func translating<R>(_ body: () async throws -> R) async throws -> R {
        do {
            return try await body()
        } catch let error as PostgresError {
            throw StockpileError(error)
        }
    }
}

extension Identifier: SQLBindable, SQLDecodable {}
extension CalendarDate: SQLBindable, SQLDecodable {}
extension Quantity: SQLBindable, SQLDecodable {}

extension ListSlice {
    /// The end of a list's statement, whose order must be a total one.
    var sql: SQL { "LIMIT \(rowsMax) OFFSET \(skipped)" }
}

extension JSONValue: SQLBindable, SQLDecodable {
    package static var sqlType: UInt32 { 0 }
    package static var sqlArrayType: UInt32 { 3807 }
    package var sqlText: String? { written }

    package static func decode(_ text: String) throws -> JSONValue {
        guard let value = JSONValue(parsing: text) else { throw PostgresError(.decoding, "not JSON") }
        return value
    }
}
