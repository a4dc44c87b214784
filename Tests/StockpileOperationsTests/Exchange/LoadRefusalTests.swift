import Postgres
import StockpileModel
import StockpileTesting
import Testing

@testable import StockpileOperations

@Suite("What a load of documents refuses, all at once and with its place", .serialized)
struct LoadRefusalTests {
    @Test func `mistakes in the files are told with line and column, and nothing is loaded`() async throws {
        try await SmallReserve.run { reserve in
            let before = try await reserve.fingerprint()
            let heads = """
                R1,receipt,purchase,D9,2026-01-05 09:00
                R1,receipt,purchase,D1,2026-01-05 09:00
                X1,hold,hold,D1,2026-01-05 09:00
                I1,issue,use,D1,never
                T1,transfer,relocation,D1,

                """
            let lines = """
                R1,quilt,x,Q1,,,101,,
                R1,nothing,1,Q2,,,101,,
                I1,quilt,1,,,,,,
                T1,quilt,1,Q1,,,,,
                NONE,quilt,1,Q1,,,,,
                I1,quilt,1,Q1,D2,,,,
                X1,rope,1,P1,,,1,,

                """
            let problems = try await reserve.loadProblems(heads: heads, lines: lines)
            #expect(
                problems == [
                    "documents.csv:2:4 place unknown_code", "documents.csv:3:1 document duplicate", "documents.csv:4:2 kind not_a_choice",
                    "documents.csv:5:5 occurred_at not_a_date", "lines.csv:2:3 quantity not_a_number", "lines.csv:3:2 item unknown_code",
                    "lines.csv:4:4 lot required", "lines.csv:5:5 to_place required", "lines.csv:6:1 document unknown_code",
                    "lines.csv:7:5 to_place not_allowed", "lines.csv:8:6 category required",
                ])
            #expect(try await reserve.fingerprint() == before)
        }
    }

    @Test func `every rule of posting is kept, and all that break one are told together`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "Q1", occurredAt: "2026-01-01T00:00:00+08:00")
            try await reserve.receive("water", 10, lot: "OLD", expiresIn: 1, occurredAt: "2026-01-01T00:00:00+08:00")
            try await reserve.receive("quilt", 10, lot: "BAD", condition: "to_repair", occurredAt: "2026-01-01T00:00:00+08:00")
            let before = try await reserve.fingerprint()
            let heads = """
                A,issue,use,D1,2026-02-01 09:00
                B,receipt,purchase,D1,2999-01-01 00:00
                C,issue,nothing,D1,2026-02-01 09:00
                D,transfer,relocation,D1,2026-02-01 09:00
                E,receipt,purchase,D1,2026-02-01 09:00
                F,receipt,purchase,D1,2026-02-02 09:00

                """
            let lines = """
                A,quilt,11,Q1,,,,,
                A,quilt,1,NONE,,,,,
                A,quilt,1,BAD,,,,,to_repair
                B,quilt,1,N1,,,1,,
                C,quilt,1,Q1,,,,,
                D,quilt,1,Q1,D1,,,,
                E,lamp,1,N2,,,1,,
                E,quilt,1,N3,,,1,,
                F,quilt,1,N3,,,1,,
                F,quilt,1,Q1,,,1,,

                """
            #expect(
                try await reserve.loadProblems(heads: heads, lines: lines) == [
                    "documents.csv:3:5 occurred_at SP302", "documents.csv:4:3 purpose SP631", "lines.csv:3:4 lot SP601",
                    "lines.csv:4:4 lot SP104", "lines.csv:7:5 to_place SP603", "lines.csv:8:2 item SP604", "lines.csv:10:4 lot SP608",
                    "lines.csv:11:4 lot SP608",
                ])
            // What is short is known once the lines themselves are sound: two of three can be had.
            #expect(
                try await reserve.loadProblems(
                    heads: "A,issue,use,D1,2026-02-01 09:00\nG,issue,use,D1,2026-02-02 09:00\n",
                    lines: "A,quilt,6,Q1,,,,,\nA,quilt,5,Q1,,,,,\nG,quilt,4,Q1,,,,,\nG,water,11,OLD,,,,,\n")
                    == ["lines.csv:3:3 quantity SP101", "lines.csv:5:3 quantity SP101"])
            #expect(try await reserve.fingerprint() == before)
        }
    }

    @Test func `expired goods are not issued, a closed month takes nothing, and a later balance is not broken`() async throws {
        try await SmallReserve.run { reserve in
            let january = "R,receipt,purchase,D1,2026-01-05 09:00\n"
            try await reserve.load(heads: january, lines: "R,water,10,W1,,,1,2026-02-01,\nR,quilt,10,Q1,,,1,,\n", first: true)
            #expect(
                try await reserve.loadProblems(heads: "A,issue,use,D1,2026-02-02 09:00\n", lines: "A,water,1,W1,,,,,\n")
                    == ["lines.csv:2:4 lot SP102"])
            // All ten went out in March and five came back in since: at the end of January ten were there, of which none were left to take.
            try await reserve.load(
                heads: "B,transfer,relocation,D1,2026-03-01 09:00\nC,transfer,relocation,D2,2026-04-01 09:00\n",
                lines: "B,quilt,10,Q1,D2,,,,\nC,quilt,5,Q1,D1,,,,\n")
            #expect(
                try await reserve.loadProblems(heads: "D,issue,use,D1,2026-02-20 09:00\n", lines: "D,quilt,1,Q1,,,,,\n")
                    == ["lines.csv:2:3 quantity SP106"])
            _ = try await reserve.person("finance1").closePeriod("2026-01")
            _ = try await reserve.person("finance2").closePeriod("2026-01")
            #expect(
                try await reserve.loadProblems(heads: "E,receipt,purchase,D1,2026-01-31 09:00\n", lines: "E,quilt,1,Q9,,,1,,\n")
                    == ["documents.csv:2:5 occurred_at SP301"])
            try await reserve.isWhole()
        }
    }

    @Test func `who may not post such a document does not load it either`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.refuses(.notPermitted) {
                try await reserve.load(heads: "A,receipt,purchase,D1,\n", lines: "A,quilt,1,Q1,,,1,,\n", as: "auditor1")
            }
            // Nor past the operation: the function asks again.
            let person = try await reserve.person("auditor1").person.id
            let detail = try await reserve.sql(
                """
                INSERT INTO stockpile.staged_document SELECT 1, 'k', 'h', 'receipt', 'purchase', place_id, \(person)
                FROM stockpile.place WHERE code = 'D1' RETURNING 1 AS done
                """, role: "stockpile_owner")
            #expect(detail.count == 1)
            await #expect(throws: (any Error).self) {
                try await reserve.sql("SELECT stockpile.post_documents()", role: "stockpile_owner")
            }
        }
    }
}
