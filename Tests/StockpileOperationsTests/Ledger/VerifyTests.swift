import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Verify recomputes everything, names what differs and repairs nothing", .serialized)
struct VerifyTests {
    @Test(arguments: [
        ("quantity", "UPDATE stockpile.stock_account SET quantity = quantity + 7 WHERE kind = 'stock'"),
        ("value_fen", "UPDATE stockpile.stock_account SET value_fen = value_fen + 7 WHERE kind = 'stock'"),
        ("number_gap", "UPDATE stockpile.document_counter SET last_number = last_number + 7"),
        ("document_missing", "UPDATE stockpile.stock_movement SET document_id = document_id + 7 WHERE quantity = 4"),
        ("below_zero", "UPDATE stockpile.stock_movement SET occurred_at = occurred_at - interval '1 day' WHERE quantity = 4"),
        ("quantity", "DELETE FROM stockpile.stock_movement WHERE quantity = 4"),
        ("last_occurred_at", "UPDATE stockpile.stock_account SET last_occurred_at = NULL WHERE kind = 'stock'"),
        (
            "last_occurred_at",
            "UPDATE stockpile.stock_account SET last_occurred_at = last_occurred_at - interval '1 s' WHERE kind = 'stock'"
        ),
    ])
    func `a planted difference is named`(kind: String, tampering: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.issue("quilt", 4, lot: "L1")
            try await reserve.isWhole()
            try await reserve.tamper(tampering)
            let auditor = try await reserve.person("auditor1")
            let before = try await reserve.fingerprint()
            let differences = try await auditor.verifyLedger().differences
            #expect(differences.contains { $0[key: "kind"]?.text == kind })
            if let planted = differences.first(where: { $0[key: "kind"]?.text == kind }), tampering.contains("+ 7 WHERE kind") {
                #expect((planted[key: "recorded"]?.integer ?? 0) - (planted[key: "recomputed"]?.integer ?? 0) == 7)
                let account = try await reserve.sql("SELECT account_id FROM stockpile.stock_account WHERE kind = 'stock'")
                #expect(try planted[key: "account_id"]?.integer == account[0].get("account_id"))
            }
            #expect(try await reserve.fingerprint() == before)
        }
    }

    @Test func `a movement whose account is not there is named, and so is the one that lacks it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.issue("quilt", 4, lot: "L1")
            try await reserve.tamper("UPDATE stockpile.stock_movement SET to_account_id = 900001 WHERE quantity = 4")
            let differences = try await reserve.person("auditor1").verifyLedger().differences
            let found = differences.filter { $0[key: "kind"]?.text == "quantity" }
                .map { "\($0[key: "record"]?.text ?? "-") \($0[key: "recomputed"]?.integer ?? -1)" }
            #expect(Set(found) == ["900001 4", "L1 D1 0"])
        }
    }

    @Test func `a lot that is not there is named with the account that needs it, by balances alone and in full`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.seal()
            let lot = try await reserve.sql("SELECT lot_id FROM stockpile.lot")[0].get("lot_id") as Int64
            try await reserve.tamper("DELETE FROM stockpile.lot")
            let auditor = try await reserve.person("auditor1")
            let balances = try await auditor.verifyLedger(VerificationScope(isBalancesOnly: true, isFull: true)).differences
            #expect(balances.map { $0[key: "kind"]?.text } == ["lot_missing"])
            #expect(balances.first?[key: "record"]?.text == "\(lot)" && balances.first?[key: "account_id"]?.integer != nil)
            let full = try await auditor.verifyLedger(VerificationScope(isFull: true)).differences
            #expect(full.map { $0[key: "kind"]?.text } == ["account_altered", "account_altered", "lot_missing"])
        }
    }

    @Test func `an account whose lot is not there is sealed all the same, and noticed when the lot comes back`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.tamper("CREATE TABLE stockpile.kept AS SELECT * FROM stockpile.lot; DELETE FROM stockpile.lot")
            try await reserve.seal()
            try await reserve.tamper("INSERT INTO stockpile.lot OVERRIDING SYSTEM VALUE SELECT * FROM stockpile.kept")
            let differences = try await reserve.person("auditor1").verifyLedger(VerificationScope(isFull: true)).differences
            #expect(differences.map { $0[key: "kind"]?.text } == ["account_altered", "account_altered"])
        }
    }

    @Test func `an account that there cannot be is named, also one that no block covers`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.tamper(
                "UPDATE stockpile.stock_account SET availability = 'lost', is_stock = false, holds = false WHERE kind = 'stock'")
            let found = try await reserve.person("auditor1").verifyLedger(VerificationScope(isFull: true)).differences
            #expect(found.map { $0[key: "kind"]?.text } == ["account_altered"])
            let account = try await reserve.sql("SELECT account_id FROM stockpile.stock_account WHERE kind = 'stock'")[0]
            #expect(found.first?[key: "record"]?.text == "\(try account.get("account_id") as Int64)")
            // What is asked only of new blocks does not let it slip.
            try await reserve.seal()
            let since = try await reserve.person("auditor1").verifyLedger(VerificationScope()).differences
            #expect(since.map { $0[key: "kind"]?.text } == ["account_altered"])
        }
    }

    @Test func `every account that differs is named, altered records first, by balances alone and in full`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.issue("quilt", 4, lot: "L1")
            try await reserve.seal()
            try await reserve.tamper("UPDATE stockpile.stock_account SET quantity = quantity + account_id")
            try await reserve.tamper("UPDATE stockpile.document SET remarks = 'altered'")
            let auditor = try await reserve.person("auditor1")
            let balances = try await auditor.verifyLedger(VerificationScope(isBalancesOnly: true, isFull: true)).differences
            let off = balances.filter { $0[key: "kind"]?.text == "quantity" }
                .map { ($0[key: "recorded"]?.integer ?? 0) - ($0[key: "recomputed"]?.integer ?? 0) }
            let accounts = try await reserve.sql("SELECT account_id FROM stockpile.stock_account")
            #expect(try off.sorted() == accounts.map { try $0.get("account_id") as Int64 }.sorted())
            #expect(off.contains { $0.isMultiple(of: 2) } && off.contains { !$0.isMultiple(of: 2) })
            let kinds = try await auditor.verifyLedger(VerificationScope(isFull: true)).differences.compactMap { $0[key: "kind"]?.text }
            #expect(kinds.filter { $0 == "quantity" }.count == 3 && kinds.contains("not_conserved"))
            #expect(Array(kinds.prefix(3)) == ["document_altered", "document_altered", "quantity"])
        }
    }

    @Test func `the counts say how much was compared`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.issue("quilt", 4, lot: "L1")
            let counts = try await reserve.person("auditor1").verifyLedger().counts
            #expect(["accounts", "documents", "movements"].map { counts[key: $0]?.integer } == [3, 2, 2])
        }
    }
}
