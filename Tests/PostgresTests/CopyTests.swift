import Postgres
import Testing

@Suite("COPY")
struct CopyTests {
    struct Enough: Error {}

    private func lines(_ numbers: Range<Int>) -> some Sequence<[UInt8]> {
        // Chunks that end in the middle of lines, as files read in blocks do.
        let text = numbers.map { "\($0)\ttext \($0)\n" }.joined()
        let bytes = Array(text.utf8)
        return stride(from: 0, to: bytes.count, by: 10_007).lazy.map { Array(bytes[$0..<min($0 + 10_007, bytes.count)]) }
    }

    @Test func `a hundred thousand rows go in and come out`() async throws {
        let table = freshName()
        try await withDatabase { database in
            let stored = try await database.write { tx in
                try tx.script("CREATE TABLE \(table.text) (n bigint PRIMARY KEY, t text)")
                return try tx.copyIn("COPY \(table) FROM STDIN", lines(0..<100_000))
            }
            #expect(stored == 100_000)
            let (count, out, chunks) = try await database.read { tx in
                var out: [UInt8] = []
                var chunks = 0
                let count = try tx.copyOut("COPY (SELECT * FROM \(table) ORDER BY n) TO STDOUT") { chunk in
                    chunks += 1
                    out += chunk
                }
                return (count, out, chunks)
            }
            #expect(count == 100_000 && chunks > 10 && chunks < 1000)
            #expect(out == lines(0..<100_000).reduce(into: []) { $0 += $1 })
        }
    }

    @Test func `a sender that fails undoes the COPY and keeps the connection`() async throws {
        let table = freshName()
        try await withDatabase(.init(connectionsMax: 1)) { database in
            let before: Int = try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p")
            try await database.write { try $0.script("CREATE TABLE \(table.text) (n bigint, t text)") }
            await #expect(throws: Enough.self) {
                try await database.write { tx in
                    var sent = 0
                    return try tx.copyIn("COPY \(table) FROM STDIN") {
                        sent += 1
                        if sent > 50 { throw Enough() }
                        return Array("\(sent)\tx\n".utf8)
                    }
                }
            }
            #expect(try await database.statement("SELECT FROM \(table)").isEmpty)
            #expect(try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p") == before)
        }
    }

    @Test func `a receiver that fails stops the COPY and keeps the connection`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            let before: Int = try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p")
            let took = await ContinuousClock().measure {
                await #expect(throws: Enough.self) {
                    try await database.read { tx in
                        try tx.copyOut("COPY (SELECT generate_series(1, 100000000)) TO STDOUT") { _ in throw Enough() }
                    }
                }
            }
            #expect(took < .seconds(5))
            #expect(try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p") == before)
        }
    }

    @Test func `data the server refuses is its error, and a savepoint saves the rest`() async throws {
        let table = freshName()
        try await withDatabase(.init(connectionsMax: 1)) { database in
            let state: String? = try await database.write { tx in
                try tx.script("CREATE TABLE \(table.text) (n bigint, t text)")
                try tx.execute("INSERT INTO \(table) VALUES (1, 'kept')")
                do {
                    try tx.savepoint { part in
                        let lines = (0..<60_000).lazy.map { Array("\($0 < 50_000 ? "\($0)" : "x")\tt\n".utf8) }
                        try part.copyIn("COPY \(table) FROM STDIN", lines)
                    }
                    return nil
                } catch let error as PostgresError {
                    return error.sqlState
                }
            }
            #expect(state == "22P02")
            #expect(try await database.statement("SELECT t FROM \(table)").count == 1)
        }
    }

    @Test func `an error in the middle of the output is thrown`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            let error = try await failure {
                let copy: SQL = "COPY (SELECT 1 / (50000 - g) FROM generate_series(1, 100000) g) TO STDOUT"
                return try await database.read { try $0.copyOut(copy) { _ in } }
            }
            #expect(error.sqlState == "22012")
            #expect(try await database.statement("SELECT 1").count == 1)
        }
    }

    @Test func `a running COPY is cancelled with its task`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            let received = Counter()
            let task = Task {
                await outcome {
                    let copy: SQL = "COPY (SELECT generate_series(1, 2000000000)) TO STDOUT"
                    return try await database.read { try $0.copyOut(copy) { _ in received.add() } }
                }
            }
            let isReceiving = try await eventually { received.value > 0 }
            #expect(isReceiving)
            task.cancel()
            #expect(await task.value == .cancelled)
            #expect(try await database.statement("SELECT 1").count == 1)
        }
    }

    @Test func `COPY with parameters, in the wrong direction, or no COPY at all is a misuse`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            for sql in ["COPY (SELECT \(1)) TO STDOUT", "COPY pg_class TO STDOUT", "SELECT 1"] as [SQL] {
                let error = try await failure { try await database.write { try $0.copyIn(sql, [[1]]) } }
                #expect(error.kind == .misuse)
            }
            let error = try await failure { try await database.write { try $0.copyOut("COPY pg_class FROM STDIN") { _ in } } }
            #expect(error.kind == .misuse || error.kind == .server)
            #expect(try await database.statement("SELECT 1").count == 1)
        }
    }
}
