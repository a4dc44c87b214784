import Postgres
import Testing

@Suite("Transactions")
struct TransactionTests {
    struct Planned: Error {}

    @Test func `what is written is there after the commit`() async throws {
        let table = freshName()
        try await withDatabase { database in
            let written = try await database.write { tx in
                try tx.script("CREATE TABLE \(table.text) (n bigint); INSERT INTO \(table.text) VALUES (1)")
                return try tx.execute("INSERT INTO \(table) SELECT generate_series(1, \(9))")
            }
            #expect(written == 9)
            #expect(try await database.read { try $0.query("SELECT count(*) AS c FROM \(table)")[0].get("c") } == 10)
        }
    }

    @Test func `an error thrown by the closure undoes everything and is passed on`() async throws {
        let table = freshName()
        try await withDatabase { database in
            try await database.write { try $0.script("CREATE TABLE \(table.text) (n bigint)") }
            await #expect(throws: Planned.self) {
                try await database.write { tx in
                    try tx.execute("INSERT INTO \(table) VALUES (1)")
                    throw Planned()
                }
            }
            #expect(try await database.statement("SELECT FROM \(table)").isEmpty)
        }
    }

    @Test func `a read refuses to write`() async throws {
        let error = try await failure { try await withDatabase { try await $0.read { try $0.script("CREATE TABLE nope (n int)") } } }
        #expect(error.kind == .server && error.sqlState == "25006")
    }

    @Test(arguments: [(Isolation.readCommitted, "read committed"), (.repeatableRead, "repeatable read"), (.serializable, "serializable")])
    func `the isolation asked for is the one in force`(isolation: Isolation, name: String) async throws {
        try await withDatabase { database in
            let question: SQL = "SELECT current_setting('transaction_isolation') AS level"
            let read: String = try await database.read(isolation) { try $0.query(question)[0].get("level") }
            let write: String = try await database.write(isolation) { try $0.query(question)[0].get("level") }
            #expect(read == name && write == name)
        }
    }

    @Test func `a failure that the closure swallows still fails the call`() async throws {
        let error = try await failure {
            try await withDatabase { try await $0.write { tx in _ = try? tx.query("SELECT 1 / 0") } }
        }
        #expect(error.sqlState == "22012")
    }

    @Test func `further statements of a failed transaction answer 25P02`() async throws {
        let error = try await failure {
            try await withDatabase {
                try await $0.write { tx in
                    _ = try? tx.query("SELECT 1 / 0")
                    try tx.execute("SELECT 1")
                }
            }
        }
        #expect(error.sqlState == "25P02")
    }

    @Test func `a transaction ended by its own text is a misuse`() async throws {
        try await withDatabase { database in
            let error = try await failure { try await database.write { try $0.script("COMMIT") } }
            #expect(error.kind == .misuse)
            #expect(try await database.statement("SELECT 1 AS v")[0].get("v") == 1)
        }
    }

    @Test func `a savepoint undoes its part only`() async throws {
        try await withDatabase { database in
            let count: Int = try await database.write { tx in
                try tx.script("CREATE TEMPORARY TABLE part_test (n bigint PRIMARY KEY) ON COMMIT DROP")
                try tx.execute("INSERT INTO part_test VALUES (1)")
                try? tx.savepoint { part in
                    try part.execute("INSERT INTO part_test VALUES (2)")
                    try part.savepoint { inner in try inner.execute("INSERT INTO part_test VALUES (1)") }
                }
                try tx.savepoint { part in try part.execute("INSERT INTO part_test VALUES (3)") }
                return try tx.query("SELECT count(*) AS c FROM part_test")[0].get("c")
            }
            #expect(count == 2)
        }
    }

    @Test func `a statement commits by itself`() async throws {
        let table = freshName()
        try await withDatabase { database in
            _ = try await database.statement("CREATE TABLE \(table) (n bigint)")
            _ = try await database.statement("CREATE INDEX CONCURRENTLY ON \(table) (n)")
            let rows = try await database.statement("INSERT INTO \(table) VALUES (\(5)) RETURNING n + 1 AS next")
            #expect(try rows[0].get("next") == 6)
            #expect(try await database.statement("SELECT FROM \(table)").count == 1)
        }
    }

    @Test func `the session speaks UTF-8, UTC and ISO under the role asked for`() async throws {
        let role = "role_\(UInt32.random(in: 0...UInt32.max))"
        try await withDatabase { try await $0.write { try $0.script("CREATE ROLE \(role)") } }
        try await withDatabase(change: {
            $0.role = role
            $0.applicationName = "trial run"
        }) { database in
            let row = try await database.statement(
                """
                SELECT current_user AS u, current_setting('TimeZone') AS z, current_setting('DateStyle') AS d,
                       current_setting('client_encoding') AS e, current_setting('application_name') AS a
                """)[0]
            let found: [String] = try ["u", "z", "d", "e", "a"].map { try row.get($0) }
            #expect(found == [role, "UTC", "ISO, MDY", "UTF8", "trial run"])
        }
    }
}
