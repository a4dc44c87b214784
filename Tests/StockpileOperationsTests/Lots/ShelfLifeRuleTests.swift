import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Receipts take their dates from rules, and say which", .serialized)
struct ShelfLifeRuleTests {
    /// The item's own 12 months from manufacture, and beside it: 6 months from receipt, 3 for what is donated.
    private func rules(_ reserve: SmallReserve) async throws {
        try await reserve.sql(
            """
            INSERT INTO stockpile.shelf_life_rule (item_id, life_kind, months, days, counted_from, acquired_by, warn_days,
                stop_issue_before_days, source)
            SELECT item_id, told.* FROM stockpile.item, (VALUES
                ('storage', 6, NULL::integer, 'received', NULL, NULL::integer, 20, '甲标准'),
                ('storage', NULL, 90, 'received', 'donation', 5, NULL, '捐赠规定'),
                ('service', 1, NULL, 'first_used', NULL, NULL, NULL, '乙标准')
            ) AS told (life_kind, months, days, counted_from, acquired_by, warn, stop, source) WHERE item.code = 'water'
            """)
    }

    private func receive(_ reserve: SmallReserve, _ lot: String, purpose: String = "purchase", expiresIn days: Int? = nil) async throws {
        var line = PostingRequestLine.of("water", 10, lot: lot)
        line.category = "relief"
        line.unitCostFen = 100
        line.expiresOn = days.map { SmallReserve.today.adding(days: $0) }
        let keeper = try await reserve.person("keeper1")
        _ = try await keeper.postReceipt(PostingRequest(purpose: purpose, place: "D1", lines: [line]), key: .named("R-\(lot)"))
    }

    @Test func `a receipt without dates gets those of the shortest rule, as a fact that names its source`() async throws {
        try await SmallReserve.run { reserve in
            try await rules(reserve)
            try await receive(reserve, "W")
            let today = SmallReserve.today
            let keeper = try await reserve.person("keeper1")
            let shown = try await keeper.showLot("W", item: nil)
            let expiry = today.adding(months: 6)
            #expect(shown[key: "expires_on"]?.text == expiry.rawValue)
            #expect(shown[key: "stop_issue_on"]?.text == expiry.adding(days: -20).rawValue)
            // What the shortest leaves open the item's own says: 60 and 30 days before.
            #expect(shown[key: "warn_on"]?.text == expiry.adding(days: -60).rawValue)
            #expect(shown[key: "rotate_by_on"]?.text == expiry.adding(days: -30).rawValue)
            let dates = try #require(shown[key: "dates"]?.array)
            #expect(dates.map { $0[key: "reason"]?.text } == ["shelf_life_rule", "receipt"])
            #expect(dates[0][key: "source"]?.text == "甲标准; label" && dates[0][key: "life_kind"]?.text == "storage")
            let rules = try #require(shown[key: "rules"]?.array)
            #expect(rules.map { $0[key: "source"]?.text } == ["甲标准", "label", "乙标准"])
            #expect(rules.map { $0[key: "decides"] } == [.bool(true), .bool(false), .bool(false)])
            #expect(rules.map { $0[key: "ends_on"]?.text } == [expiry.rawValue, today.adding(months: 12).rawValue, nil])
            // The same request again says nothing more.
            try await receive(reserve, "W")
            #expect(try await keeper.showLot("W", item: nil).canonical == shown.canonical)
            try await reserve.isWhole()
        }
    }

    @Test func `what is acquired in another way follows its own rule; stated dates win`() async throws {
        try await SmallReserve.run { reserve in
            try await rules(reserve)
            try await receive(reserve, "GIFT", purpose: "donation")
            try await receive(reserve, "OWN", expiresIn: 400)
            let keeper = try await reserve.person("keeper1")
            let gift = try await keeper.showLot("GIFT", item: nil)
            #expect(gift[key: "days_left"]?.integer == 90 && gift[key: "issue_days_left"]?.integer == 70)
            #expect(gift[key: "rules"]?.array?.first?[key: "source"]?.text == "捐赠规定")
            let own = try await keeper.showLot("OWN", item: nil)
            #expect(own[key: "days_left"]?.integer == 400 && own[key: "issue_days_left"]?.integer == 380)
            #expect(own[key: "rules"]?.array?.allSatisfy { $0[key: "decides"] == .bool(false) } == true)
        }
    }

    @Test func `without rules a receipt is as before: one fact, and the item's own shelf life`() async throws {
        try await SmallReserve.run { reserve in
            try await receive(reserve, "W")
            let shown = try await reserve.person("keeper1").showLot("W", item: nil)
            #expect(shown[key: "expires_on"]?.text == SmallReserve.today.adding(months: 12).rawValue)
            #expect(shown[key: "dates"]?.array?.count == 1 && shown[key: "stop_issue_on"] == .null)
            #expect(shown[key: "rules"]?.array?.map { $0[key: "decides"] } == [.bool(true)])
        }
    }

    @Test func `after the day a rule stops issue nothing leaves for use`() async throws {
        try await SmallReserve.run { reserve in
            try await rules(reserve)
            try await receive(reserve, "OLD", expiresIn: 20)
            try await reserve.refuses(.lotStopped) { try await reserve.issue("water", 1, lot: "OLD") }
            _ = try await reserve.issue("water", 1, lot: "OLD", purpose: "sample")
        }
    }

    @Test func `documents that are loaded follow the same rules`() async throws {
        try await SmallReserve.run { reserve in
            try await rules(reserve)
            _ = try await reserve.load(
                heads: "A,receipt,purchase,D1,\(SmallReserve.ago(1))\n", lines: "A,water,5,L,,relief,100,,\nA,quilt,5,Q,,relief,100,,\n")
            let keeper = try await reserve.person("keeper1")
            let shown = try await keeper.showLot("L", item: nil)
            #expect(shown[key: "dates"]?.array?.map { $0[key: "reason"]?.text } == ["shelf_life_rule", "receipt"])
            #expect(shown[key: "stop_issue_on"]?.text != nil)
            #expect(try await keeper.showLot("Q", item: nil)[key: "dates"]?.array?.count == 1)
            try await reserve.isWhole()
        }
    }

    @Test func `the rules of an item are listed with their sources, its own first`() async throws {
        try await SmallReserve.run { reserve in
            try await rules(reserve)
            let auditor = try await reserve.person("auditor1")
            let listed = try await auditor.listShelfLives(item: "water")
            #expect(listed.map { $0[key: "source"]?.text } == ["label", "甲标准", "捐赠规定", "乙标准"])
            #expect(listed.map { $0[key: "days"]?.integer } == [nil, nil, 90, nil])
            #expect(try await auditor.listShelfLives(item: nil).count == 4)
            await #expect(throws: StockpileError.self) { try await auditor.listShelfLives(item: "nothing") }
        }
    }

    @Test func `nobody dates a lot by rule that he has not received in the same breath`() async throws {
        try await SmallReserve.run { reserve in
            try await rules(reserve)
            try await receive(reserve, "W", expiresIn: 400)
            let fact = """
                [{"key": "R-W", "line_no": 1, "stop_issue_on": "2099-01-01", "source": "x"}]
                """
            let keeper = "(SELECT person_id FROM stockpile.person WHERE login = 'keeper1')"
            let rows = try await reserve.sql(
                SQL(unchecked: "SELECT stockpile.record_rule_dates(\(keeper), '\(fact)') AS dated"), role: "stockpile_application")
            #expect(try rows.first?.get("dated") as Int64? == 0)
        }
    }
}
