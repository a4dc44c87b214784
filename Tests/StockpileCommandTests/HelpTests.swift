import ArgumentParser
import Foundation
import StockpileModel
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
            #expect(WordsTests.isInBothLanguages(abstract), "\(path)")
            texts.append("## \(path.joined(separator: " "))\n\n" + Stockpile.helpMessage(for: type, columns: 120))
        }
        try Golden.compare(texts.joined(separator: "\n"), "help.txt")
    }

    @Test func `every option and argument says in both languages what it is for`() async throws {
        let run = try await Program(environment: [:]).run(["--experimental-dump-help"])
        let root = try #require(run.json?[key: "command"])
        let count = Self.check(root, [])
        #expect(count > 150, "only \(count) options were looked at")
    }

    private static func check(_ command: JSONValue, _ path: [String]) -> Int {
        let here = path + [command[key: "commandName"]?.text ?? ""]
        var count = 0
        for argument in command[key: "arguments"]?.array ?? [] {
            let name = argument[key: "valueName"]?.text ?? ""
            if ["help", "version"].contains(name) { continue }
            count += 1
            #expect(WordsTests.isInBothLanguages(argument[key: "abstract"]?.text ?? ""), "\(here.joined(separator: " ")) \(name)")
        }
        for child in command[key: "subcommands"]?.array ?? [] where child[key: "commandName"]?.text != "help" {
            count += check(child, here)
        }
        return count
    }

    @Test(arguments: [["--help"], ["help", "readiness", "check"], ["receipt", "post", "--help"], ["--version"]])
    func `help needs no database`(arguments: [String]) async throws {
        let run = try await Program(environment: ["HOME": "/nonexistent"]).run(arguments)
        #expect(run.exitCode == 0 && !run.output.isEmpty && run.errors.isEmpty)
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
