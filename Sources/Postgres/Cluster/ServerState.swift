import Foundation
import Glibc

/// What is to be seen of a cluster's server at one moment.
enum ServerState {
    case down
    case starting
    case ready(pid_t, version: String)
    case databaseMissing
    /// It lives, but its socket is gone: cleaned away from /tmp, or home was renamed.
    case unreachable(Postmaster)
}

extension PrivateCluster {
    /// How long a server may take to open its socket.
    static let socketGrace: TimeInterval = 10

    /// Looks at socket, process and postmaster.pid; runs no program.
    ///
    /// Errors: notOurs and socketInUse when something else listens in our place, busy when a live server does not answer.
    func observe() throws(ClusterError) -> ServerState {
        let owner = try ServerAccount.of(layout).uid
        let folder = layout.socketFolder(of: owner)
        guard FileFacts(folder) == nil || layout.isSafeSocketFolder(folder, owner: owner) else {
            throw ClusterError(
                .notOurs, "the socket folder \(folder) is not a folder of the server's user alone",
                hint: "find out who made it, and remove it")
        }
        let greeting = ServerGreeting.ask(socketFolder: folder, user: superuser, database: databaseName)
        switch greeting {
        case .ready(let peer, let version):
            try require(peer, owner)
            return .ready(peer.pid, version: version)
        case .noDatabase(let peer):
            try require(peer, owner)
            return .databaseMissing
        case .notYet(let peer):
            try require(peer, owner)
            return .starting
        case .refused(let peer, let code, let message):
            try require(peer, owner)
            // It runs; that all places are taken is for the caller's own connection to find out.
            if code == "53300" { return .ready(peer.pid, version: "") }
            throw ClusterError(
                .startFailed, "the server in \(layout.dataFolder) refuses connections: \(message) (\(code))",
                hint: "read \(layout.logFile)")
        case .silent(EACCES):
            throw ClusterError(
                .otherOwner, "the socket folder \(folder) is closed to the current user",
                hint: "run the command as the user who owns it")
        case .silent(let code):
            guard let server = Postmaster.living(in: layout) else { return .down }
            return try judge(silent: server, code: code)
        }
    }

    /// Only a server without a socket is to be replaced; one that is slow to answer may be busy with somebody's work.
    private func judge(silent server: Postmaster, code: Int32) throws(ClusterError) -> ServerState {
        switch code {
        case ENOENT, ECONNREFUSED:
            return server.since.timeIntervalSinceNow > -PrivateCluster.socketGrace ? .starting : .unreachable(server)
        case ECONNRESET, EPIPE, EINTR:
            return .starting
        default:
            throw ClusterError(
                .busy, "the server (process \(server.pid)) did not answer: \(String(cString: strerror(code)))",
                hint: "see whether the machine is overloaded, try again, and read \(layout.logFile)")
        }
    }

    /// The listener must be the server's user, and the very process that holds the data folder where that can be read.
    private func require(_ peer: ServerGreeting.Peer, _ owner: uid_t) throws(ClusterError) {
        let recorded = Postmaster.recorded(in: layout)?.pid
        let mayRead = geteuid() == 0 || geteuid() == owner
        // A server in another process namespace shows as 0.
        guard peer.uid == owner, !mayRead || peer.pid == 0 || peer.pid == recorded else {
            throw ClusterError(
                .socketInUse, "another server (process \(peer.pid), user \(peer.uid)) listens in \(socketFolder)",
                hint: "stop that server, or choose another home folder")
        }
    }
}
