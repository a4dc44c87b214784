import Foundation
import Postgres
import StockpileStore
import StockpileTesting

/// A durable server of its own in a short folder under /tmp, with the small reserve in it, to be killed at will.
struct KilledServer: Sendable {
    let cluster: PrivateCluster
    let conninfo: String

    static func run(_ body: (KilledServer) async throws -> Void) async throws {
        let folder = "/tmp/sp-kill-\(getpid())-\(UInt16.random(in: 0 ... .max))"
        let cluster = PrivateCluster(
            folder: folder, databaseName: "ledger", application: "stockpile", isDisposable: true,
            settings: ["fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"])
        do {
            let conninfo = try await cluster.start()
            _ = try await Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
            try await SmallReserve.fill(conninfo)
            try await body(KilledServer(cluster: cluster, conninfo: conninfo))
        } catch {
            try? await cluster.destroy()
            throw error
        }
        try await cluster.destroy()
    }

    private struct NotRunning: Error {}

    /// Ends the server as a power failure would, the postmaster first so that nobody tidies up.
    func kill() throws {
        let file = try String(contentsOfFile: "\(cluster.dataFolder)/postmaster.pid", encoding: .utf8)
        let number = String(file.prefix { $0.isNumber })
        let command = try String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)
        // A number left behind by an earlier server may belong to somebody else by now.
        guard let main = Int32(number), command.contains(cluster.dataFolder) else { throw NotRunning() }
        let children = try String(contentsOfFile: "/proc/\(main)/task/\(main)/children", encoding: .utf8).split(separator: " ")
        for process in [main] + children.compactMap({ Int32($0) }) { Foundation.kill(process, SIGKILL) }
    }

    func restart() async throws { _ = try await cluster.start() }
}
