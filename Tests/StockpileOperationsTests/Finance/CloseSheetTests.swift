import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("The close sheet carries the head of the seal", .serialized)
struct CloseSheetTests {
    private func close(_ reserve: SmallReserve, _ month: String) async throws {
        for person in ["finance1", "finance2"] { _ = try await reserve.person(person).closePeriod(month) }
    }

    private func fill(_ reserve: SmallReserve) async throws {
        try await reserve.receive("quilt", 100, lot: "L1", cost: 300, occurredAt: "2025-01-10T12:00:00+08:00")
        try await reserve.receive("quilt", 50, at: "D2", lot: "L2", cost: 100, occurredAt: "2025-01-11T12:00:00+08:00")
        try await reserve.issue("quilt", 30, lot: "L1", occurredAt: "2025-01-31T23:59:59+08:00")
    }

    @Test func `closing seals everything of the month; its head is on the chain and covers all its documents`() async throws {
        try await SmallReserve.run { reserve in
            try await fill(reserve)
            try await close(reserve, "2025-01")
            let finance = try await reserve.person("finance1")
            let sheet = try await finance.showCloseSheet("2025-01")
            let head = try #require(sheet[key: "head"]?.text.flatMap { HeadHash($0) })
            #expect(sheet[key: "position"]?.integer == 3)
            #expect(sheet[key: "closing_by"] == "finance1" && sheet[key: "closed_by"] == "finance2")
            #expect(try await finance.verifyLedger(VerificationScope(head: head)).differences.isEmpty)
            let unsealed = try await reserve.sql(
                """
                SELECT count(*) AS n FROM stockpile.document
                WHERE NOT EXISTS (SELECT FROM stockpile.sealed_document AS sealed WHERE sealed.document_id = document.document_id)
                """)
            #expect(try unsealed[0].get("n") as Int64 == 0)
        }
    }

    @Test func `the sheet stays as it was signed, whatever is posted and sealed afterwards`() async throws {
        try await SmallReserve.run { reserve in
            try await fill(reserve)
            try await close(reserve, "2025-01")
            let finance = try await reserve.person("finance1")
            let signed = try await finance.showCloseSheet("2025-01")
            try await reserve.issue("quilt", 7, lot: "L1")
            try await finance.sealLedger()
            #expect(try await finance.showCloseSheet("2025-01") == signed)
            #expect(try await finance.listPeriods().first?[key: "head"] == signed[key: "head"])
        }
    }

    @Test func `totals are the sums of the rows`() async throws {
        try await SmallReserve.run { reserve in
            try await fill(reserve)
            try await close(reserve, "2025-01")
            let sheet = try await reserve.person("auditor1").showCloseSheet("2025-01")
            let total = try #require(sheet[key: "totals"]?.array?.first)
            #expect(total[key: "category"] == "relief")
            #expect(
                ["opening", "in", "out", "closing"].map { total[key: "\($0)_quantity"]?.integer } == [0, 150, 30, 120])
            #expect(
                ["opening", "in", "out", "closing"].map { total[key: "\($0)_value_fen"]?.integer } == [0, 35_000, 9000, 26_000])
            #expect(total[key: "difference_value_fen"] == .integer(0))
        }
    }

    @Test func `a month that is open or only begun has no sheet`() async throws {
        try await SmallReserve.run { reserve in
            let finance = try await reserve.person("finance1")
            _ = try await finance.closePeriod("2025-01")
            for month in ["2025-01", "2024-12"] {
                do {
                    Issue.record("not refused: \(try await finance.showCloseSheet(month))")
                } catch StockpileError.notFound(let subject, let code) {
                    #expect(subject == "period" && code == month)
                }
            }
            #expect(try await finance.listPeriods().map { $0[key: "state"]?.text } == ["closing"])
        }
    }

    @Test func `a head that was changed behind the program's back shows`() async throws {
        try await SmallReserve.run { reserve in
            try await fill(reserve)
            try await close(reserve, "2025-01")
            try await reserve.tamper("UPDATE stockpile.period_seal SET block_sha256 = decode(repeat('ab', 32), 'hex')")
            let found = try await reserve.person("auditor1").verifyLedger(VerificationScope(isFull: true)).differences
            #expect(found.map { $0[key: "kind"]?.text } == ["block_altered"])
        }
    }

    @Test func `a mark of reversal that no reversal made shows, and one that is missing`() async throws {
        try await SmallReserve.run { reserve in
            let receipt = try await reserve.receive("quilt", 10, lot: "L1").number
            let issue = try await reserve.issue("quilt", 1, lot: "L1").number
            _ = try await reserve.person("keeper1").reverseDocument(issue, remarks: nil, key: .fresh())
            try await reserve.isWhole()
            try await reserve.tamper("UPDATE stockpile.reversed_line SET document_id = (SELECT min(document_id) FROM stockpile.document)")
            let found = try await reserve.person("auditor1").verifyLedger(VerificationScope(isFull: true)).differences
            #expect(found.map { $0[key: "kind"]?.text } == ["reversal_mismatch", "reversal_mismatch"])
            #expect(Set(found.map { $0[key: "record"]?.text ?? "" }) == [receipt, issue])
        }
    }
}
