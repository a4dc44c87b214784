import Foundation
import Glibc

/// The paths of one private cluster, all derived from its home folder.
struct ClusterLayout: Sendable {
    static let port = 5432
    /// A socket path holds 107 bytes and a final zero.
    static let socketPathBytesMax = 107

    let home: String
    let application: String

    /// Links in the path are resolved, so that two names of one folder give one lock and one socket.
    init(home: String, application: String) {
        self.home = ClusterLayout.resolved(ClusterLayout.absolute(home))
        self.application = application
    }

    var dataFolder: String { "\(home)/postgresql" }
    var logFile: String { "\(home)/postgresql.log" }
    var lockFile: String { "\(home)/postgresql.lock" }
    var postmasterFile: String { "\(dataFolder)/postmaster.pid" }
    var versionFile: String { "\(dataFolder)/PG_VERSION" }
    /// Stands in the data folder from the moment it is complete; without it the folder is not ours.
    var markerFile: String { "\(dataFolder)/\(application).cluster" }
    /// Stands beside it when the cluster was made to be thrown away.
    var disposableFile: String { "\(dataFolder)/\(application).disposable" }
    /// Beginning of the names of folders that are still being made.
    var makingPrefix: String { "postgresql.making-" }

    /// In home when the path fits, else a folder in /tmp named after the server's user and this home.
    ///
    /// Names that would need quotes in a list of folders (commas above all, which split libpq's host) go to /tmp too.
    func socketFolder(of uid: uid_t) -> String {
        let inHome = "\(home)/run"
        let isShort = ClusterLayout.socketPath(in: inHome).utf8.count <= ClusterLayout.socketPathBytesMax
        return isShort && inHome.unicodeScalars.allSatisfy(ClusterLayout.isPlain) ? inHome : temporarySocketFolder(of: uid)
    }

    func temporarySocketFolder(of uid: uid_t) -> String {
        "/tmp/\(application.prefix(32))-\(uid)-\(ClusterLayout.hash8(home))"
    }

    static func socketPath(in folder: String) -> String { "\(folder)/.s.PGSQL.\(port)" }

    static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "/._-+=@:".unicodeScalars.contains(scalar)
    }

    /// The path with its existing part resolved; what does not exist yet is kept as written.
    private static func resolved(_ path: String) -> String {
        var existing = path
        var missing: [Substring] = []
        while existing != "/" && !existing.isEmpty {
            if let real = realpath(existing, nil) {
                defer { free(real) }
                return ([String(cString: real)] + missing.reversed().map(String.init)).joined(separator: "/")
                    .replacingOccurrences(of: "//", with: "/")
            }
            let end = existing.lastIndex(of: "/") ?? existing.startIndex
            missing.append(existing[existing.index(after: end)...])
            existing = String(existing[..<end])
        }
        return path
    }

    /// Eight hexadecimal digits that stay the same from run to run (FNV-1a), which `Hasher` does not promise.
    private static func hash8(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        let digits = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}
