import Postgres
import StockpileStore

/// What an import leaves in a database, to compare two of them.
struct LoadedContent: Equatable {
    /// Rows and digest of each table; times of recording and the hash of the folder are left out.
    let tables: [String: String]

    init(of store: Store) async throws {
        var tables: [String: String] = [:]
        for table in Self.compared {
            let rows = try await store.statement(
                SQL(
                    unchecked: """
                        SELECT count(*) || ' ' || coalesce(md5(string_agg(row::text, E'\\n' ORDER BY row::text)), '') AS digest
                        FROM stockpile.\(table) AS row
                        """))
            tables[table] = try rows.first?.get("digest") as String?
        }
        self.tables = tables
    }

    static func count(of table: String, in store: Store) async throws -> Int {
        try await store.statement(SQL(unchecked: "SELECT count(*) AS rows FROM stockpile.\(table)")).first?.get("rows") ?? -1
    }

    private static let compared = [
        "reserve_category", "classification_code", "item", "item_category", "unit_conversion", "legacy_group", "stock_owner", "company",
        "place", "bin", "route", "person", "person_role", "lot", "stock_account", "hazard", "driver", "standard", "standard_line",
        "scenario", "scenario_town", "scenario_driver", "scenario_town_driver", "agreement", "agreement_stock", "agreement_capacity",
        "agreement_floor",
    ]
}
