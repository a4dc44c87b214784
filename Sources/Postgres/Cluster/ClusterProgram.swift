import Foundation
import Glibc

/// One launch of another program, with nothing of ours handed on except what is named here.
struct ClusterProgram {
    let path: String
    let arguments: [String]
    /// Whom it runs as; nil for the current user.
    var account: ServerAccount?
    /// Receives standard output and standard error.
    var output: Int32
    /// In a session of its own, a terminal's Ctrl-C and hang-up do not reach the program.
    var ownSession = false
    /// A descriptor the program keeps open as number 3, to hold a lock as long as it runs.
    var keeping: Int32?

    /// The process id of the started program.
    func launch() throws(ClusterError) -> pid_t {
        var words = [path] + arguments
        if let account, !account.isCurrent {
            let setpriv = try ClusterProgram.setpriv()
            words = [setpriv, "--reuid=\(account.uid)", "--regid=\(account.gid)", "--clear-groups", "--"] + words
        }
        guard let extras = SpawnExtras.shared else { throw .system("run", path, code: ENOSYS) }
        var pid: pid_t = 0
        let code = ClusterProgram.withCStrings(words) { arguments in
            ClusterProgram.withCStrings(ClusterProgram.environment) { environment in
                withFileActions(extras) { actions in
                    withAttributes { attributes in posix_spawn(&pid, words[0], actions, attributes, arguments, environment) }
                }
            }
        }
        guard code == 0 else { throw .system("run", path, code: code) }
        return pid
    }

    /// Waits for the program's end; ends it when the waiting task is cancelled.
    ///
    /// Shape: the exit status; 128 and the signal's number for a program ended by a signal.
    func run() async throws -> Int32 {
        let pid = try launch()
        do {
            while true {
                if let status = ClusterProgram.reap(pid) { return status }
                try await Task.sleep(for: .milliseconds(5))
            }
        } catch {
            kill(pid, SIGTERM)
            var status: Int32 = 0
            waitpid(pid, &status, 0)
            throw error
        }
    }

    /// The exit status of an ended child, which is then forgotten; nil for one that runs or is no child of ours.
    static func reap(_ pid: pid_t) -> Int32? {
        var status: Int32 = 0
        guard pid > 0, waitpid(pid, &status, WNOHANG) == pid else { return nil }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    /// Variables such as PGPORT, PGDATA or TZ would change what the programs do, so they start from a clean slate.
    private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C"]

    private static func setpriv() throws(ClusterError) -> String {
        for path in ["/usr/bin/setpriv", "/bin/setpriv"] where access(path, X_OK) == 0 { return path }
        throw ClusterError(
            .programsMissing, "the program setpriv is missing, with which root starts a server as another user",
            hint: "install the Debian package util-linux")
    }

    private func withFileActions<T>(_ extras: SpawnExtras, _ body: (UnsafePointer<posix_spawn_file_actions_t>) -> T) -> T {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A folder the other user cannot enter would make the programs complain.
        extras.addChangeFolder(&actions, "/")
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        if let keeping { posix_spawn_file_actions_adddup2(&actions, keeping, 3) }
        extras.addCloseFrom(&actions, keeping == nil ? 3 : 4)
        return body(&actions)
    }

    /// Signals start at their defaults and unblocked, whatever our process has done to its own.
    private func withAttributes<T>(_ body: (UnsafePointer<posix_spawnattr_t>) -> T) -> T {
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let session: Int32 = ownSession ? 0x80 : 0  // POSIX_SPAWN_SETSID, which the importer leaves out
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | Int32(POSIX_SPAWN_SETSIGDEF) | session))
        return body(&attributes)
    }

    private static func withCStrings<T>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T) -> T {
        let copies: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) } + [nil]
        defer { copies.forEach { free($0) } }
        return body(copies)
    }
}
