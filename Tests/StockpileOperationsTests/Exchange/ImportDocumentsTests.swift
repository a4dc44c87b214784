import Foundation
import Postgres
import StockpileModel
import StockpileTesting
import Testing

@testable import StockpileOperations

@Suite("Loading many documents", .serialized)
struct ImportDocumentsTests {
    /// A little history: received, moved, issued in parts that do not divide the value evenly, given as samples. Not in the order of time.
    static let heads = """
        I1,issue,use,D1,2026-01-20 10:00
        R1,receipt,purchase,D1,2026-01-05 09:00
        T1,transfer,relocation,D1,2026-01-10 09:00
        R2,receipt,donation,D2,2026-01-12 09:00
        I2,issue,sample,D2,2026-02-01 09:00
        I3,issue,use,D1,2026-02-02 09:00

        """
    static let lines = """
        I1,quilt,3,Q1,,,,,
        I1,water,7,W1,,,,,
        R1,quilt,10,Q1,,,101,,
        R1,water,100,W1,,,33,2026-12-31,
        R1,rope,9,,,flood,7,,
        T1,quilt,5,Q1,D2,,,,
        R2,quilt,4,Q2,,,50,,to_repair
        I2,quilt,4,Q2,,,,,to_repair
        I2,quilt,5,Q1,,,,,
        I3,quilt,2,Q1,,,,,

        """

    @Test(arguments: [true, false]) func `loading does what posting one by one does`(isFirst: Bool) async throws {
        try await SmallReserve.run { loaded in
            let answer = try await loaded.load(heads: Self.heads, lines: Self.lines, first: isFirst)
            #expect(answer[key: "documents"] == 6 && answer[key: "lines"] == 10 && answer[key: "lots"] == 4 && answer[key: "known"] == 0)
            try await SmallReserve.run { posted in
                try await posted.postOneByOne(heads: Self.heads, lines: Self.lines)
                try await loaded.expectSame(as: posted)
                #expect(try await loaded.movements().count == 10)
            }
            try await loaded.isWhole()
            _ = try await loaded.person("admin1").sealLedger()
            _ = try await loaded.issue("rope", 1)
            try await loaded.isWhole()
        }
    }

