import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Append-only: no role edits, deletes or slips in a line of history", .serialized)
struct AppendOnlyTests {
    private static let history = ["document", "stock_movement", "lot_date", "request", "allocation_order_line"]

    private static func statements(on table: String) -> [String] {
        let column =
            ["document": "remarks", "stock_movement": "quantity", "lot_date": "reason", "request": "operation"][table] ?? "quantity"
        return [
            "UPDATE stockpile.\(table) SET \(column) = \(column)", "DELETE FROM stockpile.\(table)", "TRUNCATE stockpile.\(table) CASCADE",
        ]
    }

    private func withHistory(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            _ = try await reserve.order([(5, "T1")])
            _ = try await reserve.person("keeper1").requestWriteOff(
                at: "D1", reason: "x", lines: [.of("quilt", 1, lot: "L1")], key: .fresh())
            let before = try await reserve.fingerprint()
            try await body(reserve)
            #expect(try await reserve.fingerprint() == before)
        }
    }

    private func expect(_ state: String, _ statement: String, as role: String?, in reserve: SmallReserve) async {
        let error = await #expect(throws: PostgresError.self, "\(statement)") {
            try await reserve.sql(SQL(unchecked: statement), role: role)
        }
        #expect(error?.sqlState == state, "\(statement)")
    }

    @Test(arguments: history)
    func `the application has no right to change it`(table: String) async throws {
        try await withHistory { reserve in
            for statement in Self.statements(on: table) {
                await expect("42501", statement, as: "stockpile_application", in: reserve)
            }
        }
    }

    @Test(arguments: history, ["stockpile_owner", nil])
    func `owner and superuser meet the trigger`(table: String, role: String?) async throws {
        try await withHistory { reserve in
            for statement in Self.statements(on: table) { await expect("SP505", statement, as: role, in: reserve) }
        }
    }

    @Test func `documents of orders and write-offs are not forged past them, nor times before there were goods`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let order = try await reserve.order([(5, "T1")]).number
            func forge(_ kind: String, _ purpose: String, by login: String, _ more: String = "") -> String {
                """
                SELECT stockpile.post_document(jsonb_build_object('key', '\(kind)', 'request_hash', 'h', 'kind', '\(kind)',
                    'purpose', '\(purpose)', 'place_id', account.place_id,
                    'person_id', (SELECT person_id FROM stockpile.person WHERE login = '\(login)'), \(more)
                    'lines', jsonb_build_array(jsonb_build_object('line_no', 1, 'lot_id', account.lot_id, 'quantity', 1,
                        'from_owner_id', account.owner_id))))
                FROM stockpile.stock_account AS account WHERE account.kind = 'stock' LIMIT 1
                """
            }
            let own = "'order_id', (SELECT order_id FROM stockpile.allocation_order WHERE number = '\(order)'),"
            for (statement, code) in [
                (forge("write_off", "write_off", by: "finance1"), "SP507"), (forge("reservation", "order", by: "commander1"), "SP507"),
                (forge("reservation", "order", by: "commander1", own), "SP507"),
                (forge("reservation_release", "held", by: "keeper1"), "SP507"),
                (forge("reservation_release", "held", by: "keeper1", own), "SP507"),
                (forge("issue", "use", by: "keeper1", "'occurred_at', '-infinity',"), "SP610"),
                (forge("issue", "use", by: "keeper1", "'occurred_at', '0001-01-01',"), "SP610"),
            ] { await expect(code, statement, as: "stockpile_application", in: reserve) }
            try await reserve.isWhole()
        }
    }

    @Test func `the application can write neither movements nor balances nor numbers by hand`() async throws {
        try await withHistory { reserve in
            for statement in [
                "INSERT INTO stockpile.stock_movement SELECT * FROM stockpile.stock_movement",
                "INSERT INTO stockpile.stock_account (kind, item_id, lot_id, place_id, owner_id, condition, availability) SELECT kind, item_id, lot_id, place_id, owner_id, 'to_scrap', availability FROM stockpile.stock_account",
                "UPDATE stockpile.stock_account SET quantity = quantity + 1", "DELETE FROM stockpile.stock_account",
                "INSERT INTO stockpile.document SELECT * FROM stockpile.document", "INSERT INTO stockpile.lot SELECT * FROM stockpile.lot",
                "INSERT INTO stockpile.document_counter SELECT * FROM stockpile.document_counter",
                "UPDATE stockpile.document_counter SET last_number = 0", "UPDATE stockpile.allocation_order SET state = 'fulfilled'",
                "INSERT INTO stockpile.period (period, closing_by) SELECT '2020-01', min(person_id) FROM stockpile.person",
                "UPDATE stockpile.lot SET expires_on = '2099-01-01'", "INSERT INTO stockpile.lot_date SELECT * FROM stockpile.lot_date",
                "ALTER TABLE stockpile.stock_movement DISABLE TRIGGER ALL", "SET session_replication_role = replica",
                "SELECT stockpile.append_movements(ARRAY[m], d) FROM stockpile.stock_movement AS m, stockpile.document AS d",
                "SELECT stockpile.write_document(d, 'RK', 'UTC') FROM stockpile.document AS d",
            ] { await expect("42501", statement, as: "stockpile_application", in: reserve) }
        }
    }

    @Test(arguments: ["reserve_category = 'flood'", "funding_source = 'x'", "origin = 'x'", "unit_cost_fen = 1", "lot_number = 'x'"])
    func `what a lot was received as never changes`(change: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("rope", 100, lot: "L1")
            let statement = "UPDATE stockpile.lot SET \(change)"
            await expect("42501", statement, as: "stockpile_application", in: reserve)
            await expect("SP505", statement, as: "stockpile_owner", in: reserve)
            await expect("SP505", "DELETE FROM stockpile.lot", as: nil, in: reserve)
        }
    }

    @Test func `a closed month, an order and a write-off go no step back, not even for the owner`() async throws {
        try await withHistory { reserve in
            _ = try await reserve.person("finance1").closePeriod("2020-01")
            _ = try await reserve.person("finance2").closePeriod("2020-01")
            for statement in [
                "UPDATE stockpile.period SET state = 'closing', closed_by = NULL", "DELETE FROM stockpile.period",
                "UPDATE stockpile.allocation_order SET state = 'draft'", "UPDATE stockpile.allocation_order SET due_at = now()",
                "DELETE FROM stockpile.allocation_order", "UPDATE stockpile.write_off SET state = 'requested'",
                "UPDATE stockpile.write_off SET reason = 'another'", "DELETE FROM stockpile.write_off",
            ] { await expect("SP505", statement, as: "stockpile_owner", in: reserve) }
        }
    }

    @Test func `steps nobody may take are refused by the database, whoever asks`() async throws {
        try await withHistory { reserve in
            let row = try await reserve.sql(
                "SELECT order_id, person_id FROM stockpile.allocation_order, stockpile.person WHERE login = 'auditor1'")
            let (order, auditor) = (try row[0].get("order_id") as Int64, try row[0].get("person_id") as Int64)
            for state in ["recalled", "expired", "fulfilled"] {
                await expect(
                    "SP401", "SELECT stockpile.advance_order(\(order), '\(state)', \(auditor), NULL)", as: "stockpile_application",
                    in: reserve)
            }
            await expect(
                "SP501", "SELECT stockpile.advance_order(\(order), 'issued', \(auditor), NULL)", as: "stockpile_application", in: reserve)
            let forged = #"SELECT stockpile.insert_people('[{"login": "x", "name": "x", "source": "x", "roles": ["administrator"]}]')"#
            await expect("SP605", forged, as: "stockpile_application", in: reserve)
        }
    }

    @Test(arguments: [("''", "23514"), ("repeat('k', 201)", "22001"), ("NULL", "23502")])
    func `a request has a key, and not a long one`(key: String, state: String) async throws {
        try await withHistory { reserve in
            let statement = "INSERT INTO stockpile.request (request_key, request_hash, operation) VALUES (\(key), 'h', 'post_issue')"
            await expect(state, statement, as: "stockpile_owner", in: reserve)
        }
    }

    @Test(arguments: [
        ("quantity = -1 WHERE is_stock AND quantity > 0", "23514"), ("value_fen = -1 WHERE is_stock AND quantity > 0", "23514"),
        ("quantity = 0, holds = false WHERE value_fen > 0", "23514"), ("holds = NOT holds", "23514"),
        ("is_stock = NOT is_stock, holds = false", "SP505"),
    ])
    func `not even the owner can take a balance below zero, or make an account what it is not`(change: String, state: String) async throws {
        try await withHistory { reserve in
            await expect(state, "UPDATE stockpile.stock_account SET \(change)", as: "stockpile_owner", in: reserve)
        }
    }

    @Test(arguments: [
        ["kind": "'shed'"], ["condition": "'fine'"], ["availability": "'lost'"], ["is_stock": "NOT is_stock", "holds": "false"],
    ])
    func `not even the owner can make an account that there is not`(change: [String: String]) async throws {
        try await withHistory { reserve in
            func made(_ change: [String: String]) -> String {
                let columns = [
                    "kind", "condition", "availability", "is_stock", "holds", "item_id", "lot_id", "owner_id", "quantity", "value_fen",
                ]
                let values = columns.map { change[$0] ?? $0 }.joined(separator: ", ")
                return """
                    INSERT INTO stockpile.stock_account (place_id, \(columns.joined(separator: ", ")))
                    SELECT (SELECT place_id FROM stockpile.place WHERE code = 'T2'), \(values) FROM stockpile.stock_account
                    WHERE is_stock AND holds LIMIT 1
                    """
            }
            await expect("23514", made(change), as: "stockpile_owner", in: reserve)
            // The rest of it is an account that could be made.
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.sql(
                    SQL(unchecked: "WITH made AS (\(made([:])) RETURNING 1) SELECT 1 / (count(*) - 1) FROM made"), role: "stockpile_owner")
            }
            #expect(error?.sqlState == "22012")
        }
    }
}
