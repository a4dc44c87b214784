import Foundation
import Glibc
import Testing

@testable import Postgres

@Suite("Cluster and several commands", .timeLimit(.minutes(2)))
struct ClusterProcessesTests {
    @Test func `six commands at once make one cluster and start one server`() async throws {
        try await TrialCluster.with { trial in
            let commands = try await withThrowingTaskGroup(of: TrialCommand.self) { group in
                for _ in 0..<6 { group.addTask { try await TrialCommand.run(trial.home, "start") } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(commands.count == 6)
            for command in commands {
                #expect(command.status == 0, "\(command.output)")
                #expect(command.output.contains(trial.cluster.conninfo))
            }
            let log = try #require(SmallFile.read(trial.layout.logFile))
            #expect(log.components(separatedBy: "starting PostgreSQL").count == 2)
        }
    }

    @Test func `a command's output ends with the command, and the server lives on in a session of its own`() async throws {
        try await TrialCluster.with { trial in
            let took = try await ContinuousClock().measure {
                let command = try await TrialCommand.run(trial.home, "start")
                #expect(command.status == 0, "\(command.output)")
            }
            #expect(took < .seconds(30))
            let server = try trial.serverPid()
            #expect(getsid(server) == server)
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(server)/fd")
            let targets = open.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(server)/fd/\($0)") }
            #expect(targets.contains(trial.layout.logFile))
            #expect(!targets.contains(trial.layout.lockFile))
        }
    }

    @Test func `a lock held by a killed command does not block the next`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            try await trial.cluster.stop()
            let holder = Process()
            holder.executableURL = URL(fileURLWithPath: "/usr/bin/flock")
            holder.arguments = ["--no-fork", trial.layout.lockFile, "sleep", "100"]
            try holder.run()
            #expect(try await eventually { isLocked(trial.layout.lockFile) })
            async let conninfo = trial.cluster.start()
            try await Task.sleep(for: .milliseconds(300))
            #expect(Postmaster.living(in: trial.layout) == nil, "it waits for the lock")
            kill(holder.processIdentifier, SIGKILL)
            holder.waitUntilExit()
            #expect(try await conninfo == trial.cluster.conninfo)
        }
    }

    @Test(.enabled(if: geteuid() == 0)) func `an ordinary user has a cluster of their own, which root can use too`() async throws {
        try await TrialCluster.with("/home") { trial in
            let person = uid_t(65_534)
            #expect(chown(trial.root, person, person) == 0)
            let command = try await TrialCommand.run(trial.home, "start", as: person)
            #expect(command.status == 0, "\(command.output)")
            #expect(try ServerAccount.of(trial.layout).uid == person)
            try await trial.cluster.stop()
            #expect(try await trial.cluster.start() == trial.cluster.conninfo)
            #expect(FileFacts("/proc/\(try trial.serverPid())")?.owner == person)
        }
    }

    @Test(.enabled(if: geteuid() == 0)) func `another user is told whose database it is, running or not`() async throws {
        try await TrialCluster.with { trial in
            _ = try await trial.cluster.start()
            let whileRunning = try await TrialCommand.run(trial.home, "start", as: 65_534)
            #expect(whileRunning.status == 1)
            #expect(whileRunning.output.contains("run the command as the user who owns it"))
            try await trial.cluster.stop()
            let afterwards = try await TrialCommand.run(trial.home, "stop", as: 65_534)
            #expect(afterwards.status == 1)
            #expect(afterwards.output.contains("belongs to the user"))
        }
    }

    private func isLocked(_ path: String) -> Bool {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        defer { close(descriptor) }
        return flock(descriptor, LOCK_EX | LOCK_NB) != 0
    }
}
