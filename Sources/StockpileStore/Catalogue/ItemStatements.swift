package import Postgres
package import StockpileModel

extension Transaction {
    /// The items with these codes, with categories, shelf life and packs; codes that do not exist are simply missing.
    package func listItems(codes: [String]) throws -> [Item] {
        try query(
            """
            SELECT item.item_id, item.code, item.name, item.name_en, item.base_unit, item.shelf_life_months, item.shelf_life_from,
                item.warn_days, item.rotate_days, item.is_serialised,
                ARRAY(SELECT reserve_category FROM stockpile.item_category WHERE item_id = item.item_id ORDER BY 1) AS categories,
                (SELECT jsonb_agg(jsonb_build_object('pack', pack, 'base_units', base_units, 'packs', packs) ORDER BY pack)
                    FROM stockpile.unit_conversion WHERE item_id = item.item_id) AS conversions
            FROM stockpile.item WHERE item.code = ANY(\(codes))
            """
        ).map(Item.init(row:))
    }
}

extension Item {
    init(row: Row) throws {
        let months: Int? = try row.get("shelf_life_months")
        let from: String? = try row.get("shelf_life_from")
        var shelfLives: [ShelfLife] = []
        if let months, let origin = ShelfLife.Origin(rawValue: from ?? "") {
            shelfLives = [
                ShelfLife(months: months, from: origin, warnDays: try row.get("warn_days"), rotateDays: try row.get("rotate_days"))
            ]
        }
        let conversions: JSONValue? = try row.get("conversions")
        self.init(
            id: try row.get("item_id"), code: try row.get("code"), name: try row.get("name"), nameEn: try row.get("name_en"),
            baseUnit: try row.get("base_unit"), categories: try row.get("categories"), shelfLives: shelfLives,
            conversions: (conversions?.array ?? []).compactMap {
                UnitConversion(
                    pack: $0[key: "pack"]?.text ?? "", baseUnits: $0[key: "base_units"]?.integer ?? 0, packs: $0[key: "packs"]?.integer ?? 0
                )
            }, isSerialised: try row.get("is_serialised"))
    }
}
