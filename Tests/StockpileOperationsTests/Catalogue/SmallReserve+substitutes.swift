import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

extension SmallReserve {
    /// Items that serve for others: shelter for persons, tents of two sizes, a kit with a cup.
    func addTents() async throws {
        try await sql(
            """
            INSERT INTO stockpile.item (code, name, name_en, classification_code, base_unit, is_returnable, source)
            VALUES ('shelter', '安置能力', 'Shelter', '1020000', '人', false, 's'), ('tent12', '12平帐篷', 'Tent 12', '1020000', '顶', true, 's'),
                ('tent36', '36平帐篷', 'Tent 36', '1020000', '顶', true, 's'), ('kit', '家庭包', 'Kit', '1020000', '套', false, 's'),
                ('cup', '杯', 'Cup', '1020000', '个', false, 's')
            """)
        try await sql(
            """
            INSERT INTO stockpile.item_category
            SELECT item_id, 'relief' FROM stockpile.item WHERE code IN ('shelter', 'tent12', 'tent36', 'kit', 'cup')
            """)
    }

    @discardableResult
    func stands(
        _ substitute: String, for item: String, _ units: String, by login: String = "admin1", key: IdempotencyKey = .fresh()
    ) async throws -> [JSONValue] {
        var draft = SubstituteDraft()
        (draft.item, draft.substitute, draft.source) = (item, substitute, "s")
        draft.units = try #require(ExactDecimal(units))
        return try await person(login).addSubstitute(draft, key: key)
    }

    @discardableResult
    func part(
        _ part: String, of kit: String, _ quantity: Int64, by login: String = "admin1", key: IdempotencyKey = .fresh()
    ) async throws -> [JSONValue] {
        var draft = KitPartDraft()
        (draft.kit, draft.part, draft.quantity, draft.source) = (kit, part, quantity, "s")
        return try await person(login).addKitPart(draft, key: key)
    }
}
