import Foundation
import Glibc

/// Making the folders around the data folder, and refusing those that are not safe to use.
extension ClusterLayout {
    /// Makes home and its missing parents, for root in a way that lets the server's user in.
    ///
    /// Errors: notEnterable when a folder above shuts that user out; nothing is made then.
    func makeHome(for account: ServerAccount, log: Int32) async throws {
        var missing: [String] = []
        var existing = home
        while existing != "/", FileFacts(following: existing) == nil {
            missing.append(existing)
            existing = URL(fileURLWithPath: existing).deletingLastPathComponent().path
        }
        if !account.isCurrent { try await requireEntry(to: existing, for: account, log: log) }
        let mode: mode_t = account.isCurrent ? 0o700 : 0o755
        for folder in missing.reversed() {
            guard mkdir(folder, mode) == 0 else {
                if errno == EEXIST { continue }
                throw ClusterError.system("make the folder", folder)
            }
            // A strict umask must not shut the server's user out.
            chmod(folder, mode)
        }
    }

    /// The kernel decides (it knows access lists); the modes then tell which folder is in the way.
    private func requireEntry(to folder: String, for account: ServerAccount, log: Int32) async throws {
        let probe = ClusterProgram(path: "/usr/bin/test", arguments: ["-x", folder], account: account, output: log)
        guard try await probe.run() != 0 else { return }
        var closed = folder
        var path = ""
        for part in folder.split(separator: "/") {
            path += "/\(part)"
            if let facts = FileFacts(following: path), facts.owner != account.uid, facts.mode & S_IXOTH == 0 { closed = path; break }
        }
        throw ClusterError(
            .notEnterable, "the server runs as the user \(account.name), who cannot enter \(closed)",
            hint: "choose a home folder outside \(closed), or let others pass through it: chmod o+x \(closed)")
    }

    /// Makes the folder of the socket if it is missing, closed to everybody but the server's user.
    ///
    /// Errors: notOurs when somebody else's folder, a link or an open folder stands there.
    func makeSocketFolder(for account: ServerAccount) throws(ClusterError) {
        let folder = socketFolder(of: account.uid)
        if mkdir(folder, 0o700) == 0 {
            guard account.isCurrent || lchown(folder, account.uid, account.gid) == 0 else { throw .system("give away", folder) }
            return
        }
        guard errno == EEXIST else { throw .system("make the folder", folder) }
        // A command killed between the two calls leaves the folder with root.
        if geteuid() == 0, !account.isCurrent, let facts = FileFacts(folder), facts.owner == 0, facts.isFolder,
            !facts.isWritableByOthers
        {
            lchown(folder, account.uid, account.gid)
        }
        guard isSafeSocketFolder(folder, owner: account.uid) else {
            throw ClusterError(
                .notOurs, "the socket folder \(folder) is not a folder of the user \(account.name) alone",
                hint: "find out who made it, and remove it")
        }
    }

    /// Whoever may enter the folder is a superuser of the server; one that others may write to could be anybody's.
    func isSafeSocketFolder(_ folder: String, owner: uid_t) -> Bool {
        guard let facts = FileFacts(folder) else { return false }
        return facts.isFolder && facts.owner == owner && !facts.isOpenToOthers
    }

    /// Half-made data folders that a killed command left behind.
    func leftovers() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []
        return names.filter { $0.hasPrefix(makingPrefix) }.map { "\(home)/\($0)" }
    }
}
