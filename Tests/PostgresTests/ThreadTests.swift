import Foundation
import Glibc
import Postgres
import Testing

@Suite("Threads")
struct ThreadTests {
    @Test func `who runs on the pool's threads goes on where the answer came`() async throws {
        try await withDatabase { database in
            let threads = try await database.onItsThreads {
                // Whoever waits for the connection to be opened may be told by another thread.
                _ = try await database.statement("SELECT 1")
                var threads = Set([pthread_self()])
                for _ in 0..<200 {
                    _ = try await database.statement("SELECT 1")
                    threads.insert(pthread_self())
                }
                return threads
            }
            #expect(threads.count == 1)
        }
    }

    @Test func `an answer is waited for on the pool's threads, wherever it was asked for`() async throws {
        try await withDatabase { database in
            // On a connection that is open: whoever waits for one to be opened is told there anyway.
            _ = try await database.statement("SELECT 1")
            for _ in 0..<20 {
                let asking = pthread_self()
                let waiting = try await database.read { tx in
                    _ = try tx.query("SELECT 1")
                    return pthread_self()
                }
                #expect(waiting != asking)
                let first = await database.onItsThreads { pthread_self() }
                #expect(first != asking)
            }
        }
    }

    @Test func `whoever waits for the server holds no thread of the shared pool`() async throws {
        let clients = min(4 * ProcessInfo.processInfo.activeProcessorCount, 32)
        try await withDatabase(.init(connectionsMax: clients)) { database in
            // The first time opens the connections.
            for seconds in ["0.2", "1"] {
                let start = ContinuousClock.now
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<clients { group.addTask { _ = try await database.statement("SELECT pg_sleep(\(seconds)::float)") } }
                    try await group.waitForAll()
                }
                #expect(start.duration(to: .now) < .seconds(3))
            }
        }
    }

    @MainActor
    @Test func `an actor that asks goes on meanwhile`() async throws {
        try await withDatabase { database in
            let answered = Counter()
            _ = try await database.statement("SELECT 1")
            let asked = Task { @MainActor in
                _ = try await database.statement("SELECT pg_sleep(2)")
                answered.add()
            }
            try await Task.sleep(for: .milliseconds(200))
            // Here again although the other task of this actor still waits.
            #expect(answered.value == 0)
            try await asked.value
        }
    }

    @Test func `there is a thread left while every connection is busy`() async throws {
        try await withDatabase(.init(connectionsMax: 1, waitTimeout: .milliseconds(200))) { database in
            try await database.onItsThreads {
                _ = try await database.statement("SELECT 1")
                async let holding = database.statement("SELECT pg_sleep(3)")
                try await Task.sleep(for: .milliseconds(300))
                let start = ContinuousClock.now
                #expect(try await failure { try await database.statement("SELECT 1") }.kind == .poolExhausted)
                #expect(start.duration(to: .now) < .seconds(2))
                _ = try await holding
            }
        }
    }

    @Test func `closing ends the threads, and what comes later is still answered`() async throws {
        let before = try threads()
        var closed: [Database] = []
        for _ in 0..<60 {
            let database = try await withDatabase { database in
                _ = try await database.statement("SELECT 1")
                return database
            }
            #expect(try await failure { try await database.statement("SELECT 1") }.kind == .poolClosed)
            closed.append(database)
        }
        #expect(try threads() < before + closed.count / 2)
    }

    private func threads() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count }
}
