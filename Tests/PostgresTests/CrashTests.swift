import Postgres
import Testing

@Suite("A server that dies")
struct CrashTests {
    @Test func `a query in progress is lost, and the pool recovers after the restart`() async throws {
        let server = try TestServer()
        defer { server.remove() }
        try await withDatabase(server.settings, .init(connectionsMax: 3)) { database in
            let running = Counter()
            @Sendable func sleep() async throws -> PostgresError {
                try await failure {
                    try await database.read { tx in
                        running.add()
                        try tx.execute("SELECT pg_sleep(60)")
                    }
                }
            }
            async let first = sleep()
            async let second = sleep()
            async let third = failure {
                _ = try await database.read { _ in running.add() }
                return try await database.statement("SELECT pg_sleep(60)")
            }
            let areRunning = try await eventually { running.value == 3 }
            #expect(areRunning)
            try await Task.sleep(for: .milliseconds(300))
            try server.killHard()
            for error in [try await first, try await second] {
                #expect(error.kind == .connectionLost && !error.outcomeUnknown && error.isTransient)
            }
            // A statement that commits by itself may have happened.
            let lost = try await third
            #expect(lost.kind == .connectionLost && lost.outcomeUnknown && !lost.isTransient)
            let refused = try await failure { try await database.statement("SELECT 1") }
            #expect(refused.kind == .connectFailed && refused.isTransient)
            // What the killed server left behind may take a moment to go.
            let isBack = try await eventually { (try? server.start()) != nil }
            #expect(isBack)
            for _ in 0..<5 { #expect(try await database.statement("SELECT 1 AS v")[0].get("v") == 1) }
        }
    }

    @Test func `a commit without an answer has an unknown outcome`() async throws {
        let server = try TestServer()
        defer { server.remove() }
        try await withDatabase(server.settings) { database in
            try await database.write { tx in
                // The check runs inside COMMIT and keeps it busy until the server is killed.
                try tx.script(
                    """
                    CREATE TABLE slow (n bigint);
                    CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
                    CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED
                        FOR EACH ROW EXECUTE FUNCTION dawdle();
                    """)
            }
            let written = Counter()
            async let lost = failure {
                try await database.write { tx in
                    try tx.execute("INSERT INTO slow VALUES (1)")
                    written.add()
                }
            }
            let isCommitting = try await eventually {
                try await database.statement("SELECT FROM pg_stat_activity WHERE state = 'active' AND query = 'COMMIT'").count == 1
            }
            #expect(isCommitting && written.value == 1)
            try server.killHard()
            let error = try await lost
            #expect(error.kind == .connectionLost && error.outcomeUnknown && !error.isTransient)
        }
    }

    @Test func `connections from before a restart are replaced unnoticed`() async throws {
        let server = try TestServer()
        defer { server.remove() }
        try await withDatabase(server.settings, .init(connectionsMax: 4)) { database in
            let running = Counter()
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        try await database.read { _ in
                            running.add()
                            running.wait(for: 4)
                        }
                    }
                }
                try await group.waitForAll()
            }
            try server.stop()
            try server.start()
            for _ in 0..<8 { #expect(try await database.write { try $0.query("SELECT 1 AS v")[0].get("v") } == 1) }
        }
    }

    @Test func `several hosts are tried until one fits`() async throws {
        let port = Int.random(in: 20_000..<30_000)
        let standIn = try TestServer(port: port, listens: true, options: "-c default_transaction_read_only=on")
        let main = try TestServer(port: port + 1, listens: true)
        defer {
            standIn.remove()
            main.remove()
        }
        // The first host refuses connections, the second only reads.
        let conninfo = "postgres://postgres@127.0.0.1:1,127.0.0.1:\(port),127.0.0.1:\(port + 1)/postgres?target_session_attrs="
        for (attributes, expected) in [("any", port), ("read-write", port + 1)] {
            let found: String = try await withDatabase(ConnectionSettings(conninfo: conninfo + attributes)) {
                try await $0.statement("SHOW port")[0].get("port")
            }
            #expect(found == "\(expected)")
        }
    }

    @Test func `a listener hears of the end of its server`() async throws {
        let server = try TestServer()
        defer { server.remove() }
        try await withDatabase(server.settings) { database in
            let stream = try await database.listen(["news"])
            try server.killHard()
            let error = try await failure { for try await _ in stream {} }
            #expect(error.kind == .connectionLost)
        }
    }
}
