import Foundation
import StockpileModel
import Testing

@Suite("The house rules")
struct TidyTests {
    @Test(arguments: [
        ("Postgres", ["StockpileModel", "StockpileStore", "StockpileOperations", "Hummingbird", "ArgumentParser"]),
        ("StockpileModel", ["Postgres", "StockpileStore", "StockpileOperations", "Hummingbird", "ArgumentParser", "CLibPQ"]),
        ("StockpileStore", ["StockpileOperations", "StockpileWeb", "Hummingbird", "ArgumentParser", "CLibPQ"]),
        ("StockpileOperations", ["StockpileWeb", "Hummingbird", "ArgumentParser", "CLibPQ"]),
        ("StockpileWeb", ["ArgumentParser", "CLibPQ", "Postgres"]),
        ("StockpileCommand", ["CLibPQ"]),
        ("StockpileAudit", ["Postgres", "StockpileStore", "StockpileOperations", "CLibPQ"]),
    ])
    func `arrows between targets point one way`(target: String, forbidden: [String]) throws {
        for file in try Sources.swift(in: "Sources/\(target)") {
            for line in file.lines where line.contains("import ") && !line.hasPrefix("//") {
                let module = line.split(separator: " ").last.map(String.init) ?? ""
                #expect(!forbidden.contains(module), "\(file.path): \(line)")
            }
        }
    }

    @Test(arguments: ["StockpileModel", "StockpileOperations", "StockpileWeb", "StockpileCommand"])
    func `SQL stands in the store and in sql and nowhere else`(target: String) throws {
        for file in try Sources.swift(in: "Sources/\(target)") {
            for line in file.lines where !line.trimmingCharacters(in: .whitespaces).hasPrefix("//") {
                for words in ["SELECT ", "INSERT INTO", "DELETE FROM", "UPDATE stockpile"] where line.contains(words) {
                    #expect(line.contains("psql"), "\(file.path): \(line)")
                }
            }
        }
    }

    @Test func `folders in the layers are the topics of the house`() throws {
        let topics: Set<String> = [
            "Catalogue", "Places", "Ledger", "Receiving", "Issuing", "Counting", "Lots", "Rotation", "Agreements", "Readiness", "Incidents",
            "Allocation", "Shipping", "Finance", "Access", "Exchange",
        ]
        let own = [
            "StockpileModel": ["Answers", "Errors", "Wording"], "StockpileStore": ["Schema"], "StockpileOperations": [],
            "StockpileCommand": ["Shared", "Database", "Serve"],
        ]
        for (target, others) in own {
            let folders = Set(try Sources.swift(in: "Sources/\(target)").compactMap { $0.folder(below: "Sources/\(target)") })
            #expect(folders.subtracting(topics).subtracting(others).isEmpty, "\(target)")
        }
    }

    @Test func `files are short and lines fit`() throws {
        for file in try Sources.swift(in: "Sources") + Sources.swift(in: "Tests") {
            #expect(file.lines.count <= 300, "\(file.path)")
            for (number, line) in file.lines.enumerated() where line.count > 140 {
                // A long text in one piece cannot be broken; everything else can.
                #expect(line.contains("\""), "\(file.path):\(number + 1)")
            }
        }
    }

    @Test func `migrations are numbered without gaps`() throws {
        let names = try Sources.names(in: "sql/migrations")
        #expect(names.map { String($0.prefix(4)) } == (1...names.count).map { String(format: "%04d", $0) })
    }

    @Test(arguments: ["functions", "views"])
    func `a file in sql has the name of its one object`(folder: String) throws {
        for name in try Sources.names(in: "sql/\(folder)") {
            let text = try Sources.text("sql/\(folder)/\(name)")
            let object = name.dropLast(".sql".count)
            let word = folder == "views" ? "VIEW" : "FUNCTION"
            #expect(text.contains("CREATE OR REPLACE \(word) stockpile.\(object)"), "\(name)")
            #expect(text.components(separatedBy: "CREATE OR REPLACE \(word) ").count == 2, "\(name)")
        }
    }

    @Test func `refusal codes are the same in SQL and Swift`() throws {
        let known = Set(RefusalCode.allCases.map(\.rawValue))
        for name in try Sources.names(in: "sql/functions") {
            for match in try Sources.text("sql/functions/\(name)").matches(of: /SP[0-9]{3}/) {
                #expect(known.contains(String(match.output)), "\(name): \(match.output)")
            }
        }
    }

    @Test func `permissions are the same in SQL and Swift`() throws {
        let seeds = try Sources.text("sql/seeds/access_permissions.sql")
        for permission in Permission.allCases { #expect(seeds.contains("('\(permission.rawValue)')"), "\(permission)") }
    }

    @Test func `states are the same in SQL and Swift`() throws {
        let orders = try Sources.text("sql/migrations/0009_allocation.sql")
        for state in AllocationOrderState.allCases { #expect(orders.contains("'\(state.rawValue)'")) }
        let writeOffs = try Sources.text("sql/migrations/0010_write_offs.sql")
        for state in WriteOffState.allCases { #expect(writeOffs.contains("'\(state.rawValue)'")) }
    }

    @Test func `nothing is left to do in the code`() throws {
        let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:"]
        for file in try Sources.swift(in: "Sources") + Sources.swift(in: "Tests") {
            for mark in marks { #expect(!file.text.contains(mark), "\(file.path)") }
        }
    }
}

/// The files of the checkout.
enum Sources {
    struct File {
        let path: String
        let text: String
        var lines: [String] { text.components(separatedBy: "\n") }

        func folder(below parent: String) -> String? {
            let rest = path.dropFirst(parent.count + 1).split(separator: "/")
            return rest.count > 1 ? rest.first.map(String.init) : nil
        }
    }

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func swift(in folder: String) throws -> [File] {
        let found = FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.compactMap { $0 as? String } ?? []
        let files = try found.filter { $0.hasSuffix(".swift") }.sorted().map {
            File(path: "\(folder)/\($0)", text: try text("\(folder)/\($0)"))
        }
        #expect(!files.isEmpty, "\(folder)")
        return files
    }

    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).filter { $0.hasSuffix(".sql") }.sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
