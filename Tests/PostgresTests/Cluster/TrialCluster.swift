import Dispatch
import Foundation
import Glibc

@testable import Postgres

/// A short, unique home folder in /tmp with a cluster in it, which is stopped and removed whatever happens.
struct TrialCluster: Sendable {
    let root: String
    let cluster: PrivateCluster

    static func with(
        _ inner: String = "", programs: PostgresPrograms? = nil, _ body: (TrialCluster) async throws -> Void
    ) async throws {
        let root = "/tmp/pgt-\(UInt32.random(in: 0 ... .max))"
        let trial = TrialCluster(
            root: root,
            cluster: PrivateCluster(
                folder: root + inner, databaseName: "trial", isDisposable: true, programs: programs, settings: ["fsync": "off"],
                environment: ProcessInfo.processInfo.environment))
        guard mkdir(root, 0o755) == 0 else { throw ClusterError.system("make the folder", root) }
        chmod(root, 0o755)
        do {
            try await body(trial)
        } catch {
            await trial.cleanUp()
            throw error
        }
        await trial.cleanUp()
    }

    private func cleanUp() async {
        try? await cluster.destroy()
        try? FileManager.default.removeItem(atPath: root)
    }

    var layout: ClusterLayout { cluster.layout }
    var home: String { layout.home }

    /// The server and all its children.
    func processes() throws -> [pid_t] {
        let server = try serverPid()
        let children = SmallFile.read("/proc/\(server)/task/\(server)/children") ?? ""
        return [server] + children.split(separator: " ").compactMap { pid_t($0) }
    }

    func serverPid() throws -> pid_t {
        guard let pid = Postmaster.living(in: layout)?.pid else { throw ClusterError(.startFailed, "no server", hint: "") }
        return pid
    }
}

/// One command in a process of its own.
struct TrialCommand {
    let status: Int32
    let output: String

    /// The executable beside the one that runs these tests.
    static var executable: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("cluster-trial").path
    }

    static func launch(
        _ words: [String], as uid: uid_t? = nil, umask: mode_t = 0o022, programs: String? = nil
    ) throws -> (process: Process, output: Pipe) {
        let process = Process()
        let privileges = uid.map { ["/usr/bin/setpriv", "--reuid=\($0)", "--regid=\($0)", "--clear-groups", "--"] } ?? []
        // The mask is the whole process's, so it is set in the child: other tests run beside this one.
        let masked = ["/bin/sh", "-c", "umask \(String(umask, radix: 8)); exec \"$@\"", "sh"]
        let all = masked + privileges + [executable] + words
        process.executableURL = URL(fileURLWithPath: all[0])
        process.arguments = Array(all.dropFirst())
        if let programs {
            process.environment = ProcessInfo.processInfo.environment.merging(["POSTGRES_BIN": programs]) { $1 }
        }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        return (process, output)
    }

    /// Runs the command and reads its output to the end, which comes only when nobody holds the pipe any more.
    ///
    /// The reading blocks, so it has a thread apart from those that other tests need.
    static func run(_ words: String..., as uid: uid_t? = nil, umask: mode_t = 0o022) async throws -> TrialCommand {
        let (process, output) = try launch(words, as: uid, umask: umask)
        let data = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: output.fileHandleForReading.readDataToEndOfFile()) }
        }
        process.waitUntilExit()
        return TrialCommand(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
    }
}

/// Waits until something holds, twenty seconds at most.
func eventually(_ holds: () throws -> Bool) async throws -> Bool {
    for _ in 0..<2_000 {
        if try holds() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return false
}
