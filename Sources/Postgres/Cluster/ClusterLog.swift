import Foundation
import Glibc

/// The file that receives what the server and the programs around it say.
struct ClusterLog {
    static let bytesMax = 10_000_000

    let path: String
    let descriptor: Int32
    /// Where this run's words begin.
    let start: off_t

    /// Opens the log for appending; a long one is put aside first, replacing the one put aside before.
    static func with<T>(_ layout: ClusterLayout, owner: ServerAccount, _ body: (ClusterLog) async throws -> T) async throws -> T {
        var facts = stat()
        if lstat(layout.logFile, &facts) == 0, facts.st_size > bytesMax { rename(layout.logFile, "\(layout.logFile).old") }
        let descriptor = open(layout.logFile, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw ClusterError.system("open the log", layout.logFile) }
        defer { close(descriptor) }
        if !owner.isCurrent { _ = fchown(descriptor, owner.uid, owner.gid) }
        return try await body(ClusterLog(path: layout.logFile, descriptor: descriptor, start: lseek(descriptor, 0, SEEK_END)))
    }

    /// The end of what was written since `position`, 4,000 bytes at most.
    func text(since position: off_t) -> String {
        let end = lseek(descriptor, 0, SEEK_END)
        let first = max(position, end - 4_000)
        guard end > first else { return "" }
        var bytes = [UInt8](repeating: 0, count: Int(end - first))
        let count = pread(descriptor, &bytes, bytes.count, first)
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    var end: off_t { lseek(descriptor, 0, SEEK_END) }

    /// The error for a program that failed, explained by the last lines it wrote.
    func failure(_ kind: ClusterError.Kind, _ message: String, since position: off_t) -> ClusterError {
        let text = text(since: position)
        let lines = text.split(separator: "\n").suffix(6).map { "  \($0)" }.joined(separator: "\n")
        let told = lines.isEmpty ? message : "\(message):\n\(lines)"
        if text.contains("No space left on device") || DiskSpace.free(at: path) < DiskSpace.nothing {
            return ClusterError(.diskFull, told, hint: "the disk of \(path) is full; free some space and try again")
        }
        if text.contains("already in use") || text.contains("Is another postmaster") {
            return ClusterError(.socketInUse, told, hint: "another server holds these files; stop it first (ps -C postgres)")
        }
        if text.contains("Permission denied") {
            return ClusterError(.notPermitted, told, hint: "look at the owner and the mode of the path named above")
        }
        return ClusterError(kind, told, hint: "read \(path)")
    }
}

/// Room on the disk, in bytes.
enum DiskSpace {
    /// A new cluster takes about 60 MB at once and its log of changes grows soon after.
    static let forMaking: UInt64 = 128_000_000
    static let nothing: UInt64 = 1_000_000

    static func free(at path: String) -> UInt64 {
        var facts = statvfs()
        guard statvfs(path, &facts) == 0 else { return .max }
        return UInt64(facts.f_bavail) * UInt64(facts.f_frsize)
    }

    static func requireForMaking(at folder: String) throws(ClusterError) {
        let free = free(at: folder)
        guard free < forMaking else { return }
        throw ClusterError(
            .diskFull, "a new database needs \(forMaking / 1_000_000) MB, \(folder) has \(free / 1_000_000) MB left",
            hint: "free some space there, or choose another home folder")
    }
}
