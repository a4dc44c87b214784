import Postgres
import StockpileTesting
import Testing

@Suite("Indexes of what grows", .ownDatabase)
struct IndexTests {
    /// Tables that grow with every day of work; the others grow with the district.
    static let growing = [
        "rotation_plan", "rotation_step", "rotation_event", "rotation_document", "gap_plan", "gap_plan_step", "frozen_report",
        "document", "stock_movement", "stock_account", "lot", "lot_date", "allocation_order", "allocation_order_line",
        "allocation_order_event",
        "write_off", "write_off_line", "ledger_block", "sealed_document", "sealed_account", "ledger_verification",
        "stock_count", "count_line", "count_counter", "count_entry", "count_recount", "count_finding",
        "count_event", "count_document", "reversed_line",
        "serial", "movement_serial",
        "proof_of_stock", "call_off", "call_off_step", "call_off_delivery",
        "agreement_step", "agreement_attachment", "capacity_inspection", "floor_report",
        "lot_hold", "lot_hold_release", "care_record",
        "task", "document_receiver", "recovery_entry", "liaison", "liaison_check_answer",
        "lot_test", "lot_test_approval", "lot_test_withdrawal", "count_serial",
        "recall", "recall_lot", "recall_holder", "recall_progress",
    ]

    @Test func `every key from one growing table to another begins an index`() async throws {
        let tables = Self.growing
        let without = try await SQLFolder.rows(
            OwnDatabase.conninfo,
            """
            SELECT conrelid::regclass || ' ' || conname AS found FROM pg_constraint AS key
            WHERE contype = 'f' AND connamespace = 'stockpile'::regnamespace
              AND (SELECT relname FROM pg_class WHERE pg_class.oid = key.conrelid) = ANY (\(tables))
              AND (SELECT relname FROM pg_class WHERE pg_class.oid = key.confrelid) = ANY (\(tables))
              AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = key.conrelid
                  AND (string_to_array(indkey::text, ' ')::smallint[])[1:cardinality(key.conkey)] @> key.conkey)
            """)
        #expect(without == [])
    }

    @Test(arguments: [
        ("movements of a document", "SELECT * FROM stockpile.stock_movement WHERE document_id = 1", "stock_movement_document"),
        ("steps of rotation of a heap", "SELECT 1 FROM stockpile.rotation_step WHERE account_id = 1", "rotation_step_account"),
        ("documents of a step", "SELECT 1 FROM stockpile.rotation_document WHERE rotation_step_id = 1", "rotation_document_step"),
        ("movements out of an account", "SELECT quantity FROM stockpile.stock_movement WHERE from_account_id = 1", "stock_movement_from"),
        (
            "movements of a lot, to trace it",
            "SELECT 1 FROM stockpile.stock_account JOIN stockpile.stock_movement ON from_account_id = account_id WHERE stock_account.lot_id = 1",
            "stock_movement_from"
        ),
        ("lots made from a lot", "SELECT 1 FROM stockpile.lot WHERE parent_lot_id = 1", "lot_parent"),
        ("holders of a recall", "SELECT 1 FROM stockpile.recall_lot WHERE recall_id = 1", "recall_lot_recall"),
        ("movements into an account", "SELECT quantity FROM stockpile.stock_movement WHERE to_account_id = 1", "stock_movement_to"),
        (
            "stock of an item", "SELECT 1 FROM stockpile.stock_account WHERE item_id = 1 AND holds",
            "stock_account_item_place"
        ),
        (
            "accounts of an item that are ours", "SELECT 1 FROM stockpile.stock_account WHERE item_id = 1 AND is_stock",
            "stock_account_item on"
        ),
        ("accounts of a lot", "SELECT 1 FROM stockpile.stock_account WHERE lot_id = 1 AND place_id = 1", "stock_account_is_one"),
        ("documents of an order", "SELECT 1 FROM stockpile.document WHERE order_id = 1", "document_order"),
        ("documents of a write-off", "SELECT 1 FROM stockpile.document WHERE write_off_id = 1", "document_write_off"),
        ("the document with a number", "SELECT 1 FROM stockpile.document WHERE number = 'x'", "document_number_key"),
        ("events after a position", "SELECT 1 FROM stockpile.sealed_document WHERE position > 7 ORDER BY position", "sealed_document_pkey"),
        ("the position of a document", "SELECT 1 FROM stockpile.sealed_document WHERE document_id = 1", "sealed_document_document_id_key"),
        ("accounts of a block", "SELECT 1 FROM stockpile.sealed_account WHERE block_no = 1", "sealed_account_block"),
        ("lots by expiry", "SELECT 1 FROM stockpile.lot WHERE expires_on < '2027-01-01'", "lot_expires_on"),
        ("children of a lot", "SELECT 1 FROM stockpile.lot WHERE parent_lot_id = 1", "lot_parent"),
        (
            "orders that are due",
            "SELECT 1 FROM stockpile.allocation_order WHERE due_at < now() AND state IN ('issued', 'acknowledged', 'partly_reserved')",
            "allocation_order_due"
        ),
        ("units in an account", "SELECT 1 FROM stockpile.serial WHERE account_id = 1 ORDER BY serial_number", "serial_account"),
        ("a unit by its number", "SELECT 1 FROM stockpile.serial WHERE item_id = 1 AND serial_number = 'x'", "serial_number_once_per_item"),
        (
            "holds of a lot at a place", "SELECT 1 FROM stockpile.lot_hold WHERE lot_id = 1 AND place_id = 1 ORDER BY lot_hold_id DESC",
            "lot_hold_lot"
        ),
        (
            "the last care of a lot", "SELECT 1 FROM stockpile.care_record WHERE lot_id = 1 AND care_rule_id = 1 ORDER BY done_on DESC",
            "care_record_lot"
        ),
        ("movements of a unit", "SELECT movement_id FROM stockpile.movement_serial WHERE serial_id = 1", "movement_serial_serial"),
    ])
    func `a question that is asked every day finds its index`(subject: String, question: String, index: String) async throws {
        // With empty tables the planner reads whole tables unless it is told not to.
        let database = Database(ConnectionSettings(conninfo: OwnDatabase.conninfo), pool: PoolSettings(connectionsMax: 1))
        let plan = try await database.read { tx in
            try tx.script("SET LOCAL enable_seqscan = off")
            return try tx.query(SQL(unchecked: "EXPLAIN (COSTS OFF) \(question)")).map { try $0.get("QUERY PLAN") as String }
        }
        await database.close()
        #expect(plan.contains { $0.contains(" \(index)") }, "\(subject): \(plan.joined(separator: " / "))")
    }
}
