internal import Foundation

/// The clients' processes: started, killed, and started again where they left off.
actor ClientProcesses {
    struct Plan: Sendable {
        let conninfo: String
        let folder: String
        let script: Script
        let count: Int
        let keepsKeys: Bool
    }

    private let plan: Plan
    private var running: [Process] = []
    private var lives: [Int]
    private(set) var killed = 0
    /// Those that ended without being killed: never expected.
    private(set) var endedByThemselves: [String] = []

    init(_ plan: Plan) {
        self.plan = plan
        lives = Array(repeating: 0, count: plan.count)
    }

    func startAll() throws {
        for index in 0..<plan.count { running.append(try start(index)) }
    }

    /// Kills one and starts it again.
    func killOne(_ index: Int) async throws {
        try await end(running[index])
        killed += 1
        lives[index] += 1
        running[index] = try start(index)
    }

    /// Lets one of them cut a connection of its own.
    func cutSocket(_ index: Int) {
        if running[index].isRunning { kill(running[index].processIdentifier, SocketCutter.signalNumber) }
    }

    /// Kills all of them, whatever they are waiting for.
    func killAll() async throws {
        for process in running { try await end(process) }
        running = []
    }

    private func end(_ process: Process) async throws {
        if process.isRunning {
            kill(process.processIdentifier, SIGKILL)
        } else {
            endedByThemselves.append("\(process.arguments?.joined(separator: " ") ?? ""): \(process.terminationStatus)")
        }
        while process.isRunning { try await Task.sleep(for: .milliseconds(2)) }
    }

    private func start(_ index: Int) throws -> Process {
        // The clients are shared out as evenly as they go.
        let clients = plan.script.clients
        let first = 1 + clients * index / plan.count
        let count = 1 + clients * (index + 1) / plan.count - first
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "client", "--database", plan.conninfo, "--folder", plan.folder, "--seed", "\(plan.script.seed)", "--clients", "\(clients)",
            "--first", "\(first)", "--count", "\(count)", "--lives", "\(lives[index])", "--parent", "\(getpid())",
        ]
        if !plan.keepsKeys { process.arguments?.append("--without-key-check") }
        let log = "\(plan.folder)/clients.log"
        if !FileManager.default.fileExists(atPath: log) { _ = FileManager.default.createFile(atPath: log, contents: nil) }
        let output = try FileHandle(forUpdating: URL(filePath: log))
        try output.seekToEnd()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        return process
    }

    /// What the clients have written to their log.
    nonisolated static func log(in folder: String) -> String {
        String(decoding: FileManager.default.contents(atPath: "\(folder)/clients.log") ?? Data(), as: UTF8.self)
    }
}
