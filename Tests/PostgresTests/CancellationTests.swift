import Postgres
import Testing

@Suite("Cancellation and time limits")
struct CancellationTests {
    @Test func `a running query is cancelled and its connection used again`() async throws {
        let table = freshName()
        try await withDatabase(.init(connectionsMax: 1)) { database in
            try await database.write { try $0.script("CREATE TABLE \(table.text) (n bigint)") }
            let before: Int = try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p")
            let started = Counter()
            let task = Task {
                await outcome {
                    try await database.write { tx in
                        try tx.execute("INSERT INTO \(table) VALUES (1)")
                        started.add()
                        try tx.execute("SELECT pg_sleep(60)")
                    }
                }
            }
            #expect(try await eventually { started.value == 1 })
            let took = await ContinuousClock().measure {
                task.cancel()
                #expect(await task.value == .cancelled)
            }
            #expect(took < .seconds(5))
            #expect(try await database.statement("SELECT FROM \(table)").isEmpty)
            #expect(try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p") == before)
        }
    }

    @Test func `cancelling at any moment never harms the next call`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            for round in 0..<60 {
                let task = Task { await outcome { try await database.statement("SELECT pg_sleep(0.005)") } }
                try await Task.sleep(for: .microseconds(round * 150))
                task.cancel()
                let end = await task.value
                #expect(end == nil || end == .cancelled)
                #expect(try await database.statement("SELECT \(round) AS v")[0].get("v") == round)
            }
        }
    }

    @Test func `a task cancelled beforehand sends nothing`() async throws {
        try await withDatabase { database in
            _ = try await database.statement("SELECT 1")
            let runs = Counter()
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await outcome { try await database.write { _ in runs.add() } }
            }
            #expect(await task.value == .cancelled)
            #expect(runs.value == 0)
        }
    }

    @Test func `a statement over the time limit of the connection is timed out`() async throws {
        try await withDatabase(change: { $0.statementTimeoutMilliseconds = 50 }) { database in
            let error = try await failure { try await database.statement("SELECT pg_sleep(60)") }
            #expect(error.kind == .timedOut && error.sqlState == "57014" && error.isTransient)
            #expect(try await database.statement("SELECT 1").count == 1)
        }
    }

    @Test func `a time limit set in a transaction ends with it`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            let error = try await failure {
                try await database.read { tx in
                    try tx.limitStatements(toMilliseconds: 50)
                    try tx.execute("SELECT pg_sleep(60)")
                }
            }
            #expect(error.kind == .timedOut)
            #expect(try await database.statement("SHOW statement_timeout")[0].get("statement_timeout") == "0")
        }
    }

    @Test func `a lock not granted in time is a server error worth trying again`() async throws {
        let table = freshName()
        try await withDatabase(change: { $0.lockTimeoutMilliseconds = 50 }) { database in
            try await database.write { try $0.script("CREATE TABLE \(table.text) (n bigint)") }
            let locked = Counter()
            let release = Counter()
            let holder = Task {
                try await database.write { tx in
                    try tx.script("LOCK TABLE \(table.text)")
                    locked.add()
                    release.wait(for: 1)
                }
            }
            #expect(try await eventually { locked.value == 1 })
            let error = try await failure { try await database.statement("SELECT FROM \(table)") }
            #expect(error.kind == .server && error.sqlState == "55P03" && error.isTransient)
            release.add()
            try await holder.value
        }
    }
}
