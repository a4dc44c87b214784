import Glibc
import Postgres
import Synchronization
import Testing

/// Runs the body with a pool on the shared server and closes it afterwards.
func withDatabase<R>(
    _ pool: PoolSettings = .init(connectionsMax: 2),
    change: (inout ConnectionSettings) -> Void = { _ in },
    _ body: (Database) async throws -> R
) async throws -> R {
    var settings = try TestServer.shared.get().settings
    change(&settings)
    return try await withDatabase(settings, pool, body)
}

func withDatabase<R>(
    _ settings: ConnectionSettings,
    _ pool: PoolSettings = .init(connectionsMax: 2),
    _ body: (Database) async throws -> R
) async throws -> R {
    let database = Database(settings, pool: pool)
    do {
        let value = try await body(database)
        await database.close()
        return value
    } catch {
        await database.close()
        throw error
    }
}

/// The error a call is expected to throw.
func failure<R>(_ call: () async throws -> R) async throws -> PostgresError {
    do {
        _ = try await call()
    } catch let error as PostgresError {
        return error
    }
    Issue.record("the call was expected to fail")
    throw Unexpected()
}

struct Unexpected: Error {}

/// Runs the same check until it holds or ten seconds have passed.
func eventually(_ check: () async throws -> Bool) async throws -> Bool {
    for _ in 0..<200 {
        if (try? await check()) == true { return true }
        try await Task.sleep(for: .milliseconds(50))
    }
    return false
}

/// A table name nobody else uses, so that tests can run side by side.
func freshName(_ prefix: String = "t") -> SQL {
    SQL(unchecked: "\(prefix)_\(UInt64.random(in: 0...UInt64.max))")
}

/// Counts over threads, and lets a synchronous closure wait for a count.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .acquiring) }

    @discardableResult
    func add() -> Int { count.add(1, ordering: .acquiringAndReleasing).newValue }

    /// Waits on the connection's own thread, five seconds at most.
    func wait(for target: Int) {
        for _ in 0..<5000 where value < target { usleep(1000) }
    }
}
