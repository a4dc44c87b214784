import StockpileModel
import Testing

/// A long list comes in pages, says that there is more, and is read through a pager where a person sits.
struct LongListTests {
    private static let documents = ["document", "list", "--as", "auditor1"]

    @Test func `pages follow each other, and each but the last says that there is more`() async throws {
        try await LoadedExample.run { program in
            let whole = try #require(try await program.run(Self.documents + ["--format", "json"]).json?.array)
            #expect(whole.count > 3, "enough for a second page")
            var numbers: [String] = []
            for page in 1...(whole.count / 3 + 1) {
                let run = try await program.run(Self.documents + ["--format", "json", "--limit", "3", "--page", String(page)])
                let rows = try #require(run.json?.array)
                #expect(rows.count <= 3)
                numbers += rows.compactMap { $0[key: "number"]?.text }
                let isLast = numbers.count == whole.count
                #expect(run.errors.contains("--page \(page + 1)") == !isLast, "page \(page): \(run.errors)")
                if isLast { break }
            }
            #expect(numbers == whole.compactMap { $0[key: "number"]?.text })
        }
    }

    @Test func `a table tells the next page below it, in the reader's language`() async throws {
        try await LoadedExample.run { program in
            let chinese = try await program.run(Self.documents + ["--limit", "2"])
            #expect(chinese.output.hasSuffix("（还有更多，下一页：--page 2）\n") && chinese.errors.isEmpty)
            let english = try await program.run(Self.documents + ["--limit", "2", "--lang", "en"])
            #expect(english.output.hasSuffix("(there is more; the next page: --page 2)\n"))
            let beyond = try await program.run(Self.documents + ["--page", "1000"])
            #expect(beyond.output == "（无）\n")
        }
    }

    @Test(arguments: [["--limit", "0"], ["--limit", "10001"], ["--page", "0"], ["--page", "-1"]])
    func `a page that cannot be is refused`(arguments: [String]) async throws {
        let run = try await Program(environment: [:]).run(Self.documents + arguments)
        #expect(run.exitCode == 64 && run.output.isEmpty)
    }

    @Test func `at a terminal a list goes through the pager the person has chosen, elsewhere never`() async throws {
        try await LoadedExample.run { original in
            var program = original
            program.environment.merge(["TERM": "xterm", "STOCKPILE_PAGER": "sed s/^/paged:/"]) { $1 }
            let list = ["stock", "list", "--by", "category", "--as", "keeper1"]
            let plain = try await program.run(list)
            let onScreen = try await Self.atTerminal(program, list)
            let lines = plain.output.split(separator: "\n")
            #expect(!lines.isEmpty && onScreen.output.split(whereSeparator: \.isNewline).elementsEqual(lines.map { "paged:\($0)" }))

            // Exit codes and errors come through, and what is for programs is left alone.
            let check = ["readiness", "check", "--level", "II", "--scenario", "flood", "--as", "commander1"]
            #expect(try await Self.atTerminal(program, check).exitCode == program.run(check).exitCode)
            #expect(try await !Self.atTerminal(program, list + ["--format", "csv"]).output.contains("paged:"))
            program.environment["STOCKPILE_PAGER"] = ""
            #expect(try await !Self.atTerminal(program, list).output.contains("paged:"))
        }
    }

    /// Runs the program with a terminal for its output.
    private static func atTerminal(_ program: Program, _ arguments: [String]) async throws -> Run {
        let command = ([Program.path] + arguments).map { "'\($0)'" }.joined(separator: " ")
        return try await program.run(["-qec", command, "/dev/null"], program: "/usr/bin/script")
    }
}
