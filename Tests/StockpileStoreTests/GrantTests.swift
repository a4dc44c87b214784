import Postgres
import StockpileStore
import StockpileTesting
import Testing

@Suite("What the application's role may do", .ownDatabase)
struct GrantTests {
    private func found(_ sql: SQL) async throws -> [String] { try await SQLFolder.rows(OwnDatabase.conninfo, sql) }

    @Test func `it can change and remove nothing at all, not even one column`() async throws {
        let rows = try await found(
            """
            SELECT relname || ' ' || privilege AS found
            FROM pg_class, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) AS privilege
            WHERE relnamespace IN ('stockpile'::regnamespace, 'stockpile_schema'::regnamespace) AND relkind IN ('r', 'v', 'p', 'm')
              AND (has_table_privilege('stockpile_application', pg_class.oid, privilege)
                   OR (privilege IN ('UPDATE', 'REFERENCES')
                       AND has_any_column_privilege('stockpile_application', pg_class.oid, privilege)))
            """)
        #expect(rows == [])
    }

    @Test func `it adds rows to these tables only; documents, movements and balances are not among them`() async throws {
        let rows = try await found(
            """
            SELECT relname::text AS found FROM pg_class
            WHERE relnamespace IN ('stockpile'::regnamespace, 'stockpile_schema'::regnamespace) AND relkind IN ('r', 'v', 'p')
              AND has_any_column_privilege('stockpile_application', pg_class.oid, 'INSERT')
            ORDER BY relname COLLATE "C"
            """)
        #expect(
            rows == [
                "advisory_stock", "agreement", "agreement_capacity", "agreement_floor", "agreement_offer", "agreement_response",
                "agreement_stock", "bin", "capacity_offer", "care_rule", "classification_code", "company", "district", "driver",
                "hazard", "item", "item_category", "item_space", "legacy_group", "mutual_aid", "neighbour", "place", "purchase_offer",
                "requisition_candidate",
                "reserve_category", "response_hazard",
                "response_hazard_cover",
                "response_metric", "response_plan", "response_trigger", "rotation_way", "route", "routine_use", "scenario",
                "scenario_driver", "scenario_town", "scenario_town_driver", "shelf_life_rule", "stock_owner",
                "unit_conversion",
            ])
    }

    @Test func `it calls these functions only`() async throws {
        let all = try await found(
            """
            SELECT proname::text AS found FROM pg_proc WHERE pronamespace = 'stockpile'::regnamespace
              AND has_function_privilege('stockpile_application', oid, 'EXECUTE') ORDER BY proname COLLATE "C"
            """)
        let rotations = [
            "approve_rotation_plan", "cancel_rotation_plan", "drop_rotation_step", "insert_rotation_plan", "lock_rotation_step",
            "record_rotation_document",
        ]
        #expect(all.filter { $0.contains("rotation") } == rotations)
        // Rules, recalls, tests and counts: what is kept of lots.
        let lots = [
            "add_care_rule", "add_recall_lot", "add_shelf_life_rule", "count_serial_differences", "end_care_rule", "end_shelf_life_rule",
            "open_relabels_due",
            "record_count_serials", "withdraw_lot_test",
        ]
        #expect(all.filter(lots.contains) == lots)
        let rows = all.filter { !$0.contains("rotation") && !lots.contains($0) }
        #expect(
            rows == [
                "add_bin", "add_count_line", "add_item_substitutes", "add_kit_parts", "add_mutual_aid", "add_requisition_candidate",
                "adopt_confidence_rule", "adopt_standard",
                "advance_agreement", "advance_call_off", "advance_count", "advance_gap_plan", "advance_order", "advance_write_off",
                "approve_lot_test", "attach_file",
                "attach_to_agreement",
                "care_arrival", "care_heap", "close_period", "close_task", "contact_of", "create_agreement",
                "demand_life_left", "district_zone", "drop_agreement_line", "end_mutual_aid", "end_recall", "enter_count", "exact",
                "find_agreement_share",
                "find_ledger_differences", "gap_task_kind", "insert_confidence_rule", "insert_frozen_report", "insert_gap_plan",
                "insert_order",
                "insert_people",
                "insert_standards", "insert_write_off",
                "inspect_capacity", "is_for_users", "iso", "issue_recall", "item_balances_at", "keep_answer", "keep_attachment",
                "life_left_days",
                "load_standards",
                "lock_lots", "lock_order", "lock_order_accounts", "lock_recovery", "note_receiver", "open_care_due",
                "open_declarations_due", "period_end", "plan_count", "post_count", "post_document", "post_plain_line",
                "record_agreement_share", "record_call_off_delivery", "record_care", "record_hold", "record_hold_release",
                "record_liaison_answer", "record_lot_test", "record_proofs", "record_recall_progress", "record_recovery",
                "record_rule_dates", "record_verification", "refresh_statistics", "relabel_lot", "remind_agreements",
                "remove_item_substitute",
                "remove_kit_part", "report_floor",
                "retire_bin", "retire_requisition_candidate", "reverse_document", "review_count", "seal_documents", "send_call_off",
                "set_agreement_line", "set_count_tolerance", "set_district", "set_liaison", "set_lot_dates", "set_scorecard_weight",
                "start_liaison_check", "supply_of", "uncared_of",
            ])
    }

    @Test(arguments: [
        "document", "stock_movement", "stock_account", "lot", "lot_date", "period", "period_balance", "document_counter",
        "document_purpose", "allocation_order", "allocation_order_event", "write_off", "write_off_line", "person", "person_role", "request",
        "ledger_block", "sealed_document", "sealed_account", "seal_mark", "ledger_verification",
        "rotation_plan", "rotation_step", "rotation_event", "rotation_document", "gap_plan", "gap_plan_step", "frozen_report",
        "stock_count", "count_line", "count_counter", "count_entry", "count_finding", "count_document", "count_tolerance",
        "serial", "movement_serial",
        "reversed_line", "period_seal",
        "attachment", "document_attachment",
        "proof_file", "proof_of_stock", "confidence_rule", "confidence_band", "confidence_adoption", "call_off_step", "call_off_delivery",
        "agreement_attachment", "agreement_share", "agreement_step", "call_off",
        "capacity_inspection", "floor_report", "life_left_demand", "scorecard_weight",
        "lot_hold", "lot_hold_release", "care_record",
        "task", "document_receiver", "recovery_entry", "liaison", "liaison_check", "liaison_check_member", "liaison_check_answer",
        "lot_test", "lot_test_approval", "lot_test_withdrawal", "count_serial",
        "recall", "recall_lot", "recall_holder", "recall_progress",
        "standard", "standard_line", "item_substitute", "kit_part",
    ])
    func `a row added by hand to the ledger's own tables is refused`(table: String) async throws {
        await #expect(throws: PostgresError.self) {
            let database = Database(ConnectionSettings(conninfo: OwnDatabase.conninfo, role: "stockpile_application"))
            do {
                _ = try await database.statement(SQL(unchecked: "INSERT INTO stockpile.\(table) DEFAULT VALUES"))
                await database.close()
            } catch let error as PostgresError {
                await database.close()
                #expect(error.sqlState == "42501")
                throw error
            }
        }
    }

    @Test func `the public may do nothing in the schema`() async throws {
        let rows = try await found(
            """
            SELECT relname || ' ' || privilege_type AS found FROM pg_class, aclexplode(relacl)
            WHERE relnamespace IN ('stockpile'::regnamespace, 'stockpile_schema'::regnamespace) AND grantee = 0
            UNION ALL
            SELECT nspname || ' ' || privilege_type FROM pg_namespace, aclexplode(nspacl) WHERE nspname LIKE 'stockpile%' AND grantee = 0
            UNION ALL
            -- Without a list of its own a function is open to all.
            SELECT proname || ' EXECUTE' FROM pg_proc WHERE pronamespace = 'stockpile'::regnamespace
              AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0))
            """)
        #expect(rows == [])
    }

    @Test func `functions that act for the owner have a fixed search path`() async throws {
        let rows = try await found(
            """
            SELECT proname::text AS found FROM pg_proc WHERE pronamespace = 'stockpile'::regnamespace
              AND prosecdef AND NOT coalesce('search_path=stockpile, pg_temp' = ANY (proconfig), false)
            """)
        #expect(rows == [])
    }

    @Test func `everything belongs to the owner, and the application's role is not the owner`() async throws {
        let rows = try await found(
            """
            SELECT relname::text AS found FROM pg_class
            WHERE relnamespace = 'stockpile'::regnamespace AND relowner <> 'stockpile_owner'::regrole
            UNION ALL
            SELECT proname::text FROM pg_proc WHERE pronamespace = 'stockpile'::regnamespace AND proowner <> 'stockpile_owner'::regrole
            UNION ALL
            SELECT rolname::text FROM pg_roles WHERE rolname IN ('stockpile_owner', 'stockpile_application')
              AND (rolsuper OR rolcanlogin OR rolcreaterole OR rolcreatedb OR rolbypassrls)
            UNION ALL
            SELECT 'member of the owner' WHERE pg_has_role('stockpile_application', 'stockpile_owner', 'MEMBER')
            """)
        #expect(rows == [])
    }
}
