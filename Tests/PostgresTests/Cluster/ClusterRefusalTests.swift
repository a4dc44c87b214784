import Foundation
import Glibc
import Testing

@testable import Postgres

@Suite("What a cluster refuses", .timeLimit(.minutes(2)))
struct ClusterRefusalTests {
    @Test func `destroy removes its own cluster whole and nothing of others`() async throws {
        try await TrialCluster.with("/home") { trial in
            _ = try await trial.cluster.start()
            let letter = "\(trial.home)/letter.txt"
            #expect(FileManager.default.createFile(atPath: letter, contents: Data("dear".utf8)))
            try await trial.cluster.destroy()
            #expect(try FileManager.default.contentsOfDirectory(atPath: trial.home) == ["letter.txt"])
            let error = await #expect(throws: ClusterError.self) { try await trial.cluster.destroy() }
            #expect(error?.kind == .notOurs)
            #expect(SmallFile.read(letter) == "dear")
        }
    }

    @Test func `a cluster that was made to last is never removed, whoever asks`() async throws {
        try await TrialCluster.with { trial in
            let lasting = PrivateCluster(folder: "\(trial.root)/kept", databaseName: "trial", settings: ["fsync": "off"])
            let disposable = PrivateCluster(
                folder: "\(trial.root)/kept", databaseName: "trial", isDisposable: true, settings: ["fsync": "off"])
            _ = try await lasting.start()
            for cluster in [lasting, disposable] {
                let error = await #expect(throws: ClusterError.self) { try await cluster.destroy() }
                #expect(error?.kind == .notDisposable)
            }
            #expect(Postmaster.living(in: lasting.layout) != nil)
            try await lasting.stop()
        }
    }

    @Test func `a data folder without our marker is neither started nor removed`() async throws {
        try await TrialCluster.with { trial in
            let file = "\(trial.layout.dataFolder)/PG_VERSION"
            try FileManager.default.createDirectory(atPath: trial.layout.dataFolder, withIntermediateDirectories: true)
            #expect(FileManager.default.createFile(atPath: file, contents: Data("15\n".utf8)))
            chown(trial.layout.dataFolder, 65_534, 65_534)
            for attempt in [trial.cluster.destroy, { _ = try await trial.cluster.start() }] as [() async throws -> Void] {
                let error = await #expect(throws: ClusterError.self) { try await attempt() }
                #expect(error?.kind == .notOurs)
            }
            #expect(SmallFile.read(file) == "15\n")
        }
    }

    @Test func `without PostgreSQL the error names the package to install`() {
        let error = #expect(throws: ClusterError.self) { try PostgresPrograms.find(environment: ["PATH": "/nowhere"], in: ["/nowhere"]) }
        #expect(error?.kind == .programsMissing)
        #expect(error?.hint.contains("Debian package postgresql") == true)
    }

    @Test func `programs are found through a link on the PATH and in a named folder`() throws {
        let standard = try PostgresPrograms.find(environment: [:])
        let named = try PostgresPrograms.find(environment: ["POSTGRES_BIN": standard.folder], in: [])
        #expect(named == standard)
        let links = "/tmp/pgt-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: links, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: links) }
        symlink(standard.path("postgres"), "\(links)/postgres")
        #expect(try PostgresPrograms.find(environment: ["PATH": links], in: []) == standard)
    }

    @Test func `a data folder of another version is left alone`() async throws {
        let programs = try PostgresPrograms.find(environment: [:])
        try await TrialCluster.with(programs: programs) { trial in
            _ = try await trial.cluster.start()
            try await trial.cluster.stop()
            let account = try ServerAccount.of(trial.layout)
            try SmallFile.write("14\n", to: trial.layout.versionFile, owner: account)
            let error = await #expect(throws: ClusterError.self) { try await trial.cluster.start() }
            #expect(error?.kind == .otherVersion)
        }
    }

    @Test func `a setting the server rejects is told with the lines of its log`() async throws {
        try await TrialCluster.with { trial in
            let wrong = PrivateCluster(folder: trial.home, databaseName: "trial", settings: ["fsync": "off", "max_connections": "many"])
            let error = await #expect(throws: ClusterError.self) { try await wrong.start() }
            #expect(error?.kind == .startFailed)
            #expect(error?.message.contains(#"invalid value for parameter "max_connections": "many""#) == true)
            let conninfo = try await trial.cluster.start()
            #expect(conninfo == trial.cluster.conninfo)
        }
    }

    @Test(.enabled(if: geteuid() == 0)) func `a closed folder above is named before anything is made`() async throws {
        try await TrialCluster.with("/closed/home") { trial in
            let closed = "\(trial.root)/closed"
            #expect(mkdir(closed, 0o700) == 0)
            let error = await #expect(throws: ClusterError.self) { try await trial.cluster.start() }
            #expect(error?.kind == .notEnterable)
            #expect(error?.hint.contains("chmod o+x \(closed)") == true)
            let made = try FileManager.default.contentsOfDirectory(atPath: closed)
            #expect(made.isEmpty)
        }
    }

    @Test(.enabled(if: geteuid() == 0)) func `somebody else's folder in place of the socket folder is refused`() async throws {
        try await TrialCluster.with("/" + String(repeating: "long-", count: 25)) { trial in
            let folder = trial.cluster.socketFolder
            #expect(mkdir(folder, 0o777) == 0)
            defer { rmdir(folder) }
            chown(folder, 65_534, 65_534)
            let error = await #expect(throws: ClusterError.self) { try await trial.cluster.start() }
            #expect(error?.kind == .notOurs)
            #expect(error?.message.contains(folder) == true)
        }
    }

    @Test(.enabled(if: geteuid() == 0)) func `a disk without room is told before anything is made`() async throws {
        try await TrialCluster.with("/small/home") { trial in
            let small = "\(trial.root)/small"
            #expect(mkdir(small, 0o755) == 0)
            try #require(mount("none", small, "tmpfs", 0, "size=20m") == 0)
            // Another test's child may hold a descriptor for a moment, so the mount goes when it is free.
            defer { umount2(small, 2) }  // MNT_DETACH
            let error = await #expect(throws: ClusterError.self) { try await trial.cluster.start() }
            #expect(error?.kind == .diskFull)
            #expect(FileFacts(trial.layout.dataFolder) == nil)
        }
    }
}
