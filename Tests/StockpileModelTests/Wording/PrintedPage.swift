import Foundation
import Testing

/// A page of docs/ that is printed from the code: compared with what stands in the checkout, rewritten with UPDATE_GOLDEN=1.
struct PrintedPage {
    let name: String
    let lines: [String]

    private var file: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/\(name)")
    }

    func expectFresh() throws {
        let text = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let standing = try String(contentsOf: file, encoding: .utf8)
        #expect(standing == text, "docs/\(name) is out of date: run again with UPDATE_GOLDEN=1 and look at the difference")
    }

    /// A Markdown table; a bar inside a cell would end it.
    static func table(_ head: [String], _ rows: [[String]]) -> [String] {
        func line(_ cells: [String]) -> String { "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |" }
        return [line(head), "|" + String(repeating: "---|", count: head.count)] + rows.map(line)
    }
}
