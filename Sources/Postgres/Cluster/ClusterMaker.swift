import Foundation
import Glibc

/// Making a data folder: beside its place, and moved there when it is complete.
struct ClusterMaker {
    let layout: ClusterLayout
    let account: ServerAccount
    let programs: PostgresPrograms
    let superuser: String
    let isDisposable: Bool
    let settings: [String: String]

    /// True when the data folder is there, complete and ours.
    ///
    /// Errors: notOurs for a folder with other contents, otherVersion for programs that do not fit.
    static func isMade(_ layout: ClusterLayout) throws(ClusterError) -> Bool {
        guard FileFacts(layout.dataFolder) != nil else { return false }
        if FileFacts(layout.markerFile) != nil { return true }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: layout.dataFolder), names.isEmpty else {
            throw ClusterError(
                .notOurs, "\(layout.dataFolder) was not made by \(layout.application) and is left alone",
                hint: "move that folder away, or choose another home folder")
        }
        return false
    }

    /// Runs initdb; it keeps the lock open, so that nobody starts anew while an orphaned one still writes.
    func make(lock: Int32, log: ClusterLog) async throws {
        for folder in layout.leftovers() { try SmallFile.remove(folder) }
        try DiskSpace.requireForMaking(at: layout.home)
        let folder = "\(layout.home)/\(layout.makingPrefix)\(getpid())"
        guard mkdir(folder, 0o700) == 0 else { throw ClusterError.system("make the folder", folder) }
        guard account.isCurrent || lchown(folder, account.uid, account.gid) == 0 else { throw ClusterError.system("give away", folder) }
        var arguments = ["-D", folder, "-U", superuser, "--auth=trust", "--data-checksums", "--encoding=UTF8", "--no-instructions"]
        arguments.append("--locale=\(ClusterMaker.locale)")
        if settings["fsync"] == "off" { arguments.append("--no-sync") }
        let initdb = ClusterProgram(
            path: programs.path("initdb"), arguments: arguments, account: account, output: log.descriptor,
            keeping: lock)
        guard try await initdb.run() == 0 else {
            let failure = log.failure(.startFailed, "the data folder could not be made (initdb)", since: log.start)
            try? SmallFile.remove(folder)
            throw failure
        }
        try writeOwnFiles(into: folder)
        guard rename(folder, layout.dataFolder) == 0 else { throw ClusterError.system("move into place", layout.dataFolder) }
        SmallFile.syncFolder(layout.home)
    }

    /// The server's settings, written anew before every start, since socket folder and settings may have changed.
    func writeSettings(into folder: String) throws(ClusterError) {
        var all = ClusterMaker.standardSettings
        all["shared_buffers"] = ServerMemory.sharedBuffers
        all["unix_socket_directories"] = layout.socketFolder(of: account.uid)
        all.merge(settings) { $1 }
        let lines = all.sorted { $0.key < $1.key }.map { "\($0.key) = \(ClusterMaker.quoted($0.value))" }
        let head = "# Written anew by \(layout.application) at every start. Lasting changes: ALTER SYSTEM SET …"
        try SmallFile.write(([head] + lines).joined(separator: "\n") + "\n", to: "\(folder)/\(layout.application).conf", owner: account)
    }

    private func writeOwnFiles(into folder: String) throws(ClusterError) {
        let main = "\(folder)/postgresql.conf"
        guard let generated = SmallFile.read(main) else { throw .system("read", main) }
        try SmallFile.write("\(generated)\ninclude = \(ClusterMaker.quoted("\(layout.application).conf"))\n", to: main, owner: account)
        try writeSettings(into: folder)
        // No network and no passwords: whoever may enter the socket's folder may connect.
        try SmallFile.write("local all all trust\n", to: "\(folder)/pg_hba.conf", owner: account)
        try SmallFile.write(
            "A private PostgreSQL cluster of \(layout.application). Do not remove this file.\n",
            to: "\(folder)/\(layout.application).cluster", owner: account)
        if isDisposable {
            try SmallFile.write(
                "This cluster was made to be thrown away: whoever made it may remove it with all its data.\n",
                to: "\(folder)/\(layout.application).disposable", owner: account)
        }
        SmallFile.syncFolder(folder)
    }

    private static let standardSettings = [
        "listen_addresses": "", "port": "\(ClusterLayout.port)", "unix_socket_permissions": "0777",
        "max_connections": "100", "timezone": "UTC", "log_timezone": "UTC",
        "fsync": "on", "full_page_writes": "on", "lc_messages": "C",
        // After a checkpoint most of the log is whole pages, and whoever posts waits for the log.
        "wal_compression": "lz4",
        // Questions here are short; compiling one costs more than it ever saves.
        "jit": "off",
        "logging_collector": "off", "log_destination": "stderr", "log_line_prefix": "%m [%p] ",
        "log_statement": "none", "log_checkpoints": "off",
    ]

    /// C.UTF-8 where the machine has it: plain order of code points, and letters beyond ASCII are letters.
    private static var locale: String {
        guard let found = newlocale(1 << LC_CTYPE, "C.UTF-8", nil) else { return "C" }
        freelocale(found)
        return "C.UTF-8"
    }

    static func quoted(_ value: String) -> String {
        "'" + value.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "'", with: "''") + "'"
    }
}
