import Glibc

/// A PostgreSQL cluster of one application's own: made, started and stopped on demand, reached through a socket only.
package struct PrivateCluster: Sendable {
    let layout: ClusterLayout
    let databaseName: String
    let superuser: String
    /// Made to be thrown away: only such a cluster can be destroyed.
    let isDisposable: Bool
    let givenPrograms: PostgresPrograms?
    let settings: [String: String]
    let environment: [String: String]

    /// A cluster in `folder`, which need not exist.
    ///
    /// Shape: `application` names files and messages and defaults to the database's name; `settings` go to the server's
    ///        configuration, over our own; `environment` is searched for the programs when none are given. `isDisposable` is written
    ///        into the data folder when it is made, and says whether `destroy` may remove it.
    package init(
        folder: String, databaseName: String, application: String? = nil, superuser: String = "postgres", isDisposable: Bool = false,
        programs: PostgresPrograms? = nil, settings: [String: String] = [:], environment: [String: String] = [:]
    ) {
        layout = ClusterLayout(home: folder, application: application ?? databaseName)
        self.databaseName = databaseName
        self.superuser = superuser
        self.isDisposable = isDisposable
        givenPrograms = programs
        self.settings = settings
        self.environment = environment
    }

    /// What libpq needs to connect; the port is written out so that PGPORT does not lead elsewhere.
    package var conninfo: String {
        let parts = [("host", socketFolder), ("port", "\(ClusterLayout.port)"), ("dbname", databaseName), ("user", superuser)]
        return parts.map { "\($0)=\(PrivateCluster.quoted($1))" }.joined(separator: " ")
    }

    package var dataFolder: String { layout.dataFolder }
    package var logFile: String { layout.logFile }
    package var socketFolder: String { layout.socketFolder(of: (try? ServerAccount.of(layout))?.uid ?? geteuid()) }

    private static func quoted(_ value: String) -> String {
        let isPlain = !value.isEmpty && !value.contains { $0.isWhitespace || $0 == "'" || $0 == "\\" }
        if isPlain { return value }
        return "'" + value.flatMap { $0 == "'" || $0 == "\\" ? ["\\", $0] : [$0] } + "'"
    }

    /// The server's user, when the current user is that user or root.
    func requireAccount() throws(ClusterError) -> ServerAccount {
        let account = try ServerAccount.of(layout)
        guard account.isCurrent || geteuid() == 0 else {
            throw ClusterError(
                .otherOwner, "the database in \(layout.dataFolder) belongs to the user \(account.name)",
                hint: "run the command as \(account.name), or choose a home folder of your own")
        }
        return account
    }
}
