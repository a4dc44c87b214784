import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

extension SmallReserve {
    /// A standard of level II that needs one of each named item a head, within two hours of both towns: from either depot.
    func need(_ heads: Int64, of items: [String] = ["quilt"], within hours: Int64 = 2) async throws {
        for statement: SQL in [
            "INSERT INTO stockpile.hazard VALUES ('h1', '水', 'Water', 's')",
            "INSERT INTO stockpile.driver VALUES ('heads', '人', 'Heads', '人', 's')",
            """
            INSERT INTO stockpile.standard (code, version, name, name_en, response_level, effective_from, source)
            VALUES ('s2', 1, '二', 'Two', 'II', '2020-01-01', 's')
            """,
            """
            INSERT INTO stockpile.standard_line (standard_id, reserve_category, item_id, driver, coefficient, days, within_hours, source)
            SELECT standard_id, 'relief', item_id, 'heads', 1, 1, \(hours), 's' FROM stockpile.standard,
                unnest(\(items)) WITH ORDINALITY AS wanted (code, position) JOIN stockpile.item USING (code) ORDER BY position
            """,
            """
            INSERT INTO stockpile.scenario (code, name, name_en, hazard, response_days, source) VALUES ('q1', '一', 'One', 'h1', 5, 's')
            """,
            """
            INSERT INTO stockpile.scenario_town SELECT scenario_id, place_id FROM stockpile.scenario, stockpile.place
            WHERE place.code IN ('T1', 'T2')
            """,
            "INSERT INTO stockpile.scenario_driver SELECT scenario_id, 'heads', \(heads)::numeric, 's' FROM stockpile.scenario",
        ] { try await sql(statement) }
    }

    func offer(_ item: String, at price: Int64, most: Int64 = 1000, leadDays: Int64 = 10) async throws {
        try await sql(
            """
            INSERT INTO stockpile.purchase_offer (item_id, supplier, unit_price_fen, lead_days, quantity_min, quantity_max, source)
            SELECT item_id, '供货商', \(price), \(leadDays), 0, \(most), 's' FROM stockpile.item WHERE code = \(item)
            """)
    }

    func keepGap(by login: String = "keeper1", budget: Int64? = nil, key: IdempotencyKey = .fresh()) async throws -> JSONValue {
        var question = GapQuestion(level: .II, scenario: "q1")
        question.budgetFen = budget
        return try await person(login).saveGapPlan(question, key: key)
    }
}

extension JSONValue {
    /// Way, item, quantity, where to and price of every step.
    var toldGap: [String] {
        (self[key: "steps"]?.array ?? []).map { step in
            ["way", "item", "from_place", "to_place"].compactMap { step[key: $0]?.text }.joined(separator: " ") + " "
                + ["quantity", "cost_fen"].map { String(step[key: $0]?.integer ?? -1) }.joined(separator: " ")
        }
    }
}
