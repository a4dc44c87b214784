package import Postgres
package import StockpileOperations
package import StockpileStore

/// A made-up district without stock: two depots, two towns, a shelter and a lorry, three items, people of every role.
///
/// Shape: made once, copied for each test that asks.
package struct SmallReserve: Sendable {
    package let store: Store
    package let conninfo: String

    package init(conninfo: String) {
        self.conninfo = conninfo
        store = Store.patient(conninfo)
    }

    /// Runs the body on a copy of its own, gone afterwards.
    package static func run(_ body: (SmallReserve) async throws -> Void) async throws {
        try await TestCluster.shared.lend({ _ in try await Template.shared.copy() }) { conninfo in
            let reserve = SmallReserve(conninfo: conninfo)
            do {
                try await body(reserve)
            } catch {
                await reserve.store.close()
                throw error
            }
            await reserve.store.close()
        }
    }

    package func person(_ login: String) async throws -> Operations { try await Operations.open(store, login: login) }

    /// One statement outside every operation; as the superuser unless a role is named.
    @discardableResult
    package func sql(_ statement: SQL, role: String? = nil) async throws -> [Row] {
        let database = Database(ConnectionSettings(conninfo: conninfo, role: role), pool: PoolSettings(connectionsMax: 1))
        do {
            let rows = try await database.statement(statement)
            await database.close()
            return rows
        } catch {
            await database.close()
            throw error
        }
    }

    /// What only a superuser with the triggers switched off can do.
    package func tamper(_ script: String) async throws {
        try await TestCluster.script("SET LOCAL session_replication_role = replica; \(script)", in: conninfo)
    }

    /// Puts the district into a database that has the schema and nothing else.
    package static func fill(_ conninfo: String) async throws {
        try await TestCluster.script(content, in: conninfo, role: "stockpile_owner")
    }

    private actor Template {
        static let shared = Template()
        private var made: Task<String, any Error>?

        func copy() async throws -> String {
            let task =
                made
                ?? Task {
                    let conninfo = try await TestCluster.shared.migratedDatabase()
                    try await SmallReserve.fill(conninfo)
                    return conninfo
                }
            made = task
            return try await TestCluster.shared.copy(of: try await task.value)
        }
    }

    private static let content = """
        SELECT stockpile.set_district('{"division_code": "530199", "local_unit": "01", "name": "小区", "name_en": "Small",
            "time_zone": "Asia/Shanghai", "short_code": "XQ", "content_sha256": "made up", "source": "made up"}');
        INSERT INTO stockpile.reserve_category VALUES ('relief', '救灾', 'Relief', 1, 's'), ('flood', '防汛', 'Flood', 2, 's');
        INSERT INTO stockpile.classification_code VALUES ('1020000', '衣被', 'Bedding', 's');
        INSERT INTO stockpile.item (code, name, name_en, classification_code, base_unit, shelf_life_months, shelf_life_from,
            shelf_life_source, warn_days, rotate_days, is_returnable, retired_on, source) VALUES
            ('quilt', '棉被', 'Quilt', '1020000', '条', NULL, NULL, NULL, NULL, NULL, true, NULL, 's'),
            ('water', '饮用水', 'Water', '1020000', '瓶', 12, 'manufactured', 'label', 60, 30, false, NULL, 's'),
            ('rope', '绳', 'Rope', '1020000', '米', NULL, NULL, NULL, NULL, NULL, true, NULL, 's'),
            ('lamp', '马灯', 'Lamp', '1020000', '盏', NULL, NULL, NULL, NULL, NULL, true, '2020-01-01', 's');
        INSERT INTO stockpile.item_category SELECT item_id, 'relief' FROM stockpile.item;
        INSERT INTO stockpile.item_category SELECT item_id, 'flood' FROM stockpile.item WHERE code = 'rope';
        INSERT INTO stockpile.unit_conversion SELECT item_id, '包', 10, 1, 's' FROM stockpile.item WHERE code = 'quilt';
        INSERT INTO stockpile.unit_conversion SELECT item_id, '捆', 25, 2, 's' FROM stockpile.item WHERE code = 'rope';
        INSERT INTO stockpile.stock_owner (code, name, name_en, source) VALUES ('own', '本级', 'Own', 's'), ('city', '市级', 'City', 's');
        INSERT INTO stockpile.place (code, name, name_en, kind, source) VALUES ('D1', '一库', 'Depot one', 'depot', 's'),
            ('D2', '二库', 'Depot two', 'depot', 's'), ('T1', '甲镇', 'Town one', 'town_point', 's'),
            ('T2', '乙镇', 'Town two', 'town_point', 's'), ('S1', '安置点', 'Shelter', 'shelter', 's'), ('V1', '车', 'Lorry', 'vehicle', 's');
        INSERT INTO stockpile.route SELECT a.place_id, b.place_id, way.minutes, 's'
            FROM (VALUES ('D1', 'T1', 20), ('D1', 'T2', 40), ('D2', 'T1', 60), ('D2', 'T2', 10)) AS way (a, b, minutes)
            JOIN stockpile.place AS a ON a.code = way.a JOIN stockpile.place AS b ON b.code = way.b;
        INSERT INTO stockpile.person (login, name, source) SELECT login, login, 's' FROM unnest(ARRAY['keeper1', 'keeper2', 'commander1',
            'commander2', 'finance1', 'finance2', 'auditor1', 'liaison1', 'admin1']) AS login;
        INSERT INTO stockpile.person_role SELECT person_id, CASE rtrim(login, '12') WHEN 'keeper' THEN 'storekeeper'
            WHEN 'admin' THEN 'administrator' ELSE rtrim(login, '12') END FROM stockpile.person WHERE login <> 'worker';
        """
}
