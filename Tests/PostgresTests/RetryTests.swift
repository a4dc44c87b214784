import Postgres
import Testing

@Suite("Retries")
struct RetryTests {
    struct OwnWords: Error {}

    @Test func `a serialization failure runs the loser again`() async throws {
        let table = freshName()
        try await withDatabase { database in
            try await database.write { try $0.script("CREATE TABLE \(table.text) (n bigint); INSERT INTO \(table.text) VALUES (1)") }
            let runs = Counter()
            let read = Counter()
            // Both look before either writes; the second to write loses and must look again.
            @Sendable func addOne() async throws {
                try await database.write(.repeatableRead) { tx in
                    runs.add()
                    let seen: Int = try tx.query("SELECT n FROM \(table)")[0].get("n")
                    read.add()
                    read.wait(for: 2)
                    try tx.execute("UPDATE \(table) SET n = \(seen + 1)")
                }
            }
            async let first: Void = addOne()
            async let second: Void = addOne()
            _ = try await (first, second)
            #expect(try await database.statement("SELECT n FROM \(table)")[0].get("n") == 3)
            #expect(runs.value == 3)
        }
    }

    @Test func `a deadlock is resolved by running the victim again`() async throws {
        let table = freshName()
        try await withDatabase { database in
            try await database.write { try $0.script("CREATE TABLE \(table.text) AS SELECT k, 0 AS n FROM generate_series(1, 2) AS k") }
            let runs = Counter()
            let locked = Counter()
            @Sendable func update(_ one: Int, then other: Int) async throws {
                try await database.write { tx in
                    runs.add()
                    try tx.execute("UPDATE \(table) SET n = n + 1 WHERE k = \(one)")
                    locked.add()
                    locked.wait(for: 2)
                    try tx.execute("UPDATE \(table) SET n = n + 1 WHERE k = \(other)")
                }
            }
            async let first: Void = update(1, then: 2)
            async let second: Void = update(2, then: 1)
            _ = try await (first, second)
            #expect(try await database.statement("SELECT sum(n)::bigint AS s FROM \(table)")[0].get("s") == 4)
            #expect(runs.value == 3)
        }
    }

    @Test(arguments: [1, 3]) func `the attempts are bounded and the last error is the answer`(attemptsMax: Int) async throws {
        try await withDatabase { database in
            let runs = Counter()
            let error = try await failure {
                try await database.write(attemptsMax: attemptsMax) { tx in
                    runs.add()
                    try tx.script("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$")
                }
            }
            #expect(error.sqlState == "40001" && error.isTransient)
            #expect(runs.value == attemptsMax)
        }
    }

    @Test func `a failure put into other words is repeated all the same`() async throws {
        try await withDatabase { database in
            let runs = Counter()
            await #expect(throws: OwnWords.self) {
                try await database.write(attemptsMax: 2) { tx in
                    runs.add()
                    do {
                        try tx.script("DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40P01'; END $$")
                    } catch {
                        throw OwnWords()
                    }
                }
            }
            #expect(runs.value == 2)
        }
    }

    @Test func `any other error is not repeated`() async throws {
        try await withDatabase { database in
            let runs = Counter()
            let error = try await failure {
                try await database.write { tx in
                    runs.add()
                    try tx.execute("SELECT 1 / 0")
                }
            }
            #expect(error.sqlState == "22012" && !error.isTransient)
            #expect(runs.value == 1)
        }
    }
}
