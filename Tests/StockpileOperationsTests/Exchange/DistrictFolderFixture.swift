import Foundation
import Glibc

/// A copy of a district's folder that a test may spoil; gone with the value.
final class DistrictFolderFixture {
    let url: URL

    /// The example that is delivered with the program.
    convenience init() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let example = root.appending(path: "examples/wansheng")
        var files: [String: Data] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: example.path) where name.hasSuffix(".csv") {
            files[name] = try Data(contentsOf: example.appending(path: name))
        }
        try self.init(files: files)
    }

    init(files: [String: Data]) throws {
        url = FileManager.default.temporaryDirectory.appending(path: "district-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        for (name, data) in files { try data.write(to: url.appending(path: name)) }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func text(of file: String) throws -> String { try String(contentsOf: url.appending(path: file), encoding: .utf8) }

    func write(_ text: String, to file: String) throws { try Data(text.utf8).write(to: url.appending(path: file)) }

    /// Puts something else into one cell; lines and columns count from 1, cells before it must not be quoted.
    func setCell(_ file: String, line: Int, column: Int, to value: String) throws {
        try changeLine(file, line) { text in
            var cells = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            cells[column - 1] = value
            return cells.joined(separator: ",")
        }
    }

    func changeLine(_ file: String, _ line: Int, _ change: (String) -> String) throws {
        var lines = try text(of: file).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        lines[line - 1] = change(lines[line - 1])
        try write(lines.joined(separator: "\n"), to: file)
    }

    /// The number of the first line that begins so.
    func line(_ file: String, beginning: String) throws -> Int {
        let lines = try text(of: file).split(separator: "\n", omittingEmptySubsequences: false)
        guard let index = lines.firstIndex(where: { $0.hasPrefix(beginning) }) else { throw CocoaError(.fileReadCorruptFile) }
        return index + 1
    }

    func rewriteAll(_ change: (Data) throws -> Data) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: url.path) {
            let file = url.appending(path: name)
            try change(try Data(contentsOf: file)).write(to: file)
        }
    }

    /// The same text in another encoding, as the system converts it.
    static func encoded(_ text: String, as encoding: String) throws -> Data {
        let converter = iconv_open(encoding, "UTF-8")
        guard converter != iconv_t(bitPattern: -1) else { throw CocoaError(.fileWriteInapplicableStringEncoding) }
        defer { iconv_close(converter) }
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count * 4 + 16)
        let unused = input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (left, unused) = (source.count, target.count)
                return iconv(converter, &from, &left, &to, &unused) == 0 ? unused : -1
            }
        }
        guard unused >= 0 else { throw CocoaError(.fileWriteInapplicableStringEncoding) }
        return Data(output[..<(output.count - unused)])
    }
}
