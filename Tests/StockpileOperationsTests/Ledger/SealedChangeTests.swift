import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Tampering shows: what was altered after it was sealed is named", .serialized)
struct SealedChangeTests {
    /// A receipt, two issues and a transfer, sealed in two blocks; answers their numbers.
    private func sealed(_ body: (SmallReserve, [String]) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            var numbers = [
                try await reserve.receive("quilt", 10, lot: "L1").number, try await reserve.issue("quilt", 4, lot: "L1").number,
            ]
            try await reserve.seal()
            numbers.append(try await reserve.transfer("quilt", 2, from: "D1", to: "D2", lot: "L1").number)
            numbers.append(try await reserve.issue("quilt", 1, lot: "L1").number)
            try await reserve.seal()
            try await reserve.isWhole()
            try await body(reserve, numbers)
        }
    }

    private func first(_ reserve: SmallReserve, _ scope: VerificationScope = VerificationScope(isFull: true)) async throws -> String {
        let found = try await reserve.person("auditor1").verifyLedger(scope).differences.first
        return [found?[key: "kind"]?.text ?? "whole", found?[key: "record"]?.text ?? ""].joined(separator: " ")
    }

    @Test(arguments: [
        ("document", "remarks = 'x'", 1), ("document", "reference = coalesce(reference, '') || E'\\t'", 0),
        ("document", "kind = 'sale'", 3),
        ("document", "person_id = person_id + 1", 2), ("document", "occurred_at = occurred_at - interval '1 microsecond'", 2),
        ("document", "recorded_at = recorded_at + interval '1 microsecond'", 0), ("document", "number = number || '0'", 3),
        ("document", "checker_id = person_id + 1", 1), ("document", "about_period = '2026-01'", 1),
        ("stock_movement", "quantity = quantity + 1", 1), ("stock_movement", "value_fen = value_fen - 1", 3),
        ("stock_movement", "line_no = 2", 2), ("stock_movement", "occurred_at = occurred_at - interval '1 second'", 0),
        ("stock_movement", "from_account_id = from_account_id + 1", 2), ("stock_movement", "order_line_id = 1", 1),
    ])
    func `an altered row of a document is named by its number`(table: String, change: String, document: Int) async throws {
        try await sealed { reserve, numbers in
            let number = change.contains("number =") ? numbers[document] + "0" : numbers[document]
            try await reserve.tamper(
                """
                UPDATE stockpile.\(table) SET \(change)
                WHERE document_id = (SELECT document_id FROM stockpile.document WHERE number = '\(numbers[document])')
                """)
            #expect(try await first(reserve) == "document_altered \(number)")
        }
    }

    @Test(arguments: [
        ("UPDATE stockpile.stock_account SET place_id = place_id + 1 WHERE kind = 'supplier'", "account_altered", 0),
        ("UPDATE stockpile.stock_account SET condition = 'to_scrap' WHERE kind = 'consumption'", "account_altered", 1),
        ("UPDATE stockpile.stock_account SET is_stock = false, holds = false WHERE kind = 'stock'", "account_altered", 0),
        ("UPDATE stockpile.lot SET funding_source = 'other'", "account_altered", 0),
        ("UPDATE stockpile.lot SET unit_cost_fen = 7", "account_altered", 0),
        ("UPDATE stockpile.sealed_document SET content_sha256 = sha256('x') WHERE position = 3", "document_altered", 2),
        ("UPDATE stockpile.ledger_block SET sealed_at = sealed_at - interval '1 day' WHERE block_no = 2", "block_altered", 2),
        ("UPDATE stockpile.ledger_block SET previous_sha256 = sha256('x') WHERE block_no = 2", "block_altered", 2),
        ("DELETE FROM stockpile.ledger_block WHERE block_no = 1", "block_altered", 2),
        ("DELETE FROM stockpile.ledger_block WHERE block_no = 2", "block_missing", 2),
        ("DELETE FROM stockpile.sealed_document WHERE position = 2", "block_altered", 0),
        ("DELETE FROM stockpile.sealed_account WHERE block_no = 2", "block_altered", 2),
    ])
    func `an altered account, lot, hash or block is named by the first document it covers`(
        change: String, kind: String, document: Int
    ) async throws {
        try await sealed { reserve, numbers in
            try await reserve.tamper(change)
            #expect(try await first(reserve) == "\(kind) \(numbers[document])")
        }
    }

    @Test func `a document altered together with its hash breaks its block, and altered with the block, the chain`() async throws {
        try await sealed { reserve, numbers in
            let head = try #require(HeadHash(try await reserve.person("finance1").sealLedger()[key: "head"]?.text ?? ""))
            try await reserve.tamper(
                """
                UPDATE stockpile.document SET remarks = 'x' WHERE number = '\(numbers[1])';
                UPDATE stockpile.sealed_document SET content_sha256 = sha256(convert_to(content, 'UTF8'))
                    FROM stockpile.document_content WHERE document_content.document_id = sealed_document.document_id
                """)
            #expect(try await first(reserve) == "block_altered \(numbers[0])")
            try await reserve.tamper(
                """
                UPDATE stockpile.ledger_block SET documents_sha256 = stockpile.hash_documents(first_position, last_position);
                UPDATE stockpile.ledger_block SET block_sha256 = stockpile.hash_block(ledger_block) WHERE block_no = 1
                """)
            #expect(try await first(reserve) == "block_altered \(numbers[2])")
            // Only a head that was written down elsewhere shows a chain that was made anew as a whole.
            try await reserve.tamper(
                """
                UPDATE stockpile.ledger_block SET previous_sha256 = (SELECT block_sha256 FROM stockpile.ledger_block WHERE block_no = 1)
                    WHERE block_no = 2;
                UPDATE stockpile.ledger_block SET block_sha256 = stockpile.hash_block(ledger_block) WHERE block_no = 2
                """)
            #expect(try await first(reserve) == "whole ")
            #expect(try await first(reserve, VerificationScope(head: head)) == "head_missing \(head.text)")
        }
    }

    @Test func `a removed document is missing even where the number series was cut to fit`() async throws {
        try await sealed { reserve, numbers in
            try await reserve.tamper(
                """
                DELETE FROM stockpile.stock_movement WHERE document_id = (SELECT max(document_id) FROM stockpile.document);
                DELETE FROM stockpile.document WHERE number = '\(numbers[3])';
                UPDATE stockpile.document_counter SET last_number = 1 WHERE number_code = 'CK'
                """)
            #expect(try await first(reserve).hasPrefix("document_missing "))
        }
    }

    @Test func `the check goes on from where it ended; a full one begins at the beginning`() async throws {
        try await sealed { reserve, numbers in
            let finance = try await reserve.person("finance1")
            let whole = try await finance.verifyLedger()
            #expect(whole.counts[key: "after_block"] == 0 && whole.counts[key: "block_no"] == 2)
            #expect(try await finance.verifyLedger().counts[key: "after_block"] == 2)
            let later = try await reserve.issue("quilt", 1, lot: "L1").number
            try await reserve.seal()
            try await reserve.tamper("UPDATE stockpile.document SET remarks = 'x' WHERE number = '\(numbers[1])'")
            let auditor = try await reserve.person("auditor1")
            #expect(try await auditor.verifyLedger().differences.isEmpty)
            let full = try await auditor.verifyLedger(VerificationScope(isFull: true))
            #expect(full.differences.first?[key: "record"]?.text == numbers[1])
            try await reserve.tamper("UPDATE stockpile.document SET remarks = 'x' WHERE number = '\(later)'")
            #expect(try await first(reserve, VerificationScope()) == "document_altered \(later)")
            // A difference is never remembered as whole, and an auditor writes nothing.
            _ = try await finance.verifyLedger()
            let remembered = try await reserve.sql("SELECT count(*) AS rows, max(block_no) AS block FROM stockpile.ledger_verification")
            #expect(try remembered[0].get("rows") as Int64 == 2 && remembered[0].get("block") as Int64 == 2)
        }
    }
}