    @Test func `what a purpose owes is loaded with it, or told with all that is missing`() async throws {
        try await SmallReserve.run { reserve in
            let head = "document,kind,purpose,place,occurred_at,reference,reason,occasion,checker\n"
            let receipt = "R1,receipt,purchase,D1,2026-01-05 09:00,,,,\n"
            let lines = "R1,quilt,10,Q1,,,101,,\nI1,quilt,4,Q1,,,,,\nI2,quilt,4,Q1,,,,,\n"
            func load(_ first: String, _ second: String) async throws -> JSONValue {
                try await reserve.load(head: head, heads: receipt + first + second, lines: lines)
            }
            let problems = try await reserve.problems {
                try await load("I1,issue,disposal,D1,2026-02-01 09:00,,,,keeper1\n", "I2,issue,sale,D1,2026-02-02 09:00,,,,nobody\n")
            }
            #expect(
                problems.sorted() == [
                    "checker/not_allowed/keeper1", "checker/not_allowed/nobody", "purpose/not_allowed/disposal", "purpose/not_allowed/sale",
                ])
            _ = try await load(
                "I1,issue,disposal,D1,2026-02-01 09:00,鉴定1,霉变,清库,keeper2\n", "I2,issue,sale,D1,2026-02-02 09:00,,轮换,,\n")
            let rows = try await reserve.sql("SELECT number FROM stockpile.document WHERE purpose = 'disposal'")
            let shown = try await reserve.person("auditor1").showDocument(rows[0].get("number"))
            #expect(shown[key: "reason"] == "霉变" && shown[key: "checker"] == "keeper2" && shown[key: "occasion"] == "清库")
            try await reserve.isWhole()
        }
    }

    @Test func `the same content again changes nothing, more of it adds what is new, and other content of a document is refused`()
        async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.load(heads: Self.heads, lines: Self.lines, first: true)
            let before = try await reserve.fingerprint()
            let again = try await reserve.load(heads: Self.heads, lines: Self.lines)
            #expect(again[key: "documents"] == 0 && again[key: "known"] == 6)
            #expect(try await reserve.fingerprint() == before)
            let more = try await reserve.load(
                heads: Self.heads + "I9,issue,use,D1,2026-03-01 09:00\n",
                lines: Self.lines
                    + "I9,rope,1,Q3,,,,,\nI9,water,1,W1,,,,,\n"
                    .replacing("I9,rope,1,Q3,,,,,\n", with: ""))
            #expect(more[key: "documents"] == 1 && more[key: "known"] == 6)
            #expect(
                try await reserve.loadProblems(heads: Self.heads, lines: Self.lines.replacing("I3,quilt,2", with: "I3,quilt,1"))
                    == ["documents.csv:7:1 document SP202"])
            try await reserve.isWhole()
        }
    }

    @Test func `one file may hold heads and lines together`() async throws {
        try await SmallReserve.run { reserve in
            let file = FileManager.default.temporaryDirectory.appending(path: "sp-load-\(UUID().uuidString).csv")
            defer { try? FileManager.default.removeItem(at: file) }
            let head = "document,kind,purpose,place,item,quantity,lot,unit_cost_fen,category\n"
            try Data((head + "A,receipt,purchase,D1,quilt,5,Q1,10,\nA,receipt,purchase,D1,rope,5,P1,10,flood\n").utf8).write(to: file)
            let answer = try await reserve.load(file)
            #expect(answer[key: "documents"] == 1 && answer[key: "lines"] == 2)
            try Data((head + "B,receipt,purchase,D1,quilt,5,Q2,10,\nB,receipt,purchase,D2,quilt,5,Q3,10,\n").utf8).write(to: file)
            await #expect(throws: StockpileError.self) { try await reserve.load(file) }
            #expect(try await reserve.balances() == ["Q1 D1 stock free": 5, "P1 D1 stock free": 5])
        }
    }

    @Test func `two loads of the same files at once load them once, and postings meanwhile lose nothing`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "Q0", occurredAt: "2026-01-01T00:00:00+08:00")
            let heads = "A,issue,use,D1,2026-02-01 09:00\n"
            let codes = try await atOnce([
                { try await reserve.load(heads: heads, lines: "A,quilt,10,Q0,,,,,\n") },
                { try await reserve.load(heads: heads, lines: "A,quilt,10,Q0,,,,,\n") },
                { try await reserve.issue("quilt", 5, lot: "Q0") },
            ])
            #expect(codes == [nil, nil, nil])
            #expect(try await reserve.balances() == ["Q0 D1 stock free": 85])
            try await reserve.isWhole()
        }
    }

    @Test func `a first load leaves every index and key as it was, and the planner with figures`() async throws {
        try await SmallReserve.run { reserve in
            let keys: SQL = """
                SELECT string_agg(words, '; ' ORDER BY words) AS words FROM (
                    SELECT pg_get_indexdef(indexrelid) AS words FROM pg_index WHERE indrelid = 'stockpile.stock_movement'::regclass
                    UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint
                    WHERE conrelid = 'stockpile.stock_movement'::regclass) AS key
                """
            let before = try #require(try await reserve.sql(keys).first).get("words") as String
            try await reserve.load(heads: Self.heads, lines: Self.lines, first: true)
            #expect(try #require(try await reserve.sql(keys).first).get("words") as String == before)
            let rows = try await reserve.sql(
                "SELECT reltuples::bigint AS rows FROM pg_class WHERE oid = 'stockpile.stock_movement'::regclass")
            #expect(try #require(rows.first).get("rows") as Int64 == 10)
            try await reserve.refuses(.ledgerNotEmpty) {
                try await reserve.load(heads: "Z,receipt,purchase,D1,\n", lines: "Z,quilt,1,Z1,,,1,,\n", first: true)
            }
        }
    }

    @Test func `the application's role cannot load past its rules`() async throws {
        try await SmallReserve.run { reserve in
            for statement: SQL in [
                "SELECT stockpile.post_documents(false)", "INSERT INTO stockpile.staged_document DEFAULT VALUES",
                "INSERT INTO stockpile.staged_line DEFAULT VALUES",
            ] {
                await #expect { try await reserve.sql(statement, role: "stockpile_application") } throws: {
                    ($0 as? PostgresError)?.sqlState == "42501"
                }
            }
        }
    }
}
