import Testing

@Suite("Layers and topics")
struct LayerTests {
    /// What each target may import; a new arrow is a decision, made here and in Package.swift.
    static let imports: [String: Set<String>] = [
        "Postgres": ["CLibPQ", "Dispatch", "Foundation", "Glibc", "Synchronization"],
        "StockpileModel": ["Foundation", "StockpileSolver"],
        "StockpileStore": ["Postgres", "StockpileModel", "Foundation", "Crypto", "Synchronization"],
        "StockpileOperations": ["StockpileStore", "StockpileModel", "Postgres", "Foundation", "Glibc", "Crypto", "SwiftCSV"],
        "StockpileWeb": [
            "StockpileOperations", "StockpileStore", "StockpileModel", "Foundation", "Hummingbird", "Mustache", "Logging",
            "ServiceLifecycle",
        ],
        "StockpileCommand": [
            "StockpileWeb", "StockpileOperations", "StockpileStore", "StockpileModel", "Postgres", "Foundation", "ArgumentParser",
            "Hummingbird",
            "Logging", "ServiceLifecycle",
        ],
        "StockpileAudit": ["Foundation", "ArgumentParser", "SwiftCSV"],
        "StockpileBench": [
            "StockpileOperations", "StockpileStore", "StockpileModel", "Postgres", "Foundation", "ArgumentParser", "Synchronization",
        ],
        "StockpileTorture": [
            "StockpileOperations", "StockpileStore", "StockpileModel", "Postgres", "Foundation", "Glibc", "ArgumentParser",
            "Synchronization",
        ],
        "StockpileTesting": ["StockpileOperations", "StockpileStore", "StockpileModel", "Postgres", "Foundation", "Testing"],
    ]

    /// Targets without Swift files.
    static let foreign: Set = ["CLibPQ", "StockpileSolver"]

    @Test func `every target is named here`() throws {
        #expect(Set(try Checkout.folders(in: "Sources")) == Set(Self.imports.keys).union(Self.foreign))
    }

    @Test(arguments: imports.keys.sorted())
    func `arrows between targets point one way`(target: String) throws {
        let allowed = try #require(Self.imports[target])
        for file in try Checkout.files(in: "Sources/\(target)") {
            for (number, module) in file.imports { #expect(allowed.contains(module), "\(file.path):\(number) imports \(module)") }
        }
    }

    @Test func `the model reads JSON with Foundation and needs it for nothing else`() throws {
        for file in try Checkout.files(in: "Sources/StockpileModel") where file.imports.contains(where: { $0.module == "Foundation" }) {
            #expect(file.path == "Sources/StockpileModel/Answers/JSONValue.swift")
        }
    }

    @Test func `the model has no clock, no chance, no files and no surroundings`() throws {
        for file in try Checkout.files(in: "Sources/StockpileModel") {
            for line in file.code(naming: ["Date()", "Clock", ".random", "FileManager", "ProcessInfo", "getenv"]) {
                #expect(
                    !line.text.contains(/\bDate\(\)|\bClock\b|\.random|\bFileManager\b|\bProcessInfo\b|\bgetenv\b/),
                    "\(file.path):\(line.number)")
            }
        }
    }

    @Test(arguments: ["StockpileModel", "StockpileStore", "StockpileOperations"])
    func `quantities and money are never floating point`(target: String) throws {
        for file in try Checkout.files(in: "Sources/\(target)") {
            for line in file.code(naming: ["Double", "Float"]) {
                #expect(!line.text.contains(/\b(Double|Float|CGFloat)\b/), "\(file.path):\(line.number)")
            }
        }
    }

    @Test(arguments: ["StockpileModel", "StockpileOperations", "StockpileWeb", "StockpileCommand", "StockpileAudit"])
    func `SQL stands in the store and in sql and nowhere else`(target: String) throws {
        let words =
            /\b(SELECT|INSERT INTO|DELETE FROM|UPDATE [a-z_.]+ SET|CREATE (TABLE|INDEX|FUNCTION|DATABASE)|FROM stockpile|JOIN|TRUNCATE)\b/
        for file in try Checkout.files(in: "Sources/\(target)") {
            // The one that hands a person to psql shows how.
            for line in file.code where line.text.contains(words) && !line.text.contains("stockpile database psql") {
                Issue.record("\(file.path):\(line.number): \(line.text)")
            }
        }
    }

    @Test func `folders in the layers are the topics of the house`() throws {
        let topics: Set = [
            "Catalogue", "Places", "Ledger", "Receiving", "Issuing", "Counting", "Lots", "Rotation", "Agreements", "Readiness", "Incidents",
            "Allocation", "Shipping", "Finance", "Access", "Exchange",
        ]
        let own: [String: Set<String>] = [
            "StockpileModel": ["Answers", "Errors", "Wording"], "StockpileStore": ["Schema"], "StockpileOperations": [], "StockpileWeb": [],
            "StockpileCommand": ["Shared", "Database", "Serve"],
        ]
        for (target, others) in own {
            let found = Set(try Checkout.files(in: "Sources/\(target)").compactMap { $0.topic(below: "Sources/\(target)") })
            #expect(found.subtracting(topics).subtracting(others).isEmpty, "\(target)")
        }
    }

    @Test(arguments: ["Postgres", "StockpileModel", "StockpileStore", "StockpileOperations", "StockpileWeb"])
    func `only programs write to the terminal`(target: String) throws {
        for file in try Checkout.files(in: "Sources/\(target)") {
            for line in file.code(naming: ["rint(", "dump(", "NSLog("]) {
                #expect(!line.text.contains(/\b(debugPrint|print|dump|NSLog)\(/), "\(file.path):\(line.number)")
            }
        }
    }
}
