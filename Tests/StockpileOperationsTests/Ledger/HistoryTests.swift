import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import Testing

@Suite("History: append-only, two times, reversal")
struct HistoryTests {
    @Test(arguments: [
        "UPDATE stockpile.document SET remarks = 'x'", "DELETE FROM stockpile.document", "TRUNCATE stockpile.document CASCADE",
        "UPDATE stockpile.stock_movement SET quantity = 1", "DELETE FROM stockpile.stock_movement", "DELETE FROM stockpile.lot_date",
        "UPDATE stockpile.request SET answer = NULL", "UPDATE stockpile.stock_account SET quantity = 0", "DELETE FROM stockpile.lot",
        "UPDATE stockpile.allocation_order_line SET quantity = 1",
        "INSERT INTO stockpile.stock_account (kind, item_id, lot_id, place_id, owner_id, condition, availability) SELECT kind, item_id, lot_id, place_id, owner_id, 'to_scrap', availability FROM stockpile.stock_account LIMIT 1",
        "INSERT INTO stockpile.stock_movement SELECT * FROM stockpile.stock_movement LIMIT 1",
    ])
    func `the application's role cannot change history`(statement: String) async throws {
        try await Example.run { desk in
            let database = Database(ConnectionSettings(conninfo: desk.conninfo, role: "stockpile_application"))
            let error = await #expect(throws: PostgresError.self) { try await database.statement(SQL(unchecked: statement)) }
            #expect(error?.sqlState == "42501")
            await database.close()
        }
    }

    @Test(arguments: [
        "UPDATE stockpile.document SET remarks = 'x'", "DELETE FROM stockpile.stock_movement", "TRUNCATE stockpile.stock_movement",
        "UPDATE stockpile.lot SET reserve_category = 'flood_drought'", "UPDATE stockpile.lot SET funding_source = 'x'",
        "UPDATE stockpile.lot SET origin = 'x'",
    ])
    func `the second wall holds for the owner too`(statement: String) async throws {
        try await Example.run { desk in
            let database = Database(ConnectionSettings(conninfo: desk.conninfo, role: "stockpile_owner"))
            let error = await #expect(throws: PostgresError.self) { try await database.statement(SQL(unchecked: statement)) }
            #expect(error?.sqlState == "SP505")
            await database.close()
        }
    }

    @Test func `a reversal brings back quantity and value, once, and both documents know each other`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let before = try await desk.stock("quilt-cotton", at: "WS01")
            let issue = try await keeper.postIssue(.one("quilt-cotton", 33, at: "WS01"), key: .fresh())
            let reversal = try await keeper.reverseDocument(issue.number, remarks: "点错", key: .fresh())
            #expect(try await desk.stock("quilt-cotton", at: "WS01") == before)
            #expect(try await keeper.showDocument(issue.number)[key: "reversed_by"]?.text == reversal.number)
            #expect(try await keeper.showDocument(reversal.number)[key: "reverses"]?.text == issue.number)
            #expect(try await refusal { try await keeper.reverseDocument(issue.number, remarks: nil, key: .fresh()) } == .reversedAlready)
            #expect(try await keeper.verifyLedger().differences.isEmpty)
        }
    }

    @Test func `a receipt whose goods have gone cannot be reversed`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let receipt = try await keeper.postReceipt(.receipt("quilt-cotton", 10, lot: "NEW-1"), key: .fresh())
            _ = try await keeper.postIssue(.one("quilt-cotton", 4, at: "WS01", lot: "NEW-1"), key: .fresh())
            #expect(try await refusal { try await keeper.reverseDocument(receipt.number, remarks: nil, key: .fresh()) } == .reversalBlocked)
        }
    }

    @Test func `a late entry may not make a later balance negative`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            _ = try await keeper.postReceipt(.receipt("quilt-cotton", 10, lot: "NEW-1"), key: .fresh())
            var late = PostingRequest.one("quilt-cotton", 1, at: "WS01", lot: "NEW-1")
            late.occurredAt = Self.moment(secondsAgo: 3600)
            #expect(try await refusal { try await keeper.postIssue(late, key: .fresh()) } == .lateEntryBreaksBalance)
            var early = PostingRequest.one("quilt-cotton", 1, at: "WS01", lot: "WS01-20230526-001")
            early.occurredAt = Self.moment(secondsAgo: 3600)
            _ = try await keeper.postIssue(early, key: .fresh())
            var future = early
            future.occurredAt = Self.moment(secondsAgo: -3600)
            #expect(try await refusal { try await keeper.postIssue(future, key: .fresh()) } == .occursInFuture)
            #expect(try await keeper.verifyLedger().differences.isEmpty)
        }
    }

    @Test func `a closed month stays closed`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let (first, second) = (try await desk.person("finance1"), try await desk.person("finance2"))
            #expect(try await first.closePeriod("2026-10") == "closing")
            #expect(try await refusal { try await first.closePeriod("2026-10") } == .samePerson)
            #expect(try await second.closePeriod("2026-10") == "closed")
            #expect(try await refusal { try await second.closePeriod("2026-10") } == .periodClosed)
            var late = PostingRequest.one("quilt-cotton", 1, at: "WS01", lot: "WS01-20230526-001")
            late.occurredAt = "2026-10-15T12:00:00+08:00"
            #expect(try await refusal { try await keeper.postIssue(late, key: .fresh()) } == .periodClosed)
            #expect(try await refusal { try await keeper.closePeriod("2026-09") } == .notPermitted)
        }
    }

    @Test func `verify names a balance that was tampered with`() async throws {
        try await Example.run { desk in
            let database = Database(ConnectionSettings(conninfo: desk.conninfo))
            _ = try await database.statement(
                "UPDATE stockpile.stock_account SET quantity = quantity + 1 WHERE account_id = (SELECT max(account_id) FROM stockpile.stock_account WHERE is_stock)"
            )
            await database.close()
            let differences = try await desk.person("auditor1").verifyLedger().differences
            // The balance differs from its movements, and its lot no longer comes out even.
            #expect(differences.count == 2)
            #expect(differences.contains { $0[key: "kind"] == "quantity" })
        }
    }

    @Test func `value: the share is rounded down, the last unit takes the rest`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            _ = try await keeper.postReceipt(.receipt("quilt-cotton", 3, lot: "ODD"), key: .fresh())
            // A later cost would leave a value that does not divide; put one there the way an owner could, on both sides.
            let database = Database(ConnectionSettings(conninfo: desk.conninfo))
            for kind in ["stock", "supplier"] {
                _ = try await database.statement(
                    "UPDATE stockpile.stock_account SET value_fen = CASE WHEN kind = 'stock' THEN 100 ELSE -100 END FROM stockpile.lot WHERE lot.lot_id = stock_account.lot_id AND lot_number = 'ODD' AND kind = \(kind)"
                )
            }
            await database.close()
            var values: [Int64?] = []
            for _ in 0..<3 {
                let posted = try await keeper.postIssue(.one("quilt-cotton", 1, at: "WS01", lot: "ODD"), key: .fresh())
                values.append(try await keeper.showDocument(posted.number)[key: "lines"]?.array?.first?[key: "value_fen"]?.integer)
            }
            #expect(values == [33, 33, 34])
        }
    }

    static func moment(secondsAgo: Double) -> String {
        ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: -secondsAgo))
    }
}
