import Foundation

/// The built `stockpile-torture`, as a person runs it.
struct TortureProgram {
    let exitCode: Int32
    let report: String
    let errors: String

    /// Files instead of pipes: nothing blocks, however much is written.
    static func run(_ arguments: String...) async throws -> TortureProgram {
        let folder = FileManager.default.temporaryDirectory.appending(path: "torture-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (outFile, errFile) = (folder.appending(path: "out"), folder.appending(path: "err"))
        for file in [outFile, errFile] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = path
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: outFile)
        process.standardError = try FileHandle(forWritingTo: errFile)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
        return TortureProgram(
            exitCode: process.terminationStatus, report: String(decoding: try Data(contentsOf: outFile), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: errFile), as: UTF8.self))
    }

    /// The number behind these words of the report; -1 when they are not in it.
    func figure(_ words: String) -> Int {
        let line = report.split(separator: "\n").first { $0.contains("\(words): ") }
        let digits = line?.split(separator: ":").last?.drop { $0 == " " }.prefix { $0.isNumber } ?? ""
        return Int(digits) ?? -1
    }

    /// Beside the test bundle.
    private static let path: URL = {
        let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "stockpile-torture")
        if FileManager.default.isExecutableFile(atPath: beside.path) { return beside }
        return URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: ".build/debug/stockpile-torture")
    }()
}
