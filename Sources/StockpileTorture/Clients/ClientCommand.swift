package import ArgumentParser
internal import Foundation
internal import Postgres
internal import StockpileStore

/// A process with a few clients in it, to be killed at will. Started by the program itself.
package struct ClientCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "client", abstract: "压力测试的客户端进程 · The clients of a run")

    @Option var database: String
    @Option var folder: String
    @Option var seed: UInt64
    @Option var clients: Int
    @Option var first: Int
    @Option var count: Int
    /// How often this process was killed before.
    @Option var lives: Int
    @Option var parent: Int32
    @Flag var withoutKeyCheck = false

    package init() {}

    package func run() async throws {
        let cutter = SocketCutter(countingIn: "\(folder)/sockets-cut", seed: seed &+ UInt64(first * 1000 + lives))
        let script = Script(seed: seed, clients: clients)
        let store = Store(conninfo: database, pool: PoolSettings(connectionsMax: count))
        let desk = try await Desk.open(store, keys: script.keys)
        let (parent, folder, lives, keepsKeys) = (parent, folder, lives, !withoutKeyCheck)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for client in first..<(first + count) {
                group.addTask {
                    let journal = Journal(client: client, folder: folder)
                    let loop = ClientLoop(script: script, desk: desk, journal: journal, lives: lives, keepsKeys: keepsKeys)
                    // Without the program that started it there is nobody left to work for.
                    try await loop.run { getppid() != parent }
                }
            }
            try await group.waitForAll()
        }
        withExtendedLifetime(cutter) {}
    }
}
