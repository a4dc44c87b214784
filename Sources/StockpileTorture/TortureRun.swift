internal import Foundation
internal import Postgres
internal import StockpileModel
internal import StockpileStore

/// What one run does, from the opening stock to the findings.
struct TortureRun: Sendable {
    let script: Script
    let seconds: Int
    let processes: Int
    let crashes: Int
    let cuts: Int
    let clientKills: Int
    let keepsKeys: Bool
    let locks: Bool

    func play(on server: TortureServer) async throws -> Report {
        if !locks { try await server.script(BrokenLedger.withoutLock) }
        try await open(server)
        _ = try await server.statement("ANALYZE")
        Torture.say("\(script.clients) 个客户端工作 \(seconds) 秒 · \(script.clients) clients at work for \(seconds) s …")
        let clients = ClientProcesses(
            ClientProcesses.Plan(
                conninfo: server.conninfo, folder: server.folder, script: script, count: processes, keepsKeys: keepsKeys))
        try await clients.startAll()
        var numbers = SeededNumbers(seed: script.seed)
        let mischief = Mischief(seconds: seconds, crashes: crashes, cuts: cuts, clientKills: clientKills, numbers: &numbers)
        let done: Mischief.Done
        do {
            done = try await mischief.run(server, clients, count: processes, seconds: seconds, numbers: &numbers)
        } catch {
            try await clients.killAll()
            throw error
        }
        try await server.waitForStragglers()
        Torture.say("检查 · checking …")
        return try await check(server, done, ended: await clients.endedByThemselves)
    }

    /// Client 0, before anything is killed.
    private func open(_ server: TortureServer) async throws {
        try await withDesk(server) { desk in
            let journal = Journal(client: 0, folder: server.folder)
            let file = try journal.reopen()
            let loop = ClientLoop(script: script, desk: desk, journal: journal, lives: 0, keepsKeys: true)
            for name in Opening.requests {
                guard let entry = try await loop.ask(name) else { throw CancellationError() }
                try Journal.write(entry, to: file)
            }
        }
    }

    private func check(_ server: TortureServer, _ done: Mischief.Done, ended: [String]) async throws -> Report {
        let journals = try (0...script.clients).map { try Journal(client: $0, folder: server.folder).read() }
        let entries = journals.flatMap { $0 }
        let unfinished = journals.enumerated().dropFirst().map { client, entries in
            RequestName(client, (entries.last?.name.number ?? 0) + 1)
        }
        var findings = try await withDesk(server) { desk in
            try await FinalCheck(server: server, script: script, entries: entries, unfinished: unfinished).run(desk)
        }
        if !ended.isEmpty {
            findings.differences += ended.map { "a client ended by itself: \($0)" }
            Torture.say(ClientProcesses.log(in: server.folder))
        }
        return Report(
            seed: script.seed, seconds: seconds, done: done, minima: Minima(seconds: seconds), entries: entries, findings: findings,
            script: script, deadlocks: server.deadlocks)
    }

    private func withDesk<R>(_ server: TortureServer, _ body: (Desk) async throws -> R) async throws -> R {
        let store = Store(conninfo: server.conninfo, pool: PoolSettings(connectionsMax: 8))
        do {
            let result = try await body(try await Desk.open(store, keys: script.keys))
            await store.close()
            return result
        } catch {
            await store.close()
            throw error
        }
    }
}
