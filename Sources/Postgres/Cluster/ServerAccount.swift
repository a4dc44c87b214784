import Glibc

/// The operating-system user a server runs as.
struct ServerAccount: Sendable, Equatable {
    let uid: uid_t
    let gid: gid_t
    let name: String
    let home: String

    /// PostgreSQL refuses to run as root; these stand in for it, the first that exists.
    static let standIns = ["postgres", "nobody"]

    var isCurrent: Bool { uid == geteuid() }

    /// The owner of the data folder once there is one, else the current user, or for root a stand-in.
    ///
    /// Errors: otherOwner for a data folder of root, noServerAccount.
    static func of(_ layout: ClusterLayout) throws(ClusterError) -> ServerAccount {
        if let owner = FileFacts(layout.dataFolder)?.owner {
            guard owner != 0 else {
                throw ClusterError(
                    .otherOwner, "the data folder \(layout.dataFolder) belongs to root, as whom no server runs",
                    hint: "give it back to its user, for example: chown -R postgres: \(layout.dataFolder)")
            }
            return named(uid: owner) ?? ServerAccount(uid: owner, gid: owner, name: "\(owner)", home: "/")
        }
        let current = geteuid()
        if current != 0 { return named(uid: current) ?? ServerAccount(uid: current, gid: getegid(), name: "\(current)", home: "/") }
        for name in standIns {
            if let account = named(name), account.uid != 0 { return account }
        }
        throw ClusterError(
            .noServerAccount, "PostgreSQL cannot run as root, and there is no user \(standIns.joined(separator: " or "))",
            hint: "install the Debian package postgresql, which makes the user postgres, or run as an ordinary user")
    }

    static func named(_ name: String) -> ServerAccount? {
        lookUp { getpwnam_r(name, $0, $1, $2, $3) }
    }

    static func named(uid: uid_t) -> ServerAccount? {
        lookUp { getpwuid_r(uid, $0, $1, $2, $3) }
    }

    private typealias LookUp = (
        UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int, UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
    ) -> Int32

    private static func lookUp(_ ask: LookUp) -> ServerAccount? {
        var entry = passwd()
        var found: UnsafeMutablePointer<passwd>?
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16_384) { buffer in
            guard let room = buffer.baseAddress, ask(&entry, room, buffer.count, &found) == 0, found != nil else { return nil }
            return ServerAccount(
                uid: entry.pw_uid, gid: entry.pw_gid, name: String(cString: entry.pw_name),
                home: String(cString: entry.pw_dir))
        }
    }
}
