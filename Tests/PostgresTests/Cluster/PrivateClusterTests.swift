import Foundation
import Glibc
import Testing

@testable import Postgres

@Suite("Private cluster", .timeLimit(.minutes(2)))
struct PrivateClusterTests {
    @Test func `the first start makes the cluster, the second finds it running within milliseconds`() async throws {
        try await TrialCluster.with { trial in
            #expect(try await trial.cluster.status() == .notMade)
            let conninfo = try await trial.cluster.start()
            #expect(conninfo == "host=\(trial.home)/run port=5432 dbname=trial user=postgres")
            let server = try trial.serverPid()
            var fastest = Duration.seconds(1_000)
            for _ in 0..<5 {
                let begin = ContinuousClock.now
                #expect(try await trial.cluster.start() == conninfo)
                fastest = min(fastest, ContinuousClock.now - begin)
            }
            #expect(fastest < .milliseconds(50))
            #expect(try trial.serverPid() == server)
        }
    }

    @Test func `the data folder is checked, in UTF-8, closed to others, and the server listens on no network`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            let data = try #require(FileFacts(trial.layout.dataFolder))
            #expect(data.mode & 0o777 == 0o700)
            #expect(FileFacts(trial.cluster.socketFolder)?.mode == S_IFDIR | 0o700)
            #expect(SmallFile.read("\(trial.layout.dataFolder)/pg_hba.conf") == "local all all trust\n")
            let server = try trial.serverPid()
            #expect(SmallFile.read("/proc/\(server)/net/tcp")?.contains(":1538 ") == false, "nobody listens on port 5432")
            let programs = try PostgresPrograms.find(environment: [:])
            let checksums = try output(of: programs.path("pg_controldata"), [trial.layout.dataFolder])
            #expect(checksums.contains(/Data page checksum version: +1/))
        }
    }

    @Test(
        arguments: [
            (24_000_000_000, nil, "4096MB"), (8_589_934_592, nil, "2048MB"), (24_000_000_000, 2_147_483_648, "512MB"),
            (1_073_741_824, 9_000_000_000, "256MB"), (268_435_456, nil, "128MB"),
        ] as [(Int64, Int64?, String)])
    func `a server keeps pages in a quarter of the memory there is`(installed: Int64, limit: Int64?, expected: String) {
        #expect(ServerMemory.sharedBuffers(of: installed, limit: limit) == expected)
    }

    @Test func `the server takes the memory it is given, and a container's limit is read where there is one`() async throws {
        try await TrialCluster.with { trial in
            let database = Database(ConnectionSettings(conninfo: try await trial.cluster.start()), pool: PoolSettings(connectionsMax: 1))
            let megabytes: Int64 = try await database.statement(
                "SELECT pg_size_bytes(current_setting('shared_buffers')) / 1048576 AS megabytes")[0].get("megabytes")
            await database.close()
            #expect("\(megabytes)MB" == ServerMemory.sharedBuffers)
            let groups = "\(trial.root)/groups"
            for (folder, file, limit) in [
                ("", "memory.max", "max"), ("/slice", "memory.max", "536870912"), ("/slice/own", "memory.max", "8589934592"),
                ("/memory/own", "memory.limit_in_bytes", "1073741824"), ("/memory", "memory.limit_in_bytes", "9223372036854771712"),
            ] {
                try FileManager.default.createDirectory(atPath: groups + folder, withIntermediateDirectories: true)
                try Data("\(limit)\n".utf8).write(to: URL(filePath: "\(groups)\(folder)/\(file)"))
            }
            for (said, limit) in [
                ("0::/slice/own", 536_870_912), ("0::/", nil), ("0::/other", nil), ("5:cpu,memory:/own\n1:name=x:/slice", 1_073_741_824),
                ("nothing of the kind", nil),
            ] as [(String, Int64?)] {
                try Data("\(said)\n".utf8).write(to: URL(filePath: "\(trial.root)/process"))
                #expect(ServerMemory.containerLimit(process: "\(trial.root)/process", groups: groups) == limit, "\(said)")
            }
            #expect(ServerMemory.containerLimit(process: "\(trial.root)/none", groups: "\(trial.root)/none") == nil)
        }
    }

    @Test func `stop ends the server, status tells what is there, and a start brings it back`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            guard case .running(let server) = try await trial.cluster.status() else { Issue.record("not running"); return }
            #expect(server.pid == (try trial.serverPid()))
            #expect(server.serverVersion.hasPrefix("\(try PostgresPrograms.find(environment: [:]).major)."))
            #expect(abs(try #require(server.since).timeIntervalSinceNow) < 60)
            try await trial.cluster.stop()
            #expect(kill(server.pid, 0) != 0, "not even a dead child is left")
            #expect(try await trial.cluster.status() == .stopped(dataFolder: trial.layout.dataFolder))
            try await trial.cluster.stop()
            #expect(try await trial.cluster.start() == server.conninfo)
        }
    }

    @Test func `a database that is missing is created beside the others`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            let second = PrivateCluster(
                folder: trial.home, databaseName: "second 'database'", application: "trial",
                settings: ["fsync": "off"])
            #expect(try await second.start().contains(#"dbname='second \'database\''"#))
            #expect(try await trial.cluster.start() == trial.cluster.conninfo)
        }
    }

    @Test(.enabled(if: geteuid() == 0)) func `for root the server runs as an ordinary user, who owns the data`() async throws {
        try await TrialCluster.with("/missing/folders") { trial in
            let command = try await TrialCommand.run(trial.home, "start", umask: 0o077)
            #expect(command.status == 0, "\(command.output)")
            let account = try ServerAccount.of(trial.layout)
            #expect(account.uid != 0)
            #expect(FileFacts("/proc/\(try trial.serverPid())")?.owner == account.uid)
            #expect(FileFacts(trial.layout.dataFolder)?.owner == account.uid)
        }
    }

    @Test func `a home too long for a socket path gets its socket folder in tmp`() async throws {
        try await TrialCluster.with("/" + String(repeating: "long-", count: 25)) { trial in
            let conninfo = try await trial.cluster.start()
            #expect(trial.home.utf8.count > 107)
            #expect(conninfo.hasPrefix("host=/tmp/trial-"))
            let folder = trial.cluster.socketFolder
            #expect(FileFacts(folder)?.mode == S_IFDIR | 0o700)
            try await trial.cluster.stop()
            rmdir(folder)
            #expect(try await trial.cluster.start() == conninfo)
            try await trial.cluster.destroy()
            #expect(FileFacts(folder) == nil)
        }
    }

    @Test func `paths that a shell or libpq would misread do no harm`() async throws {
        try await TrialCluster.with("/$(id) 'a', \"b\"") { trial in
            let conninfo = try await trial.cluster.start()
            #expect(conninfo.hasPrefix("host=/tmp/trial-"))
            #expect(try await trial.cluster.start() == conninfo)
        }
    }

    private func output(of program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
