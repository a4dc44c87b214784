package import Postgres
package import StockpileModel

extension Transaction {
    /// Everything that serves for some items, directly or for what serves for them.
    package func findSubstituteMap(of items: [ItemID]) throws -> SubstituteMap {
        let rows = try query(
            """
            SELECT pair.item_id, item.item_id AS serving_item_id, pair.units, NULL::bigint AS quantity, pair.condition, pair.source,
                item.code, item.name, item.name_en, item.base_unit
            FROM stockpile.item_substitute AS pair JOIN stockpile.item ON item.item_id = pair.substitute_item_id
            UNION ALL
            SELECT pair.kit_item_id, item.item_id, NULL, pair.quantity, NULL, pair.source, item.code, item.name, item.name_en,
                item.base_unit
            FROM stockpile.kit_part AS pair JOIN stockpile.item ON item.item_id = pair.part_item_id
            ORDER BY item_id, serving_item_id
            """)
        var named: [ItemID: SubstituteMap.Named] = [:]
        var substitutes: [SubstituteMap.Substitute] = []
        var parts: [SubstituteMap.Part] = []
        for row in rows {
            let (item, other): (ItemID, ItemID) = (try row.get("item_id"), try row.get("serving_item_id"))
            named[other] = SubstituteMap.Named(
                item: other, code: try row.get("code"), name: try row.get("name"), nameEn: try row.get("name_en"),
                baseUnit: try row.get("base_unit"))
            if let units: ExactDecimal = try row.get("units") {
                substitutes.append(
                    SubstituteMap.Substitute(
                        item: item, substitute: other, units: units, condition: try row.get("condition"), source: try row.get("source")))
            }
            if let quantity: Int64 = try row.get("quantity") {
                parts.append(SubstituteMap.Part(kit: item, part: other, quantity: quantity, source: try row.get("source")))
            }
        }
        let whole = SubstituteMap(substitutes: substitutes, parts: parts, named: named.values.sorted { $0.item < $1.item })
        return whole.serving(items)
    }

    /// Substitutes of one item or of all, or one of them; by the codes of both.
    package func listSubstitutes(of item: String?, substitute: String? = nil) throws -> [JSONValue] {
        try query(
            """
            SELECT item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit, other.code AS substitute,
                other.name AS substitute_name, other.name_en AS substitute_name_en, other.base_unit AS substitute_unit,
                trim_scale(pair.units) AS units, pair.condition AS substitute_condition, pair.source
            FROM stockpile.item_substitute AS pair
            JOIN stockpile.item USING (item_id)
            JOIN stockpile.item AS other ON other.item_id = pair.substitute_item_id
            WHERE (\(item)::text IS NULL OR item.code = \(item)) AND (\(substitute)::text IS NULL OR other.code = \(substitute))
            ORDER BY item.code, other.code
            """
        ).map { row in
            let units: ExactDecimal = try row.get("units")
            return try row.object(
                [
                    "item", "item_name", "item_name_en", "base_unit", "substitute", "substitute_name", "substitute_name_en",
                    "substitute_unit", "substitute_condition", "source",
                ]
            ).adding("units", .decimal(units.digits))
        }
    }

    /// Every kit with the number of its parts, by code.
    package func listKits() throws -> [JSONValue] {
        try query(
            """
            SELECT kit.code AS kit, kit.name AS kit_name, kit.name_en AS kit_name_en, kit.base_unit, count(*) AS parts
            FROM stockpile.kit_part AS part JOIN stockpile.item AS kit ON kit.item_id = part.kit_item_id
            GROUP BY kit.item_id ORDER BY kit.code
            """
        ).map { try $0.object(["kit", "kit_name", "kit_name_en", "base_unit"], integers: ["parts"]) }
    }

    /// The parts of a kit, or one of them, by code.
    package func listKitParts(of kit: String, part: String? = nil) throws -> [JSONValue] {
        try query(
            """
            SELECT kit.code AS kit, kit.name AS kit_name, kit.name_en AS kit_name_en, kit.base_unit, part.code AS part,
                part.name AS part_name, part.name_en AS part_name_en, part.base_unit AS part_unit, pair.quantity AS per_kit, pair.source
            FROM stockpile.kit_part AS pair
            JOIN stockpile.item AS kit ON kit.item_id = pair.kit_item_id
            JOIN stockpile.item AS part ON part.item_id = pair.part_item_id
            WHERE kit.code = \(kit) AND (\(part)::text IS NULL OR part.code = \(part))
            ORDER BY part.code
            """
        ).map {
            try $0.object(
                ["kit", "kit_name", "kit_name_en", "base_unit", "part", "part_name", "part_name_en", "part_unit", "source"],
                integers: ["per_kit"])
        }
    }

    /// Errors: SP401, SP539, SP675.
    package func addSubstitutes(_ drafts: [SubstituteDraft], by person: PersonID) throws {
        guard !drafts.isEmpty else { return }
        try execute("SELECT stockpile.add_item_substitutes(\(person), \(JSONValue.array(drafts.map(\.json)))::jsonb)")
    }

    /// Errors: SP401, SP539, SP675.
    package func addKitParts(_ drafts: [KitPartDraft], by person: PersonID) throws {
        guard !drafts.isEmpty else { return }
        try execute("SELECT stockpile.add_kit_parts(\(person), \(JSONValue.array(drafts.map(\.json)))::jsonb)")
    }

    /// Errors: SP401, SP655.
    package func removeSubstitute(_ substitute: String, of item: String, by person: PersonID) throws {
        try execute("SELECT stockpile.remove_item_substitute(\(person), \(item), \(substitute))")
    }

    /// Errors: SP401, SP655.
    package func removeKitPart(_ part: String, of kit: String, by person: PersonID) throws {
        try execute("SELECT stockpile.remove_kit_part(\(person), \(kit), \(part))")
    }
}
