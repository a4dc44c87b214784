internal import Foundation

/// What is done to the server, the connections and the clients, and when; spread over the whole run.
struct Mischief: Sendable {
    enum Act: Sendable { case crash, cutConnection, cutSocket, killClient }

    struct Done: Sendable {
        var crashes = 0
        var connectionsCut = 0
        var clientsKilled = 0
    }

    let acts: [(at: Duration, act: Act)]

    /// Shape: in order of time; each kind is spread evenly, with chance within its share of the time.
    init(seconds: Int, crashes: Int, cuts: Int, clientKills: Int, numbers: inout SeededNumbers) {
        var acts: [(at: Duration, act: Act)] = []
        func spread(_ count: Int, _ act: (Int) -> Act) {
            for index in 0..<count {
                let share = Int64(seconds) * 1000 / Int64(count)
                acts.append((.milliseconds(Int64(index) * share + numbers.some(0...max(share - 1, 0))), act(index)))
            }
        }
        spread(crashes) { _ in .crash }
        spread(clientKills) { _ in .killClient }
        // From the server's side and from the client's, in turn.
        spread(cuts) { $0.isMultiple(of: 2) ? .cutConnection : .cutSocket }
        self.acts = acts.sorted { $0.at < $1.at }
    }

    /// Carries all of it out and lasts as long as was said; what the server's recovery left no time for is done at once.
    func run(
        _ server: TortureServer, _ processes: ClientProcesses, count: Int, seconds: Int, numbers: inout SeededNumbers
    ) async throws -> Done {
        var done = Done()
        let clock = ContinuousClock()
        let start = clock.now
        for (at, act) in acts {
            try await clock.sleep(until: start + at)
            let index = Int(numbers.some(0...Int64(count - 1)))
            switch act {
            case .crash:
                try await server.crash()
                done.crashes += 1
            case .cutConnection:
                if try await server.cutConnection() { done.connectionsCut += 1 }
            case .cutSocket: await processes.cutSocket(index)
            case .killClient:
                try await processes.killOne(index)
                done.clientsKilled += 1
            }
        }
        try await clock.sleep(until: start + .seconds(seconds))
        try await processes.killAll()
        let sockets = try? FileManager.default.attributesOfItem(atPath: "\(server.folder)/sockets-cut")[.size] as? Int
        done.connectionsCut += sockets ?? 0
        return done
    }
}
