import Postgres
import Testing

@Suite("Notifications")
struct ListeningTests {
    private func listeners(_ database: Database, _ name: String) async throws -> Int {
        try await database.statement("SELECT count(*) AS c FROM pg_stat_activity WHERE application_name = \(name)")[0].get("c")
    }

    @Test func `what is notified arrives in order on the channels asked for`() async throws {
        try await withDatabase { database in
            let stream = try await database.listen(["stock", "odd \"name\""])
            try await database.write { tx in
                for number in 1...3 { try tx.execute("SELECT pg_notify('stock', \("lot \(number)"))") }
                try tx.execute("SELECT pg_notify('elsewhere', 'x')")
                try tx.execute("SELECT pg_notify('odd \"name\"', '')")
            }
            var heard: [String] = []
            for try await notification in stream {
                heard.append("\(notification.channel):\(notification.payload)")
                if heard.count == 4 { break }
            }
            #expect(heard == ["stock:lot 1", "stock:lot 2", "stock:lot 3", "odd \"name\":"])
        }
    }

    @Test func `the connection ends with its reader`() async throws {
        let name = "listener \(UInt32.random(in: 0...UInt32.max))"
        try await withDatabase { watcher in
            try await withDatabase(change: { $0.applicationName = name }) { database in
                let reader = Task {
                    for try await _ in try await database.listen(["quiet"]) {}
                }
                let isListening = try await eventually { try await listeners(watcher, name) == 1 }
                reader.cancel()
                let isGone = try await eventually { try await listeners(watcher, name) == 0 }
                #expect(isListening && isGone)
            }
        }
    }

    @Test func `closing the database ends the stream without an error`() async throws {
        try await withDatabase { database in
            let stream = try await database.listen(["quiet"])
            let reader = Task { await outcome { for try await _ in stream {} } }
            await database.close()
            #expect(await reader.value == nil)
        }
    }

    @Test func `a server that cannot be reached is told at once`() async throws {
        let database = Database(ConnectionSettings(conninfo: "host=/tmp/nowhere-\(UInt32.random(in: 0...9)) user=x"))
        let error = try await failure { try await database.listen(["x"]) }
        #expect(error.kind == .connectFailed)
        await database.close()
    }
}
