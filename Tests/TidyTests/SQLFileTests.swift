import Foundation
import Testing

@Suite("SQL files")
struct SQLFileTests {
    private func names(_ folder: String) throws -> [String] {
        try Checkout.files(in: "sql/\(folder)", ".sql").map { String($0.path.dropFirst("sql/\(folder)/".count)) }
    }

    @Test func `migrations are numbered with four digits, without gaps, and named in words`() throws {
        let names = try names("migrations")
        #expect(names.map { String($0.prefix(4)) } == (1...names.count).map { String(format: "%04d", $0) })
        for name in names { #expect(name.wholeMatch(of: /[0-9]{4}(_[a-z][a-z0-9]*)+\.sql/) != nil, "\(name)") }
    }

    @Test(arguments: [("functions", "FUNCTION"), ("views", "VIEW")])
    func `a file in sql has the name of its one object`(folder: String, word: String) throws {
        for file in try Checkout.files(in: "sql/\(folder)", ".sql") {
            let made = file.text.matches(of: /CREATE OR REPLACE (FUNCTION|VIEW) stockpile\.([a-z_]+)/).map {
                "\($0.output.1) \($0.output.2)"
            }
            let name = file.path.dropFirst("sql/\(folder)/".count).dropLast(".sql".count)
            #expect(made == ["\(word) \(name)"], "\(file.path)")
        }
    }

    @Test(arguments: ["migrations", "functions", "views", "seeds"])
    func `a file begins by saying what it is for, and has neither tabs nor blanks at the end of lines`(folder: String) throws {
        for file in try Checkout.files(in: "sql/\(folder)", ".sql") {
            #expect(file.text.contains(/^-- \S/), "\(file.path)")
            #expect(file.text.hasSuffix("\n") && !file.text.contains("\t"), "\(file.path)")
            for (index, line) in file.lines.enumerated() { #expect(!line.hasSuffix(" ") && line.count <= 140, "\(file.path):\(index + 1)") }
        }
    }

    @Test func `what acts for the owner has a fixed search path`() throws {
        for file in try Checkout.files(in: "sql/functions", ".sql") where file.text.contains("SECURITY DEFINER") {
            #expect(file.text.contains("SECURITY DEFINER SET search_path = stockpile, pg_temp"), "\(file.path)")
        }
    }

    @Test func `files that are applied again can be applied again`() throws {
        for folder in ["functions", "views", "seeds"] {
            for file in try Checkout.files(in: "sql/\(folder)", ".sql") {
                // What a function does when it is called is not done when its file is applied.
                let applied = file.text.replacing(/\$\$[^$]*\$\$/, with: "")
                #expect(
                    !applied.contains(/CREATE (TABLE|INDEX|TYPE|SEQUENCE|FUNCTION|VIEW|TRIGGER)\b|DROP |TRUNCATE (TABLE|stockpile)/),
                    "\(file.path)")
                #expect(
                    file.text.matches(of: /\bINSERT INTO stockpile\./).count <= file.text.matches(of: /\bON CONFLICT\b/).count,
                    "\(file.path)")
            }
        }
    }
}
