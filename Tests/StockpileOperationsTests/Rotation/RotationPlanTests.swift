import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Plans of rotation on a district's stock")
struct RotationPlanTests {
    /// A standard that needs one quilt a head within two hours of both towns: from D1 only.
    private func needQuilts(_ heads: Int64, _ reserve: SmallReserve) async throws {
        for statement: SQL in [
            "INSERT INTO stockpile.hazard VALUES ('h1', '水', 'Water', 's')",
            "INSERT INTO stockpile.driver VALUES ('heads', '人', 'Heads', '人', 's')",
            """
            INSERT INTO stockpile.standard (code, version, name, name_en, response_level, effective_from, source)
            VALUES ('s2', 1, '二', 'Two', 'II', '2020-01-01', 's')
            """,
            """
            INSERT INTO stockpile.standard_line (standard_id, reserve_category, item_id, driver, coefficient, days, within_hours, source)
            SELECT standard_id, 'relief', item_id, 'heads', 1, 1, 2, 's' FROM stockpile.standard, stockpile.item WHERE item.code = 'quilt'
            """,
            """
            INSERT INTO stockpile.scenario (code, name, name_en, hazard, response_days, source) VALUES ('q1', '一', 'One', 'h1', 5, 's')
            """,
            """
            INSERT INTO stockpile.scenario_town SELECT scenario_id, place_id FROM stockpile.scenario, stockpile.place
            WHERE place.code IN ('T1', 'T2')
            """,
            "INSERT INTO stockpile.scenario_driver SELECT scenario_id, 'heads', \(heads)::numeric, 's' FROM stockpile.scenario",
        ] { try await reserve.sql(statement) }
    }

    private func way(
        _ kind: RotationWayKind, _ percent: Int64, cost: Int64 = 0, daysLeft: Int64 = 0, _ reserve: SmallReserve
    ) async throws {
        try await reserve.sql(
            """
            INSERT INTO stockpile.rotation_way (way, saved_percent, fixed_cost_fen, cost_per_unit_fen, lead_days, least_days_left, source)
            VALUES (\(kind.rawValue), \(percent), \(cost), 0, 0, \(daysLeft), 's')
            """)
    }

    private func told(_ plan: JSONValue) -> [String] {
        (plan[key: "steps"]?.array ?? []).map { step in
            ["lot", "place", "way"].compactMap { step[key: $0]?.text }.joined(separator: " ") + " "
                + ["quantity", "saved_fen", "cost_fen"].map { String(step[key: $0]?.integer ?? -1) }.joined(separator: " ")
        }
    }

    @Test func `without data every lot that is due is told of, with no way; nothing is changed`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "A", expiresIn: 100)
            try await reserve.receive("quilt", 10, lot: "LATER", expiresIn: 900)
            let before = try await reserve.fingerprint()
            let plan = try await reserve.person("auditor1").planRotation(months: 12, level: .II, scenario: nil)
            #expect(told(plan) == ["A D1 no_way 10 0 0"])
            #expect(plan[key: "value_at_risk_fen"] == 1000)
            #expect(plan[key: "net_at_most_fen"] == 0)
            #expect(try await reserve.fingerprint() == before)
        }
    }

    @Test func `what the standard needs of stock in reach stays; what is out of reach and what is more may be sold`() async throws {
        try await SmallReserve.run { reserve in
            try await needQuilts(8, reserve)
            try await way(.sale, 40, cost: 50, daysLeft: 30, reserve)
            try await way(.disposal, 0, cost: 20, reserve)
            try await reserve.receive("quilt", 10, lot: "A", expiresIn: 100)
            try await reserve.receive("quilt", 6, at: "S1", lot: "B", expiresIn: 120)
            let auditor = try await reserve.person("auditor1")
            let plan = try await auditor.planRotation(months: 12, level: .II, scenario: "q1")
            // D2 and the towns are in reach as well; the shelter's goods count nowhere.
            #expect(told(plan) == ["A D1 sale 2 80 50", "B S1 sale 6 240 50", "A D1 disposal 8 0 20"])
            #expect(plan[key: "net_fen"] == 200)
            let why = plan[key: "steps"]?.array?.last?[key: "why_not_better"]?.array?.first
            #expect(why?[key: "way"]?.text == "sale" && why?[key: "reason"]?.text == "below_requirement")
            // Other goods of the same kind take their place.
            try await reserve.receive("quilt", 8, at: "D2", lot: "C", expiresIn: 2000)
            let free = try await auditor.planRotation(months: 12, level: .II, scenario: nil)
            #expect(told(free).filter { $0.hasPrefix("A") } == ["A D1 sale 10 400 50"])
        }
    }

    @Test func `held goods get no way; a scenario nobody knows or without a standard is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await way(.sale, 40, reserve)
            try await reserve.receive("quilt", 10, lot: "A", expiresIn: 100)
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.holdLot("A", item: nil, at: nil, remarks: nil, key: .fresh())
            let plan = try await keeper.planRotation(months: 12, level: .II, scenario: nil)
            #expect(told(plan) == ["A D1 no_way 10 0 0"])
            let why = plan[key: "steps"]?.array?.first?[key: "why_not_better"]?.array?.first
            #expect(why?[key: "reason"]?.text == "blocked")
            let error = await #expect(throws: StockpileError.self) {
                try await keeper.planRotation(months: 12, level: .II, scenario: "nope")
            }
            if case .notFound("scenario", "nope") = error {} else { Issue.record("\(String(describing: error))") }
            try await needQuilts(8, reserve)
            try await reserve.refuses(.standardMissing) { try await keeper.planRotation(months: 12, level: .IV, scenario: "q1") }
        }
    }

    @Test func `the tables say no to what is no way, and the application does not change them`() async throws {
        try await SmallReserve.run { reserve in
            for (kind, percent) in [("gift", 10), ("sale", 101)] {
                await #expect(throws: PostgresError.self) {
                    try await reserve.sql(
                        """
                        INSERT INTO stockpile.rotation_way
                            (way, saved_percent, fixed_cost_fen, cost_per_unit_fen, lead_days, least_days_left, source)
                        VALUES (\(kind), \(Int64(percent)), 0, 0, 0, 0, 's')
                        """)
                }
            }
            await #expect(throws: PostgresError.self) {
                try await reserve.sql("UPDATE stockpile.rotation_way SET saved_percent = 100", role: "stockpile_application")
            }
        }
    }
}
