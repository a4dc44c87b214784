import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting

/// A made-up district with a long past: 20 depots, 1,000 items, three years of documents of 20 lines.
///
/// Shape: 200,000 movements, 5,000,000 among the long tests; a tenth of the lines receives a lot, each lot is issued from nine times.
struct GrownLedger: Sendable {
    static let movements = ProcessInfo.processInfo.environment["STOCKPILE_TEST_LONG"] == nil ? 200_000 : 5_000_000

    let conninfo: String

    static func run(_ body: (GrownLedger) async throws -> Void) async throws {
        try await TestCluster.shared.lend({ try await $0.migratedDatabase() }) { conninfo in
            let ledger = GrownLedger(conninfo: conninfo)
            try await ledger.fill()
            try await body(ledger)
        }
    }

    /// The body as this person, on a single connection.
    func with<R>(_ login: String, _ body: (Operations) async throws -> R) async throws -> R {
        let store = Store(conninfo: conninfo, pool: PoolSettings(connectionsMax: 1, waitTimeout: .seconds(600)))
        do {
            let answer = try await body(try await Operations.open(store, login: login))
            await store.close()
            return answer
        } catch {
            await store.close()
            throw error
        }
    }

    /// How often each of the tables that grow was read whole.
    func wholeReads() async throws -> [String: Int64] {
        let rows = try await superuser { tx in
            try tx.query(
                """
                SELECT relname::text AS name, seq_scan FROM pg_stat_user_tables
                WHERE schemaname = 'stockpile' AND relname IN ('stock_movement', 'document', 'stock_account')
                """)
        }
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("name"), try $0.get("seq_scan")) })
    }

    func superuser<R: Sendable>(_ body: @Sendable (borrowing Transaction) throws -> R) async throws -> R {
        let database = Database(ConnectionSettings(conninfo: conninfo), pool: PoolSettings(connectionsMax: 1))
        do {
            let answer = try await database.write(attemptsMax: 1, body)
            await database.close()
            return answer
        } catch {
            await database.close()
            throw error
        }
    }

    private func fill() async throws {
        let receipts = Self.movements / 200
        let staged = """
            INSERT INTO stockpile.staged_document
            SELECT d, 'grown-' || d, 'h', CASE WHEN d <= \(receipts) THEN 'receipt' ELSE 'issue' END,
                CASE WHEN d <= \(receipts) THEN 'purchase' ELSE 'use' END, 1 + (d - 1) % \(receipts) % 20, 1,
                now() - interval '1096 days' + d * interval '1095 days' / \(receipts * 10), NULL, NULL
            FROM generate_series(1, \(receipts * 10)) AS d;
            INSERT INTO stockpile.staged_line (document_no, line_no, item_id, lot_number, quantity, owner_id, reserve_category,
                funding_source, received_on, expires_on, unit_cost_fen)
            SELECT d, l, 1 + (r * 20 + l) % 1000, 'B' || r * 20 + l, CASE WHEN d = r THEN 1000 ELSE 1 + (d * 7 + l) % 50 END, 1,
                'made_up', 'unstated', CASE WHEN d = r THEN current_date - 1096 END, current_date + 400, 101
            FROM generate_series(1, \(receipts * 10)) AS d CROSS JOIN LATERAL (SELECT 1 + (d - 1) % \(receipts) AS r) AS receipt
            CROSS JOIN generate_series(1, 20) AS l;
            """
        try await superuser { tx in
            try tx.script("SET LOCAL ROLE stockpile_owner; SET LOCAL search_path = stockpile;" + Self.district + staged)
            _ = try tx.query("SELECT stockpile.post_documents(true) AS answer")
        }
    }

    private static let district = """
        INSERT INTO district (district_id, division_code, local_unit, name, name_en, time_zone, short_code, content_sha256, source)
            VALUES (1, '899999', '01', '久区', 'Grown', 'Asia/Shanghai', 'JQ', 'none', 'made up');
        INSERT INTO person (person_id, login, name, source) SELECT n, login, login, 'made up'
            FROM unnest(ARRAY['keeper', 'finance1', 'finance2', 'commander', 'admin']) WITH ORDINALITY AS person (login, n);
        INSERT INTO person_role VALUES (1, 'storekeeper'), (2, 'finance'), (3, 'finance'), (4, 'commander'), (5, 'administrator');
        INSERT INTO reserve_category VALUES ('made_up', '虚构', 'made up', 1, 'made up');
        INSERT INTO stock_owner VALUES (1, 'district', '区级', 'district', 'made up');
        INSERT INTO place (place_id, code, name, name_en, kind, source)
            SELECT d, 'D' || d, '仓库', 'Depot', 'depot', 'made up' FROM generate_series(1, 20) AS d;
        INSERT INTO place (place_id, code, name, name_en, kind, source) VALUES (21, 'T1', '镇', 'Town', 'town_point', 'made up');
        INSERT INTO route SELECT d, 21, d, 'made up' FROM generate_series(1, 20) AS d;
        INSERT INTO item (item_id, code, name, name_en, classification_code, base_unit, is_returnable, source)
            SELECT i, 'item-' || i, '物资', 'Item', '1010101', '件', false, 'made up' FROM generate_series(1, 1000) AS i;
        INSERT INTO item_category SELECT item_id, 'made_up' FROM item;
        """
}
