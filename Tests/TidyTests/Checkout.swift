import Foundation
import Testing

/// The files of the checkout, as text.
enum Checkout {
    struct File: Sendable {
        let path: String
        let text: String
        var lines: [String] { text.components(separatedBy: "\n") }

        /// Lines with their numbers from 1, without those that are only a comment.
        var code: [(number: Int, text: String)] {
            lines.enumerated().filter { !$0.element.trimmingCharacters(in: .whitespaces).hasPrefix("//") }.map {
                ($0.offset + 1, $0.element)
            }
        }

        /// Lines of code with one of these words in them. Patterns are slow to say that a line has none, so words go first.
        func code(naming words: [String]) -> [(number: Int, text: String)] {
            code.filter { words.contains(where: $0.text.contains) }
        }

        /// The modules it imports, whatever stands before the word.
        var imports: [(number: Int, module: String)] {
            code(naming: ["import "]).compactMap { line in
                line.text.wholeMatch(of: /(?:@[A-Za-z_()]+ )*(?:(?:package|internal|public|private|fileprivate) )?import ([A-Za-z]+)[ ]*/)
                    .map { (line.number, String($0.1)) }
            }
        }

        func topic(below parent: String) -> String? {
            let rest = path.dropFirst(parent.count + 1).split(separator: "/")
            return rest.count > 1 ? rest.first.map(String.init) : nil
        }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Every file with this ending below the folder; never an empty list, since then a test would hold for nothing.
    static func files(in folder: String, _ ending: String = ".swift") throws -> [File] {
        let found = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap { $0 as? String } ?? []
        let files = try found.filter { $0.hasSuffix(ending) }.sorted().map {
            File(path: "\(folder)/\($0)", text: try text("\(folder)/\($0)"))
        }
        try #require(!files.isEmpty, "no \(ending) in \(folder)")
        return files
    }

    static func folders(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(at: root.appending(path: folder), includingPropertiesForKeys: [.isDirectoryKey])
            .filter { try $0.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }.map(\.lastPathComponent).sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
