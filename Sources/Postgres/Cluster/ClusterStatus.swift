package import Foundation
import Glibc

/// Whether a private cluster exists and runs.
package enum ClusterStatus: Sendable, Equatable {
    case notMade
    case stopped(dataFolder: String)
    case running(RunningServer)

    package struct RunningServer: Sendable, Equatable {
        package let pid: Int32
        /// Nil when the current user may connect but not read the data folder.
        package let since: Date?
        package let dataFolder: String
        package let socketFolder: String
        /// As the server tells it, for example “15.18 (Debian …)”; empty while it does not answer.
        package let serverVersion: String
        package let conninfo: String
    }
}

extension PrivateCluster {
    /// What is there now; starts and changes nothing.
    ///
    /// Errors: notOurs for a data folder somebody else made, otherOwner when the current user may not look.
    package func status() async throws -> ClusterStatus {
        guard FileFacts(layout.dataFolder) != nil else { return .notMade }
        let mayRead = try ServerAccount.of(layout).isCurrent || geteuid() == 0
        if mayRead, try !ClusterMaker.isMade(layout) { return .notMade }
        switch try observe() {
        case .ready(let pid, let version): return .running(runningServer(pid: pid, version: version))
        case .down where !mayRead, .databaseMissing where !mayRead, .starting where !mayRead, .unreachable where !mayRead:
            _ = try requireAccount()
        case .down, .databaseMissing, .starting, .unreachable: break
        }
        guard let server = Postmaster.living(in: layout) else { return .stopped(dataFolder: layout.dataFolder) }
        return .running(runningServer(pid: server.pid, version: ""))
    }

    private func runningServer(pid: Int32, version: String) -> ClusterStatus.RunningServer {
        ClusterStatus.RunningServer(
            pid: pid, since: Postmaster.recorded(in: layout)?.since, dataFolder: layout.dataFolder,
            socketFolder: socketFolder, serverVersion: version, conninfo: conninfo)
    }
}
