package import Postgres
package import StockpileModel

extension Transaction {
    /// Categories, codes, items with their packs and categories, and the groups of older lists.
    package func insertCatalogue(_ draft: CatalogueDraft) throws {
        try insertCategories(draft.categories)
        let codes = draft.classification
        try execute(
            """
            INSERT INTO stockpile.classification_code (classification_code, name, name_en, source)
            SELECT * FROM unnest(\(codes.map(\.code)), \(codes.map(\.name)), \(codes.map(\.nameEn)), \(codes.map(\.source)))
            """)
        try insertItems(draft.items)
        try insertPacks(draft.packs)
        try insertShelfLifeRules(draft.shelfLifeRules)
        let groups = draft.legacyGroups
        try execute(
            """
            INSERT INTO stockpile.legacy_group (legacy_group, reserve_category, name, rule, source)
            SELECT * FROM unnest(\(groups.map(\.legacyGroup)), \(groups.map(\.category)), \(groups.map(\.name)), \(groups.map(\.rule)),
                \(groups.map(\.source)))
            """)
    }

    /// In the order of the file, which is the order of every report.
    private func insertCategories(_ categories: [NamedDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.reserve_category (reserve_category, name, name_en, source, position)
            SELECT * FROM unnest(\(categories.map(\.code)), \(categories.map(\.name)), \(categories.map(\.nameEn)),
                \(categories.map(\.source))) WITH ORDINALITY
            """)
    }

    private func insertItems(_ items: [ItemDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.item (code, name, name_en, classification_code, base_unit, shelf_life_months, shelf_life_from,
                shelf_life_source, warn_days, rotate_days, is_returnable, is_serialised, source)
            SELECT code, name, name_en, classification_code, base_unit, months, months_from, months_source, warn, rotate, returnable,
                serialised, source
            FROM unnest(\(items.map(\.code)), \(items.map(\.name)), \(items.map(\.nameEn)), \(items.map(\.classificationCode)),
                \(items.map(\.baseUnit)), \(items.map(\.shelfLifeMonths)), \(items.map(\.shelfLifeFrom)), \(items.map(\.shelfLifeSource)),
                \(items.map(\.warnDays)), \(items.map(\.rotateDays)), \(items.map(\.isReturnable)),
                \(items.map(\.isSerialised)), \(items.map(\.source)))
                WITH ORDINALITY AS row (code, name, name_en, classification_code, base_unit, months, months_from, months_source, warn,
                    rotate, returnable, serialised, source, position)
            ORDER BY position
            """)
        let pairs = items.flatMap { item in item.categories.map { (item: item.code, category: $0) } }
        try execute(
            """
            INSERT INTO stockpile.item_category (item_id, reserve_category)
            SELECT item_id, category FROM unnest(\(pairs.map(\.item)), \(pairs.map(\.category))) AS row (code, category)
            JOIN stockpile.item USING (code)
            """)
    }

    private func insertPacks(_ packs: [PackDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.unit_conversion (item_id, pack, base_units, packs, source)
            SELECT item_id, pack, base_units, packs, row.source
            FROM unnest(\(packs.map(\.item)), \(packs.map(\.name)), \(packs.map(\.baseUnits)), \(packs.map(\.packs)),
                \(packs.map(\.source))) AS row (code, pack, base_units, packs, source)
            JOIN stockpile.item USING (code)
            """)
    }
}
