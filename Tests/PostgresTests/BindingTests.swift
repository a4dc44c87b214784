import Postgres
import Testing

struct LotID: RawRepresentable, SQLBindable, SQLDecodable, Equatable { let rawValue: Int64 }
enum Colour: String, SQLBindable, SQLDecodable { case red, green }

@Suite("Binding and decoding")
struct BindingTests {
    static let awkward = [
        "", " ", "NULL", "null", "a,b", "{x}", "\"quoted\"", "back\\slash", "it's", "line\nbreak\ttab", "物資 🚚", "$1",
        "\\x00", "{\"\\", "e\u{301}",
    ]

    private func echo<T: SQLBindable & SQLDecodable>(_ value: T, as type: SQL) async throws -> T {
        try await withDatabase { try await $0.statement("SELECT \(value)::\(type) AS v")[0].get("v") }
    }

    @Test(arguments: [Int64.min, -1, 0, .max]) func `whole numbers come back`(number: Int64) async throws {
        #expect(try await echo(number, as: "bigint") == number)
        #expect(try await echo(Int(number), as: "bigint") == Int(number))
        #expect(try await echo(Int32(truncatingIfNeeded: number), as: "int") == Int32(truncatingIfNeeded: number))
    }

    @Test(arguments: [0.1, -1e300, Double.leastNonzeroMagnitude, .infinity, -.infinity])
    func `doubles come back to the last bit`(number: Double) async throws {
        #expect(try await echo(number, as: "double precision") == number)
        #expect(try await echo(Double.nan, as: "double precision").isNaN)
    }

    @Test(arguments: awkward) func `awkward texts come back alone`(text: String) async throws {
        #expect(Array(try await echo(text, as: "text").utf8) == Array(text.utf8))
    }

    @Test func `arrays come back whatever they hold`() async throws {
        #expect(try await echo(Self.awkward, as: "text[]") == Self.awkward)
        #expect(try await echo([String](), as: "text[]").isEmpty)
        #expect(try await echo([Int64.min, 0, .max], as: "bigint[]") == [Int64.min, 0, .max])
        #expect(try await echo([1, 2], as: "int[]") == [1, 2])
        #expect(try await echo([true, false], as: "bool[]") == [true, false])
        #expect(try await echo([0.5, -.infinity], as: "float8[]") == [0.5, -.infinity])
        #expect(try await echo([LotID(rawValue: 4), LotID(rawValue: 5)], as: "bigint[]") == [LotID(rawValue: 4), LotID(rawValue: 5)])
        #expect(try await echo([Colour.green], as: "text[]") == [.green])
    }

    @Test func `bytes come back, alone and in arrays`() async throws {
        let bytes = (0...255).map { UInt8($0) }
        #expect(try await echo(bytes, as: "bytea") == bytes)
        #expect(try await echo([UInt8](), as: "bytea") == [])
        #expect(try await echo([bytes, [], [0]], as: "bytea[]") == [bytes, [], [0]])
    }

    @Test func `named values and booleans come back`() async throws {
        #expect(try await echo(LotID(rawValue: 9), as: "bigint") == LotID(rawValue: 9))
        #expect(try await echo(Colour.red, as: "text") == .red)
        #expect(try await echo(true, as: "bool"))
    }

    @Test func `NULL goes in and comes out of optionals`() async throws {
        let number: Int64? = nil
        let texts: [String?] = ["NULL", nil, ""]
        let numbers: [Int64?] = [1, nil]
        let row = try await withDatabase {
            try await $0.statement(
                """
                SELECT \(number) AS n, (\(texts))[2] IS NULL AND (\(texts))[1] = 'NULL' AS t,
                       (\(numbers))[2] IS NULL AS i, \(Int64?.some(3)) AS some, \(LotID?.none) AS lot
                """)[0]
        }
        let n: Int64? = try row.get("n")
        let some: Int64? = try row.get("some")
        let lot: LotID? = try row.get("lot")
        #expect(n == nil && some == 3 && lot == nil)
        #expect(try row.get("t") && row.get("i"))
    }

    @Test func `many rows go as arrays through unnest`() async throws {
        let lots = (1...1000).map { LotID(rawValue: Int64($0)) }
        let notes: [String?] = lots.map { $0.rawValue % 2 == 0 ? nil : "n,\($0.rawValue)" }
        let row = try await withDatabase {
            try await $0.statement("SELECT sum(l)::bigint AS s, count(n) AS c FROM unnest(\(lots), \(notes)) AS u(l, n)")[0]
        }
        #expect(try row.get("s") == 500_500)
        #expect(try row.get("c") == 500)
    }

    @Test func `a text with a zero byte is refused before it is sent`() async throws {
        let error = try await failure { try await withDatabase { try await $0.statement("SELECT \("a\0b")") } }
        #expect(error.kind == .misuse && error.sqlState == "22021")
        #expect(
            try await withDatabase { database in
                try await database.write { tx in
                    #expect(throws: PostgresError.self) { try tx.query("SELECT \(["\0"])") }
                    return try tx.query("SELECT 1 AS v")[0].get("v") == 1
                }
            })
    }

    @Test func `a wrong column, NULL or type is named in the error`() async throws {
        let row = try await withDatabase {
            try await $0.statement("SELECT NULL::bigint AS n, 'geheim' AS t, ARRAY[1,NULL] AS a, '{}'::int[] AS e")[0]
        }
        let cases: [(String, () throws -> Void)] = [
            ("n", { let _: Int64 = try row.get("n") }),
            ("t", { let _: Int64 = try row.get("t") }),
            ("t", { let _: Bool? = try row.get("t") }),
            ("t", { let _: Colour = try row.get("t") }),
            ("t", { let _: [Int64] = try row.get("t") }),
            ("t", { let _: [UInt8] = try row.get("t") }),
            ("a", { let _: [Int64] = try row.get("a") }),
            ("missing", { let _: Int64? = try row.get("missing") }),
        ]
        for (column, read) in cases {
            let error = #expect(throws: PostgresError.self) { try read() }
            #expect(error?.kind == .decoding && error?.column == column)
            #expect(error?.description.contains("geheim") == false)
        }
        #expect(try row.get("e") == [Int64]())
        #expect(row.columns == ["n", "t", "a", "e"] && row.text(at: 1) == "geheim")
    }
}
