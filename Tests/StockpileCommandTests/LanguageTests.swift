import Foundation
import StockpileModel
import Testing

@Suite("Languages: what a command prints")
struct LanguageTests {
    private static let commands = [
        "stock list", "stock list --by place", "stock list --by category", "stock list --by lot --item quilt-cotton", "lot list",
        "lot list --expires-within 30", "rotation list --within 90", "rotation plan", "rotation waste",
        "readiness check --level II --scenario flood",
        "readiness check --level II --scenario earthquake --only-short", "reconciliation run --period 2026-10", "ledger verify",
        "person list", "item list", "item substitute list", "item kit list", "place list", "agreement list", "standard list",
        "scenario list", "order list",
        "standard size wansheng-level2", "standard try wansheng-level2 --version 1 --scenario flood",
    ]

    /// One of each thing that is written, so that every kind of document is seen.
    private static let writing = [
        ("keeper1", "receipt post --place WS01 --item quilt-cotton --quantity 5 --category living_relief --unit-cost-fen 8500 --key r1"),
        ("keeper1", "receipt post --place WS01 --item quilt-cotton --quantity 5 --category living_relief --unit-cost-fen 8500 --key r1"),
        ("keeper1", "issue post --place WS01 --item quilt-cotton --quantity 2 --purpose sample"),
        ("keeper1", "transfer post --place WS01 --to WS13 --item quilt-cotton --quantity 3"),
        ("commander1", "order issue --item quilt-cotton --quantity 30 --to WS13"),
        ("keeper1", "lot hold WS01-20230526-001"), ("keeper1", "lot release WS01-20230526-001"),
        ("keeper1", "write-off request --place WS01 --item disinfectant-84 --lot WS01-20250819-001 --quantity 20 --reason expired"),
        ("keeper1", "document reverse WS01-RK-2026-000002"), ("finance1", "period close --period 2026-10"),
    ]

    @Test func `in English nothing is Chinese but units and plans, which have no English name`() async throws {
        try await LoadedExample.run { stockpile in
            let items = try await stockpile("item", "list", "--as", "auditor1", "--format", "json").json?.array ?? []
            let units = Set(items.compactMap { $0[key: "base_unit"]?.text })
            let triggers = try await stockpile(
                "standard", "triggers", "--metrics", "resettled=1", "--as", "auditor1", "--format", "json")
            let plans = (triggers.json?.array ?? []).flatMap { [$0[key: "plan"]?.text, $0[key: "jurisdiction"]?.text] }
            let nameless = units.union(plans.flatMap { ($0 ?? "").matches(of: /\p{Han}+/).map { String($0.output) } })
            for command in Self.all {
                let output = try await Self.print(command, "en", stockpile)
                let found = output.matches(of: /\p{Han}+/).map { String($0.output) }
                #expect(Set(found).subtracting(nameless).isEmpty, "\(command.text): \(Set(found).subtracting(nameless))")
                try Self.expectWords(in: output, of: command.text)
            }
        }
    }

    @Test func `in Chinese every heading and every label is Chinese`() async throws {
        try await LoadedExample.run { stockpile in
            for command in Self.all {
                let output = try await Self.print(command, "zh", stockpile)
                let lines = output.components(separatedBy: "\n")
                for (heading, rule) in zip(lines, lines.dropFirst()) where rule.hasPrefix("──") {
                    for word in heading.components(separatedBy: "  ").map({ $0.trimmingCharacters(in: .whitespaces) }) where !word.isEmpty {
                        #expect(WordsTests.isChinese(word), "\(command.text): \(word)")
                    }
                }
                for line in lines where line.contains("：") {
                    #expect(WordsTests.isChinese(line.components(separatedBy: "：")[0]), "\(command.text): \(line)")
                }
                try Self.expectWords(in: output, of: command.text)
            }
        }
    }

    @Test(arguments: ["table", "csv", "json"]) func `the locale chooses the language when nobody asks for one`(format: String) async throws
    {
        try await LoadedExample.run { stockpile in
            var english = stockpile
            english.environment["LANG"] = "en_GB.UTF-8"
            let arguments = ["stock", "list", "--by", "category", "--as", "auditor1", "--format", format]
            let (first, second) = (try await stockpile.run(arguments), try await english.run(arguments))
            #expect((first.output == second.output) == (format != "table"), "programs read the same in every language")
            #expect(try await stockpile.run(arguments + ["--lang", "en"]).output == second.output)
        }
    }

    private struct Command {
        let person: String
        let text: String
    }

    private static let all = commands.map { Command(person: "auditor1", text: $0) } + writing.map { Command(person: $0, text: $1) }

    private static func print(_ command: Command, _ language: String, _ stockpile: Program) async throws -> String {
        let arguments = command.text.split(separator: " ").map(String.init)
        let run = try await stockpile.run(arguments + ["--as", command.person, "--lang", language])
        #expect(run.exitCode == 0 && !run.output.isEmpty && run.errors.isEmpty, "\(command.text): \(run.errors)")
        return run.output
    }

    /// No key or choice stands raw in what people read: a word with an underscore is a code of the district, or nothing.
    private static func expectWords(in output: String, of command: String) throws {
        let codes = try codes(in: "categories.csv").union(codes(in: "scenarios.csv"))
        let raw = Set(output.matches(of: /[a-z]+(?:_[a-z0-9]+)+/).map { String($0.output) }).subtracting(codes)
        #expect(raw.isEmpty, "\(command): \(raw)")
    }

    private static func codes(in file: String) throws -> Set<String> {
        let text = try String(contentsOf: Program.root.appending(path: "examples/wansheng/\(file)"), encoding: .utf8)
        return Set(text.split(whereSeparator: \.isNewline).map { String($0.prefix { $0 != "," }) })
    }
}
