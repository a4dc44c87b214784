import Foundation
import Postgres
import Synchronization

/// A throw-away PostgreSQL server in a short folder under /tmp, reached through a socket and, when asked for, a local port.
final class TestServer: Sendable {
    /// One server for all tests that do not harm it.
    static let shared: Result<TestServer, any Error> = Result { try TestServer() }

    let folder: String
    let port: Int
    private let options: String

    init(port: Int = 5432, listens: Bool = false, options: String = "") throws {
        folder = "/tmp/pgt\(getpid())-\(UInt32.random(in: 0...0xffffff))"
        self.port = port
        let addresses = listens ? "127.0.0.1" : "''"
        self.options = "-k \(folder) -p \(port) -c listen_addresses=\(addresses) -c fsync=off -c max_connections=300 \(options)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
        try run("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"])
        Self.started.withLock { $0.append(self) }
        atexit { for server in TestServer.started.withLock({ $0 }) { server.remove() } }
        try start()
    }

    var settings: ConnectionSettings { ConnectionSettings(conninfo: "host=\(folder) port=\(port) user=postgres dbname=postgres") }

    func start() throws {
        try run("pg_ctl", ["-D", data, "-w", "-t", "30", "-l", "\(folder)/log", "-o", options, "start"])
    }

    func stop() throws {
        try run("pg_ctl", ["-D", data, "-w", "-m", "fast", "stop"])
    }

    /// Ends the server as a power failure would, the postmaster first so that nobody tidies up.
    func killHard() throws {
        let main = try processID()
        let children = try String(contentsOfFile: "/proc/\(main)/task/\(main)/children", encoding: .utf8).split(separator: " ")
        for process in [main] + children.compactMap({ Int32($0) }) { kill(process, SIGKILL) }
    }

    /// Stops the server for good and removes its folder.
    func remove() {
        if let main = try? processID() {
            kill(main, SIGQUIT)
            for _ in 0..<500 where (try? processID()) == main { usleep(10_000) }
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static let started = Mutex<[TestServer]>([])
    private var data: String { "\(folder)/data" }

    private struct CommandFailed: Error {
        let command: String
        let output: String
    }

    /// The running server's process; a number left behind by a killed one may belong to somebody else by now.
    private func processID() throws -> Int32 {
        let text = try String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8)
        let number = text.prefix { $0.isNumber }
        let command = try String(contentsOfFile: "/proc/\(number)/cmdline", encoding: .utf8)
        guard let process = Int32(number), command.contains(data) else { throw CommandFailed(command: "postmaster.pid", output: text) }
        return process
    }

    /// The server refuses to run as root, so root hands it to the account of the Debian package.
    private func run(_ program: String, _ arguments: [String]) throws {
        let root = "/usr/lib/postgresql"
        let newest = try FileManager.default.contentsOfDirectory(atPath: root).max { (Int($0) ?? 0) < (Int($1) ?? 0) } ?? ""
        let command = ["\(root)/\(newest)/bin/\(program)"] + arguments
        let full = ["/usr/bin/env", "--chdir=/tmp"] + (getuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] + command : command)
        let log = "\(folder)/command-\(UInt32.random(in: 0...0xffffff)).log"
        guard try Self.spawnAndWait(full, log: log) == 0 else {
            throw CommandFailed(command: program, output: (try? String(contentsOfFile: log, encoding: .utf8)) ?? "")
        }
    }

    /// Foundation's Process waits for a descriptor that the server inherits, so it would wait as long as the server runs.
    private static func spawnAndWait(_ command: [String], log: String) throws -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        guard posix_spawn(&process, command[0], &actions, nil, arguments, environ) == 0 else {
            throw CommandFailed(command: command[0], output: "cannot be started")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        return status
    }
}
