import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

extension SmallReserve {
    /// A row of data on how an item leaves a place; with an agreement where a company owes it.
    func addWay(
        _ kind: RotationWayKind, _ percent: Int64, of item: String? = nil, at place: String? = nil, agreement: String? = nil
    ) async throws {
        try await sql(
            """
            INSERT INTO stockpile.rotation_way (way, item_id, place_id, agreement_id, saved_percent, fixed_cost_fen, cost_per_unit_fen,
                lead_days, least_days_left, replaced_after_days, source)
            VALUES (\(kind.rawValue), (SELECT item_id FROM stockpile.item WHERE code = \(item)),
                (SELECT place_id FROM stockpile.place WHERE code = \(place)),
                (SELECT agreement_id FROM stockpile.agreement WHERE number = \(agreement)), \(percent), 0, 0, 0, 0,
                CASE WHEN \(kind == .swap) THEN 0 END, 's')
            """)
    }

    func useRoutinely(_ item: String, _ quantity: Int64, at place: String) async throws {
        try await sql(
            """
            INSERT INTO stockpile.routine_use SELECT item_id, place_id, \(quantity), 's' FROM stockpile.item, stockpile.place
            WHERE item.code = \(item) AND place.code = \(place)
            """)
    }

    /// A company that swaps quilts under the agreement A1.
    func addSwapper() async throws {
        try await sql("INSERT INTO stockpile.company (code, name, name_en, source) VALUES ('C1', '甲厂', 'Mill', 's')")
        try await sql(
            """
            INSERT INTO stockpile.agreement (number, company_id, name, valid_from, valid_to, source)
            SELECT 'A1', company_id, '协议', current_date - 400, current_date + 400, 's' FROM stockpile.company
            """)
    }

    /// One lot for each way: of quilts and ropes, ten each, at places that have that way only.
    func makeOneOfEachWay() async throws {
        try await addSwapper()
        try await addWay(.swap, 90, of: "quilt", at: "T2", agreement: "A1")
        try await addWay(.sale, 40, of: "quilt", at: "D1")
        try await addWay(.donation, 10, of: "quilt", at: "D2")
        try await addWay(.disposal, 0, of: "quilt", at: "T1")
        try await addWay(.extensionTest, 60, of: "rope", at: "D1")
        try await addWay(.use, 100, of: "rope", at: "D2")
        try await addWay(.transfer, 95, of: "rope", at: "T1")
        try await useRoutinely("rope", 500, at: "D2")
        for (lot, place) in [("SWAP", "T2"), ("SALE", "D1"), ("GIFT", "D2"), ("OLD", "T1")] {
            try await receive("quilt", 10, at: place, lot: lot, expiresIn: 100)
        }
        for (lot, place) in [("TEST", "D1"), ("USE", "D2"), ("MOVE", "T1")] {
            try await receive("rope", 10, at: place, lot: lot, expiresIn: 100)
        }
    }

    /// Ten quilts at the first depot that are to be sold, kept as a plan; approved by a commander if asked. Answers its number.
    func keepSale(_ quantity: Int64 = 10, isApproved: Bool = true) async throws -> String {
        try await addWay(.sale, 40, of: "quilt")
        try await receive("quilt", quantity, lot: "A", expiresIn: 100)
        let number = try await keepPlan()
        if isApproved { try await approvePlan(number) }
        return number
    }

    func keepPlan(by login: String = "keeper1", key: IdempotencyKey = .fresh()) async throws -> String {
        try await person(login).saveRotationPlan(months: 12, level: .II, scenario: nil, key: key).number
    }

    @discardableResult
    func approvePlan(_ number: String, by login: String = "commander1", key: IdempotencyKey = .fresh()) async throws -> JSONValue {
        try await person(login).approveRotationPlan(number, key: key)
    }

    /// Carries a step out with the reason a sale owes, or what is described.
    @discardableResult
    func carryOut(
        _ number: String, step: Int64 = 1, _ quantity: Int64? = nil, by login: String = "keeper1", key: IdempotencyKey = .fresh(),
        _ describe: (inout RotationCarryOut) -> Void = { _ in }
    ) async throws -> JSONValue {
        var carryOut = RotationCarryOut(plan: number, step: step)
        carryOut.quantity = quantity
        carryOut.request.grounds.reason = "轮换"
        describe(&carryOut)
        return try await person(login).carryOutRotation(carryOut, key: key)
    }

    func rotation(_ number: String) async throws -> JSONValue { try await person("auditor1").showRotationPlan(number) }
}

extension RotationCarryOut {
    /// Fresh quilts as a company gives them.
    mutating func bring(_ quantity: Int64, lot: String = "NEW", cost: Int64 = 120) {
        var line = PostingRequestLine(item: "", quantity: quantity)
        line.lot = lot
        line.unitCostFen = cost
        line.expiresOn = SmallReserve.today.adding(days: 1000)
        request.lines = [line]
    }
}

extension JSONValue {
    /// The first step, or the one of a way.
    func step(_ way: RotationWayKind? = nil) -> JSONValue {
        let steps = self[key: "steps"]?.array ?? []
        return steps.first { way == nil || $0[key: "way"]?.text == way?.rawValue } ?? .null
    }

    var documentNumbers: [String] { (self[key: "documents"]?.array ?? []).map(\.number) }
}
