import Postgres
import Testing

@Suite("Prepared statements")
struct StatementCacheTests {
    static let single = PoolSettings(connectionsMax: 1)

    private func prepared(_ database: Database, like pattern: String) async throws -> Int {
        try await database.read { tx in
            try tx.query("SELECT count(*) AS c FROM pg_prepared_statements WHERE statement LIKE \(pattern)")[0].get("c")
        }
    }

    @Test func `the second call uses the statement of the first`() async throws {
        try await withDatabase(Self.single) { database in
            for number in 1...3 {
                #expect(try await database.statement("SELECT \(number) AS reused")[0].get("reused") == number)
            }
            #expect(try await database.read { try $0.query("SELECT \(4) AS reused")[0].get("reused") } == 4)
            #expect(try await prepared(database, like: "%AS reused%") == 1)
            let uses: Int = try await database.statement(
                """
                SELECT (generic_plans + custom_plans)::bigint AS n FROM pg_prepared_statements WHERE statement LIKE '%AS reused%' LIMIT 1
                """)[0].get("n")
            #expect(uses == 4)
        }
    }

    @Test func `the cache keeps to its bound and forgets the least used`() async throws {
        try await withDatabase(Self.single, change: { $0.preparedStatementsMax = 5 }) { database in
            for number in 1...12 {
                let text = SQL(unchecked: "SELECT 'bounded \(number)'")
                _ = try await database.statement("SELECT 'bounded always'")
                _ = try await database.statement(text)
            }
            let kept = try await database.statement("SELECT statement FROM pg_prepared_statements WHERE statement LIKE 'SELECT ''bounded%'")
            let texts: [String] = try kept.map { try $0.get("statement") }
            #expect(texts.count == 4)
            #expect(texts.contains("SELECT 'bounded always'") && texts.contains("SELECT 'bounded 12'"))
        }
    }

    @Test func `a statement outdated by a changed table is prepared again`() async throws {
        let table = freshName()
        try await withDatabase(Self.single) { database in
            try await database.write { try $0.script("CREATE TABLE \(table.text) (a bigint); INSERT INTO \(table.text) VALUES (1)") }
            #expect(try await database.statement("SELECT * FROM \(table)")[0].columns == ["a"])
            try await database.write { try $0.script("ALTER TABLE \(table.text) ADD COLUMN b bigint") }
            #expect(try await database.statement("SELECT * FROM \(table)")[0].columns == ["a", "b"])
            try await database.write { try $0.script("ALTER TABLE \(table.text) ADD COLUMN c bigint") }
            #expect(try await database.read { try $0.query("SELECT * FROM \(table)")[0].columns } == ["a", "b", "c"])
        }
    }

    @Test func `statements dropped by the session itself are prepared again`() async throws {
        try await withDatabase(Self.single) { database in
            for _ in 1...2 {
                _ = try await database.statement("SELECT 'dropped'")
                _ = try await database.statement("DEALLOCATE ALL")
                #expect(try await database.write { try $0.query("SELECT 'dropped' AS v")[0].get("v") } == "dropped")
            }
        }
    }
}
