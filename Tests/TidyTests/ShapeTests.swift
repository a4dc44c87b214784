import Foundation
import Testing

@Suite("Short files, short functions, lines that fit")
struct ShapeTests {
    static let folders = ["Sources", "Tests"]

    @Test(arguments: folders)
    func `a file has at most 300 lines`(folder: String) throws {
        for file in try Checkout.files(in: folder) { #expect(file.lines.count <= 300, "\(file.path)") }
    }

    @Test func `a line of the sources has at most 140 characters`() throws {
        for file in try Checkout.files(in: "Sources") {
            for (index, line) in file.lines.enumerated() { #expect(line.count <= 140, "\(file.path):\(index + 1)") }
        }
        for (index, line) in try Checkout.text("Package.swift").components(separatedBy: "\n").enumerated() {
            #expect(line.count <= 140, "Package.swift:\(index + 1)")
        }
    }

    @Test func `a line of the tests too, unless it is a text in one piece`() throws {
        for file in try Checkout.files(in: "Tests") {
            for (index, line) in file.lines.enumerated() where line.count > 140 {
                #expect(line.contains("\""), "\(file.path):\(index + 1)")
            }
        }
    }

    @Test(arguments: folders)
    func `a function fits a screen`(folder: String) throws {
        for file in try Checkout.files(in: folder) {
            for function in Functions.found(in: file.lines) {
                #expect(function.length <= 70, "\(file.path):\(function.line) has \(function.length) lines")
            }
        }
    }

    @Test func `functions are measured from their first line to their closing brace`() {
        let text = """
            struct Example {
                var short: Int { 1 }
                func two() -> Int {
                    let text = "}"
                    if text.isEmpty {
                    }
                    return text.count
                }
                protocol Asking {
                    func nothing()
                }
                init?(
                    many: Int
                ) {
                }
            }
            """
        #expect(Functions.found(in: text.components(separatedBy: "\n")).map { [$0.line, $0.length] } == [[3, 6], [12, 4]])
    }

    @Test func `nothing is left to do in the code`() throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK:"]
        for file in try Checkout.files(in: "Sources") + Checkout.files(in: "Tests") + Checkout.files(in: "sql", ".sql") {
            for mark in marks { #expect(!file.text.contains(mark), "\(file.path)") }
        }
    }

    @Test func `no file names a private folder, a numbered report or an author's tool`() throws {
        let marks: [Regex<Substring>] = [
            /\/(?:work|home|Users)\/[a-z]/, /\/root\/[a-z]/, /(?i)\b(?:issue|ticket|pull request) #?[0-9]+/,
            /\b[Gg]enerated (?:by|with) [A-Z][a-z]/,
        ]
        for file in try Checkout.files(in: "Sources") + Checkout.files(in: "sql", ".sql") {
            for (index, line) in file.lines.enumerated() {
                for mark in marks { #expect(!line.contains(mark), "\(file.path):\(index + 1)") }
            }
        }
    }

    @Test func `packages come from the places everybody knows`() throws {
        for match in try Checkout.text("Package.swift").matches(of: /url: "([^"]*)"/) {
            #expect(match.output.1.contains(/^https:\/\/github\.com\/[A-Za-z0-9-]+\/[A-Za-z0-9.-]+$/))
        }
    }
}

/// Finds functions by the indentation the formatter gives them: a body ends at the first brace in the column of its first line.
enum Functions {
    static func found(in lines: [String]) -> [(line: Int, length: Int)] {
        lines.indices.compactMap { start in
            // Most lines name none of these, and the pattern is slow to say so.
            guard ["func ", "init", "subscript", "var "].contains(where: lines[start].contains),
                lines[start].contains(
                    /^ *(?:@[A-Za-z]+(?:\(.*\))? )*(?:[a-z]+(?:\([a-z]+\))? )*(?:func |init[?(<]|deinit |subscript[(<]|var .*\{$)/)
            else { return nil }
            let indent = lines[start].prefix { $0 == " " }.count
            guard !lines[start].hasSuffix("}") else { return nil }
            for end in lines.indices[(start + 1)...] {
                let depth = lines[end].prefix { $0 == " " }.count
                if lines[end].isEmpty || depth > indent { continue }
                if depth == indent, lines[end].hasPrefix(String(repeating: " ", count: indent) + "}") {
                    return (start + 1, end - start + 1)
                }
                // The rest of a long signature begins with its closing parenthesis; anything else is another declaration.
                if depth < indent || !lines[end].dropFirst(indent).hasPrefix(")") { return nil }
                if lines[end].hasSuffix("}") { return nil }
            }
            return nil
        }
    }
}
