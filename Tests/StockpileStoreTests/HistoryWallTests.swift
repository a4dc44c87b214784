import Postgres
import StockpileTesting
import Testing

@Suite("The second wall around history", .ownDatabase)
struct HistoryWallTests {
    static let tables = [
        "document", "stock_movement", "lot_date", "request", "allocation_order_event", "allocation_order_line", "write_off_line",
        "ledger_block", "sealed_document", "sealed_account", "ledger_verification",
        "count_line", "count_counter", "count_entry", "count_recount", "count_finding", "count_event", "count_document", "count_tolerance",
        "rotation_event", "rotation_document", "gap_plan_step", "frozen_report",
        "reversed_line",
        "period_seal",
        "attachment", "document_attachment",
        "proof_file", "proof_of_stock", "confidence_rule", "confidence_band", "confidence_adoption", "call_off_step", "call_off_delivery",
        "lot_hold", "lot_hold_release", "care_record",
        "agreement_step", "agreement_attachment", "capacity_inspection", "floor_report", "agreement_share", "advisory_stock",
        "requisition_candidate", "mutual_aid",
        "document_receiver", "recovery_entry", "liaison", "liaison_check", "liaison_check_member", "liaison_check_answer",
        "lot_test", "lot_test_approval", "lot_test_withdrawal", "count_serial",
        "recall_lot", "recall_holder", "recall_progress",
        "standard_line",
    ]

    /// The code a statement is refused with, sent by the server's own administrator.
    private func refusal(_ text: String) async -> String? {
        let database = Database(ConnectionSettings(conninfo: OwnDatabase.conninfo), pool: PoolSettings(connectionsMax: 1))
        var found: String?
        do {
            _ = try await database.statement(SQL(unchecked: text))
        } catch let error as PostgresError {
            found = error.sqlState
        } catch {
            Issue.record(error)
        }
        await database.close()
        return found
    }

    @Test(arguments: tables)
    func `whoever changes or removes what was recorded is refused, even with every right`(table: String) async throws {
        let column = try #require(
            try await SQLFolder.rows(
                OwnDatabase.conninfo,
                """
                SELECT attname::text AS found FROM pg_attribute
                WHERE attrelid = ('stockpile.' || \(table))::regclass AND attnum = 2
                """
            ).first)
        #expect(await refusal("UPDATE stockpile.\(table) SET \(column) = \(column)") == "SP505")
        #expect(await refusal("DELETE FROM stockpile.\(table)") == "SP505")
        #expect(await refusal("TRUNCATE stockpile.\(table) CASCADE") == "SP505")
    }

    @Test func `emptying the tables history stands on is refused as well`() async {
        #expect(await refusal("TRUNCATE stockpile.lot CASCADE") == "SP505")
        #expect(await refusal("TRUNCATE stockpile.stock_account CASCADE") == "SP505")
        #expect(await refusal("TRUNCATE stockpile.person CASCADE") == "SP505")
    }
}
