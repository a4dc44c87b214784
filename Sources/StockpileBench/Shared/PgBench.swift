internal import Foundation
internal import Synchronization

/// One run of PostgreSQL's own load generator, with prepared statements.
struct PgBench: Sendable {
    let program: String
    let conninfo: String
    /// The database role of its connections; nil keeps the one that connects.
    let role: String?
    let clients: Int
    let seconds: Int

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Where pgbench is installed.
    ///
    /// Errors: Failure, naming the Debian package.
    static func find() throws -> String {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        guard let folder = folders.first(where: { FileManager.default.isExecutableFile(atPath: "\($0)/pgbench") }) else {
            throw Failure(description: "pgbench is not installed; it comes with the Debian package postgresql-contrib or postgresql")
        }
        return "\(folder)/pgbench"
    }

    /// Transactions a second, without the time for connecting.
    ///
    /// Errors: Failure with what pgbench said, also when a single transaction failed.
    func run(_ script: String) async throws -> Double {
        let file = FileManager.default.temporaryDirectory.appending(path: "sp-bench-\(UUID().uuidString).sql")
        try Data(script.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let (status, said) = try await launch(file.path)
        let rate = said.split(separator: "\n").first { $0.hasPrefix("tps = ") }?.split(separator: " ").dropFirst(2).first
        guard status == 0, let rate = rate.flatMap({ Double($0) }), said.contains("number of failed transactions: 0") else {
            throw Failure(description: "pgbench failed: \(said)")
        }
        return rate
    }

    private func launch(_ path: String) async throws -> (status: Int32, said: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: program)
        process.arguments = [
            "-n", "-M", "prepared", "-T", String(seconds), "-c", String(clients), "-j", String(min(clients, 2)), "-f", path, conninfo,
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C"]) { $1 }
        if let role { process.environment?["PGOPTIONS"] = "-c role=\(role)" }
        process.standardOutput = pipe
        process.standardError = pipe
        let running = Mutex<Int32>(0)
        return try await withTaskCancellationHandler {
            try Task.checkCancellation()
            return try await withCheckedThrowingContinuation { continuation in
                process.terminationHandler = { ended in
                    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                    continuation.resume(returning: (ended.terminationStatus, said))
                }
                do {
                    try Self.withAllSignals { try process.run() }
                    running.withLock { $0 = process.processIdentifier }
                } catch {
                    continuation.resume(throwing: error)
                }
            }
        } onCancel: {
            running.withLock { if $0 > 0 { kill($0, SIGTERM) } }
        }
    }

    /// Threads of the pool block all signals, and a child inherits that; without the alarm pgbench would never end.
    private static func withAllSignals(_ body: () throws -> Void) rethrows {
        var none = sigset_t()
        var before = sigset_t()
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try body()
    }
}
