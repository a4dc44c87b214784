import Glibc
import Postgres
import Synchronization
import Testing

@Suite("Pool")
struct PoolTests {
    /// Holds one connection until told to let go.
    private func hold(_ database: Database, _ holding: Counter, until release: Counter) -> Task<Void, any Error> {
        Task {
            try await database.read { tx in
                holding.add()
                release.wait(for: 1)
            }
        }
    }

    @Test func `more calls than connections take turns`() async throws {
        try await withDatabase(.init(connectionsMax: 3, waitersMax: 200, waitTimeout: .seconds(120))) { database in
            let processes = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<100 { group.addTask { try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p") } }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect((1...3).contains(processes.count))
        }
    }

    @Test func `a full queue refuses at once`() async throws {
        try await withDatabase(.init(connectionsMax: 1, waitersMax: 1)) { database in
            let holding = Counter()
            let release = Counter()
            let holder = hold(database, holding, until: release)
            #expect(try await eventually { holding.value == 1 })
            let results = await withTaskGroup(of: PostgresError.Kind?.self) { group in
                for _ in 0..<3 { group.addTask { await outcome { try await database.statement("SELECT 1") } } }
                var kinds: [PostgresError.Kind?] = []
                for _ in 0..<2 { if let kind = await group.next() { kinds.append(kind) } }
                release.add()
                for await kind in group { kinds.append(kind) }
                return kinds
            }
            #expect(results == [.poolExhausted, .poolExhausted, nil])
            try await holder.value
        }
    }

    @Test func `waiting has an end`() async throws {
        try await withDatabase(.init(connectionsMax: 1, waitTimeout: .seconds(1))) { database in
            // Opening the connection counts as waiting too, so it is opened first.
            let isOpen = try await eventually { try await database.statement("SELECT 1").count == 1 }
            #expect(isOpen)
            let holding = Counter()
            let release = Counter()
            let holder = hold(database, holding, until: release)
            #expect(try await eventually { holding.value == 1 })
            let start = ContinuousClock.now
            #expect(try await failure { try await database.statement("SELECT 1") }.kind == .poolExhausted)
            #expect(start.duration(to: .now) < .seconds(8))
            release.add()
            try await holder.value
            #expect(try await database.statement("SELECT 1").count == 1)
        }
    }

    @Test func `a cancelled waiter leaves the queue at once`() async throws {
        try await withDatabase(.init(connectionsMax: 1, waitersMax: 1)) { database in
            let holding = Counter()
            let release = Counter()
            let holder = hold(database, holding, until: release)
            #expect(try await eventually { holding.value == 1 })
            let waiter = Task { await outcome { try await database.statement("SELECT 1") } }
            try await Task.sleep(for: .milliseconds(100))
            waiter.cancel()
            #expect(await waiter.value == .cancelled)
            #expect(release.value == 0)
            // Its place is free again: this one waits instead of being refused.
            let next = Task { await outcome { try await database.statement("SELECT 1") } }
            try await Task.sleep(for: .milliseconds(100))
            release.add()
            #expect(await next.value == nil)
            try await holder.value
        }
    }

    @Test func `those who wait are served in the order they came`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            let holding = Counter()
            let release = Counter()
            let holder = hold(database, holding, until: release)
            #expect(try await eventually { holding.value == 1 })
            let served = Served()
            var tasks: [Task<Void, any Error>] = []
            for number in 0..<5 {
                tasks.append(Task { try await database.read { _ in served.add(number) } })
                try await Task.sleep(for: .milliseconds(30))
            }
            release.add()
            for task in tasks { try await task.value }
            #expect(served.all == [0, 1, 2, 3, 4])
            try await holder.value
        }
    }

    @Test func `closing waits for running work, cancels what takes too long, and can be done twice`() async throws {
        try await withDatabase(.init(connectionsMax: 2, closeGrace: .seconds(1))) { database in
            let running = Counter()
            @Sendable func sleep(_ seconds: Double) async -> PostgresError.Kind? {
                await outcome {
                    try await database.read { tx in
                        running.add()
                        try tx.execute("SELECT pg_sleep(\(seconds))")
                    }
                }
            }
            let short = Task { await sleep(0.1) }
            let long = Task { await sleep(60) }
            let areRunning = try await eventually { running.value == 2 }
            #expect(areRunning)
            let took = await ContinuousClock().measure {
                async let again: Void = database.close()
                await database.close()
                await again
            }
            #expect(took < .seconds(5))
            #expect(await short.value == nil)
            #expect(await long.value == .cancelled)
            #expect(try await failure { try await database.statement("SELECT 1") }.kind == .poolClosed)
            #expect(try await failure { try await database.listen(["x"]) }.kind == .poolClosed)
            await database.close()
        }
    }

    @Test func `a connection ended by the server while idle is replaced unnoticed`() async throws {
        try await withDatabase(.init(connectionsMax: 1)) { database in
            let process: Int = try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p")
            try await withDatabase { _ = try await $0.statement("SELECT pg_terminate_backend(\(Int32(process))::int, 2000)") }
            let next: Int = try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p")
            #expect(next != process)
        }
    }

    @Test func `a connection that no longer answers after a pause is replaced`() async throws {
        try await withDatabase(.init(connectionsMax: 1, checkAfterIdle: .zero)) { database in
            let process: Int32 = try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p")
            #expect(try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p") == process)
            kill(process, SIGSTOP)
            defer { kill(process, SIGCONT) }
            let next: Int32 = try await database.statement("SELECT pg_backend_pid() AS p")[0].get("p")
            #expect(next != process)
        }
    }

    @Test func `a connection idle for too long is closed`() async throws {
        let name = "idle \(UInt32.random(in: 0...UInt32.max))"
        let pool = PoolSettings(connectionsMax: 2, closeAfterIdle: .seconds(2))
        try await withDatabase(pool, change: { $0.applicationName = name }) { database in
            let both = Counter()
            @Sendable func meet() async throws {
                try await database.read { _ in
                    both.add()
                    both.wait(for: 2)
                }
            }
            async let first: Void = meet()
            async let second: Void = meet()
            _ = try await (first, second)
            let counts = try await withDatabase { watcher in
                @Sendable func open() async throws -> Int {
                    try await watcher.statement("SELECT count(*) AS c FROM pg_stat_activity WHERE application_name = \(name)")[0].get("c")
                }
                let before = try await open()
                try await Task.sleep(for: .milliseconds(2_300))
                // One of the two is used here; the other is closed when this one comes back.
                _ = try await database.statement("SELECT 1")
                _ = try await eventually { try await open() == 1 }
                return [before, try await open()]
            }
            #expect(counts == [2, 1])
        }
    }
}

/// The kind of error a call ends with, `nil` when it succeeds.
func outcome<R>(_ call: () async throws -> R) async -> PostgresError.Kind? {
    do {
        _ = try await call()
        return nil
    } catch {
        return (error as? PostgresError)?.kind ?? .misuse
    }
}

final class Served: Sendable {
    private let numbers = Mutex<[Int]>([])
    var all: [Int] { numbers.withLock { $0 } }
    func add(_ number: Int) { numbers.withLock { $0.append(number) } }
}
