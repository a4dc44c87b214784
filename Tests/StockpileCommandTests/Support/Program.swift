import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting

/// What a run of the program left behind.
struct Run: Sendable {
    let exitCode: Int32
    let output: String
    let errors: String

    var json: JSONValue? { JSONValue(parsing: output) }
}

extension JSONValue {
    /// An object's keys, in no order.
    var keys: Set<String> { Set((members ?? []).map(\.key)) }
}

/// The built `stockpile`, as a person runs it.
struct Program: Sendable {
    var environment: [String: String]

    /// Against a database of its own with the example loaded.
    init(database: String) {
        environment = ["STOCKPILE_DATABASE_URL": database, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": "/nonexistent"]
    }

    init(environment: [String: String]) {
        self.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"].merging(environment) { $1 }
    }

    @discardableResult
    func callAsFunction(_ arguments: String..., input: String? = nil) async throws -> Run {
        try await run(arguments, input: input)
    }

    /// Files instead of pipes: nothing blocks, however much is written, and a server left running holds nothing open.
    func run(_ arguments: [String], input: String? = nil, program: String? = nil) async throws -> Run {
        let folder = FileManager.default.temporaryDirectory.appending(path: "run-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (outFile, errFile, inFile) = (folder.appending(path: "out"), folder.appending(path: "err"), folder.appending(path: "in"))
        for file in [outFile, errFile] { try Data().write(to: file) }
        try Data((input ?? "").utf8).write(to: inFile)
        let process = Process()
        process.executableURL = URL(filePath: program ?? Self.path)
        process.arguments = arguments
        process.environment = environment
        process.standardOutput = try FileHandle(forWritingTo: outFile)
        process.standardError = try FileHandle(forWritingTo: errFile)
        process.standardInput = try FileHandle(forReadingFrom: inFile)
        try process.run()
        while process.isRunning { try await Task.sleep(for: .milliseconds(5)) }
        return Run(
            exitCode: process.terminationStatus, output: String(decoding: try Data(contentsOf: outFile), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errFile), as: UTF8.self))
    }

    /// Beside the test bundle.
    static let path: String = {
        let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
        let beside = folder.appending(path: "stockpile").path
        if FileManager.default.isExecutableFile(atPath: beside) { return beside }
        return Self.root.appending(path: ".build/debug/stockpile").path
    }()

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
}

/// The example district, loaded once and copied for each journey.
actor LoadedExample {
    static let shared = LoadedExample()

    private var loaded: Task<String, any Error>?

    static func run(_ body: (Program) async throws -> Void) async throws {
        try await TestCluster.shared.lend({ try await $0.copy(of: shared.source()) }) { try await body(Program(database: $0)) }
    }

    private func source() async throws -> String {
        if let loaded { return try await loaded.value }
        let task = Task {
            let conninfo = try await TestCluster.shared.migratedDatabase()
            let run = try await Program(database: conninfo)(
                "import", "district", Program.root.appending(path: "examples/wansheng").path, "--as", "admin1")
            guard run.exitCode == 0 else { throw Failure(run: run) }
            return conninfo
        }
        loaded = task
        return try await task.value
    }
}

struct Failure: Error {
    let run: Run
}
