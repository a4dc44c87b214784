import ArgumentParser
import Foundation
import Testing

@testable import StockpileCommand

@Suite("Help")
struct HelpTests {
    private static func commands(
        from root: any ParsableCommand.Type, _ path: [String] = []
    ) -> [(path: [String], type: any ParsableCommand.Type)] {
        let here = path + [root.configuration.commandName ?? "\(root)"]
        return [(here, root)] + root.configuration.subcommands.flatMap { commands(from: $0, here) }
    }

    @Test func `every command says in both languages what it is for, and its help is the reviewed one`() throws {
        var texts: [String] = []
        for (path, type) in Self.commands(from: Stockpile.self) {
            let abstract = type.configuration.abstract
            #expect(WordsTests.isChinese(abstract), "\(path)")
            #expect(abstract.contains { $0.isASCII && $0.isLetter }, "\(path)")
            texts.append("## \(path.joined(separator: " "))\n\n" + Stockpile.helpMessage(for: type, columns: 120))
        }
        try Golden.compare(texts.joined(separator: "\n"), "help.txt")
    }
}

/// Texts that people reviewed; UPDATE_GOLDEN=1 rewrites them.
enum Golden {
    static func compare(_ text: String, _ name: String) throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(text.utf8).write(to: file) }
        let reviewed = try String(contentsOf: file, encoding: .utf8)
        #expect(text == reviewed, "\(name) differs; look at it and run again with UPDATE_GOLDEN=1")
    }
}
