import Foundation
import Glibc
import Testing

@testable import Postgres

@Suite("Cluster after an accident", .timeLimit(.minutes(2)))
struct ClusterRecoveryTests {
    @Test func `after everything was killed it starts again`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            let all = try trial.processes()
            #expect(all.count > 3)
            all.forEach { kill($0, SIGKILL) }
            #expect(try await trial.cluster.start() == trial.cluster.conninfo)
            #expect(try trial.serverPid() != all[0])
        }
    }

    @Test func `after the server alone was killed it waits for the children and starts`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            let all = try trial.processes()
            // A stopped child cannot notice the end of its parent and keeps the shared memory for a while.
            kill(all[1], SIGSTOP)
            kill(all[0], SIGKILL)
            async let conninfo = trial.cluster.start()
            try await Task.sleep(for: .seconds(1))
            kill(all[1], SIGCONT)
            #expect(try await conninfo == trial.cluster.conninfo)
        }
    }

    @Test func `a stale process number that now belongs to another program is not taken for the server`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            let account = try ServerAccount.of(trial.layout)
            let all = try trial.processes()
            all.forEach { kill($0, SIGKILL) }
            let nowhere = open("/dev/null", O_WRONLY)
            defer { close(nowhere) }
            let stranger = try ClusterProgram(path: "/bin/sleep", arguments: ["100"], account: account, output: nowhere).launch()
            defer { kill(stranger, SIGKILL); waitpid(stranger, nil, 0) }
            for path in [trial.layout.postmasterFile, ClusterLayout.socketPath(in: trial.cluster.socketFolder) + ".lock"] {
                let text = try #require(SmallFile.read(path))
                try SmallFile.write(text.replacing("\(all[0])\n", with: "\(stranger)\n", maxReplacements: 1), to: path, owner: account)
            }
            #expect(Postmaster.recorded(in: trial.layout)?.pid == stranger)
            #expect(try await trial.cluster.status() == .stopped(dataFolder: trial.layout.dataFolder))
            #expect(try await trial.cluster.start() == trial.cluster.conninfo)
            #expect(try trial.serverPid() != stranger)
            #expect(kill(stranger, 0) == 0, "the other program was left alone")
        }
    }

    @Test func `a command killed while it makes the data folder leaves nothing that hinders the next`() async throws {
        try await TrialCluster.with("/home") { trial in
            let programs = try lingeringPrograms(in: trial.root)
            let (process, _) = try TrialCommand.launch([trial.home, "start"], programs: programs)
            #expect(try await eventually { lingering(in: trial.layout) != nil })
            let initdb = try #require(lingering(in: trial.layout))
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(FileFacts(trial.layout.dataFolder) == nil)
            async let conninfo = trial.cluster.start()
            try await Task.sleep(for: .milliseconds(300))
            #expect(trial.layout.leftovers().count == 1, "nobody touches the folder while the orphaned initdb still writes")
            kill(initdb, SIGKILL)
            #expect(try await conninfo == trial.cluster.conninfo)
            #expect(trial.layout.leftovers().isEmpty)
        }
    }

    @Test func `a server that is slow to answer is not taken for a lost one`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            let server = try trial.serverPid()
            kill(server, SIGSTOP)
            let error = await #expect(throws: ClusterError.self) { try await trial.cluster.start() }
            kill(server, SIGCONT)
            #expect(error?.kind == .busy)
            #expect(try await trial.cluster.start() == trial.cluster.conninfo)
            #expect(try trial.serverPid() == server)
        }
    }

    @Test func `a server whose socket was cleaned away is started anew`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            let first = try trial.serverPid()
            unlink(ClusterLayout.socketPath(in: trial.cluster.socketFolder))
            #expect(try await trial.cluster.start() == trial.cluster.conninfo)
            #expect(try trial.serverPid() != first)
        }
    }

    @Test func `a folder renamed while it is stopped is found under its new name`() async throws {
        try await TrialCluster.with("/first") { trial in
            _ = try await trial.cluster.start()
            try await trial.cluster.stop()
            #expect(rename(trial.home, "\(trial.root)/second") == 0)
            let moved = PrivateCluster(
                folder: "\(trial.root)/second", databaseName: "trial", isDisposable: true, settings: ["fsync": "off"])
            #expect(try await moved.start() == "host=\(trial.root)/second/run port=5432 dbname=trial user=postgres")
            try await moved.destroy()
        }
    }

    /// The real programs, with an initdb that does its work and then does not end.
    private func lingeringPrograms(in root: String) throws -> String {
        let real = try PostgresPrograms.find(environment: [:])
        let folder = "\(root)/bin"
        try #require(mkdir(folder, 0o755) == 0)
        for program in ["postgres", "createdb"] { symlink(real.path(program), "\(folder)/\(program)") }
        let script = "#!/bin/sh\n\(real.path("initdb")) \"$@\" && echo $$ > \"$2/lingering\" && exec sleep 1000\n"
        try #require(FileManager.default.createFile(atPath: "\(folder)/initdb", contents: Data(script.utf8)))
        try #require(chmod("\(folder)/initdb", 0o755) == 0)
        return folder
    }

    private func lingering(in layout: ClusterLayout) -> pid_t? {
        layout.leftovers().first.flatMap { SmallFile.read("\($0)/lingering") }.flatMap { pid_t($0.dropLast()) }
    }
}
