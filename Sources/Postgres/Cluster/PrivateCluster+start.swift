import Foundation
import Glibc

extension PrivateCluster {
    /// Crash recovery of a large database takes its time.
    static let startPatience = Duration.seconds(300)
    /// Children of a killed server notice its end within moments, unless they are deep in a computation.
    static let survivorsPatience = Duration.seconds(20)

    /// A running server with the database in it, and what libpq needs to connect.
    ///
    /// Shape:  makes, starts and creates only what is missing; a few milliseconds when all is there.
    /// Errors: ClusterError.
    package func start() async throws -> String {
        if FileFacts(layout.home) != nil, case .ready = try observe() { return conninfo }
        let account = try requireAccount()
        try await makeHome(account)
        try await ClusterLock.hold(layout, owner: account) { lock in
            try await ClusterLog.with(layout, owner: account) { log in
                // Somebody else may have finished while we waited for the lock.
                if case .ready = try observe() { return }
                let maker = try maker(account)
                if try !ClusterMaker.isMade(layout) { try await maker.make(lock: lock, log: log) }
                try await bringUp(maker, log: log)
            }
        }
        return conninfo
    }

    private func makeHome(_ account: ServerAccount) async throws {
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(nowhere) }
        try await layout.makeHome(for: account, log: nowhere)
    }

    /// The programs that fit the data folder, or the newest for a new one.
    private func maker(_ account: ServerAccount) throws(ClusterError) -> ClusterMaker {
        let version = try ClusterMaker.isMade(layout) ? SmallFile.read(layout.versionFile) : nil
        let major = version.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        let programs =
            if let givenPrograms { givenPrograms } else {
                try PostgresPrograms.find(environment: environment, major: major)
            }
        guard major == nil || programs.major == major else {
            throw ClusterError(
                .otherVersion, "the data folder is of PostgreSQL \(major ?? 0), the programs are of \(programs.major)",
                hint: "install the Debian package postgresql-\(major ?? 0), or move the data over with pg_upgrade")
        }
        return ClusterMaker(
            layout: layout, account: account, programs: programs, superuser: superuser, isDisposable: isDisposable, settings: settings)
    }

    /// Watches the server until it is ready, and does whatever the moment asks for.
    private func bringUp(_ maker: ClusterMaker, log: ClusterLog) async throws {
        let deadline = ContinuousClock.now + PrivateCluster.startPatience
        var survivorsDeadline: ContinuousClock.Instant?
        var server: pid_t?
        var position = log.end
        while ContinuousClock.now < deadline {
            if let pid = server, ClusterProgram.reap(pid) != nil {
                server = nil
                let failure = log.failure(.startFailed, "the PostgreSQL server did not start", since: position)
                let limit = survivorsDeadline ?? ContinuousClock.now + PrivateCluster.survivorsPatience
                guard isPassing(log.text(since: position)), ContinuousClock.now < limit else { throw failure }
                survivorsDeadline = limit
                try await Task.sleep(for: .milliseconds(200))
            }
            switch try observe() {
            case .ready: return
            case .starting: break
            case .databaseMissing: try await createDatabase(maker, log: log)
            case .unreachable(let lost): try await lost.stop(SIGINT, patience: .seconds(60), layout: layout)
            case .down where server == nil:
                position = log.end
                server = try launchServer(maker, log: log)
            case .down: break
            }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw log.failure(.startFailed, "the PostgreSQL server was not ready within \(PrivateCluster.startPatience)", since: position)
    }

    /// The server is launched directly: pg_ctl would hand the paths to a shell, dollar signs and all.
    private func launchServer(_ maker: ClusterMaker, log: ClusterLog) throws(ClusterError) -> pid_t {
        try layout.makeSocketFolder(for: maker.account)
        try maker.writeSettings(into: layout.dataFolder)
        Postmaster.clearMisleadingFiles(in: layout, socketFolder: layout.socketFolder(of: maker.account.uid))
        return try ClusterProgram(
            path: maker.programs.path("postgres"), arguments: ["-D", layout.dataFolder],
            account: maker.account, output: log.descriptor, ownSession: true
        ).launch()
    }

    private func createDatabase(_ maker: ClusterMaker, log: ClusterLog) async throws {
        let position = log.end
        let createdb = ClusterProgram(
            path: maker.programs.path("createdb"),
            arguments: [
                "-h", layout.socketFolder(of: maker.account.uid), "-p", "\(ClusterLayout.port)", "-U", superuser,
                "--", databaseName,
            ],
            account: maker.account, output: log.descriptor)
        guard try await createdb.run() == 0 else {
            throw log.failure(.startFailed, "the database \(databaseName) could not be created", since: position)
        }
    }

    /// What a server says when the children of its killed predecessor still hold the shared memory.
    private func isPassing(_ text: String) -> Bool {
        text.contains("pre-existing shared memory block") || text.contains("lock file \"postmaster.pid\" already exists")
    }
}
