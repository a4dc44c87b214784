import Foundation
import Glibc

/// The server process named in postmaster.pid.
struct Postmaster {
    let pid: pid_t
    let since: Date

    /// What the file says, whether or not that process still lives; nil when there is no readable file.
    static func recorded(in layout: ClusterLayout) -> Postmaster? {
        let lines = SmallFile.read(layout.postmasterFile)?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        guard lines.count >= 3, let pid = pid_t(lines[0]), pid > 0, let seconds = TimeInterval(lines[2]) else { return nil }
        return Postmaster(pid: pid, since: Date(timeIntervalSince1970: seconds))
    }

    /// The recorded server, if it is alive and the server of this very data folder.
    static func living(in layout: ClusterLayout) -> Postmaster? {
        guard let recorded = recorded(in: layout), recorded.isAlive, recorded.serves(layout.dataFolder) else { return nil }
        return recorded
    }

    /// False for a dead child nobody has asked after yet: its number still answers signals.
    var isAlive: Bool {
        _ = ClusterProgram.reap(pid)
        guard let line = SmallFile.read("/proc/\(pid)/stat"), let name = line.lastIndex(of: ")") else { return false }
        let state = line[name...].dropFirst(2).first
        return state != "Z" && state != "X"
    }

    /// After a reboot the number may belong to anybody: the command line, which all may read, names the data folder;
    /// the working folder, which it also is, still fits after the home was renamed.
    private func serves(_ dataFolder: String) -> Bool {
        let words = SmallFile.read("/proc/\(pid)/cmdline")?.split(separator: "\0").map(String.init) ?? []
        guard let program = words.first, program.hasSuffix("postgres") || program.hasSuffix("postmaster") else { return false }
        if words.contains(dataFolder) || words.contains("-D\(dataFolder)") { return true }
        guard let working = FileFacts(following: "/proc/\(pid)/cwd"), let data = FileFacts(dataFolder) else { return false }
        return working.isSame(as: data)
    }

    /// Asks the server to stop and waits until it is gone.
    ///
    /// Errors: stopFailed after `patience`; otherOwner when the signal is not allowed.
    func stop(_ signal: Int32, patience: Duration, layout: ClusterLayout) async throws {
        guard kill(pid, signal) == 0 || errno == ESRCH else {
            throw ClusterError(
                .otherOwner, "the server in \(layout.dataFolder) (process \(pid)) belongs to another user",
                hint: "stop it as that user or as root")
        }
        let deadline = ContinuousClock.now + patience
        while isAlive {
            guard ContinuousClock.now < deadline else {
                throw ClusterError(
                    .stopFailed, "the server (process \(pid)) did not stop within \(patience)",
                    hint: "it may be writing to a slow disk; try again, and read \(layout.logFile)")
            }
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    /// Removes the lock files of a server that is gone but whose number a living process bears: PostgreSQL would
    /// take that process for the server. The shared memory of surviving children still keeps a second server out.
    static func clearMisleadingFiles(in layout: ClusterLayout, socketFolder: String) {
        guard let recorded = recorded(in: layout), living(in: layout) == nil, kill(recorded.pid, 0) == 0 else { return }
        unlink(layout.postmasterFile)
        unlink(ClusterLayout.socketPath(in: socketFolder) + ".lock")
        unlink(ClusterLayout.socketPath(in: socketFolder))
    }
}
