package import Postgres
package import StockpileModel

/// The items, places, owners and bins that a request names, found together; what does not exist is simply missing.
package struct NamedRecords: Sendable {
    package struct Codes: Sendable {
        package let items: Set<String>
        package let places: Set<String>
        package let owners: Set<String>
        package let bins: Set<BinName>
        /// How long goods last as each source says it: for receipts, which make lots.
        package var withRules = false

        package init(items: Set<String>, places: Set<String>, owners: Set<String>, bins: Set<BinName> = []) {
            self.items = items
            self.places = places
            self.owners = owners
            self.bins = bins
        }
    }

    package private(set) var items: [String: Item] = [:]
    package private(set) var places: [String: Place] = [:]
    package private(set) var owners: [String: OwnerID] = [:]
    package private(set) var bins: [BinName: Bin] = [:]
    /// The owner that goods belong to when nobody says otherwise: the first one loaded.
    package private(set) var firstOwner: OwnerID?
    /// The version of the catalogue that all of this belongs to.
    package private(set) var version = ""

    /// Columns have the names that items are read by; a place's kind stands in `base_unit`, a bin's place in `name`
    /// and whether it is retired in `is_serialised`; rules stand in `conversions`, the source of the item's own in `base_unit`.
    fileprivate static func statement(_ codes: Codes) -> SQL {
        var sql: SQL = """
            SELECT 'item' AS subject, item.item_id, item.code, item.name, item.name_en, item.base_unit, item.shelf_life_months,
                item.shelf_life_from, item.warn_days, item.rotate_days,
                ARRAY(SELECT reserve_category FROM stockpile.item_category WHERE item_id = item.item_id ORDER BY 1) AS categories,
                (SELECT jsonb_agg(jsonb_build_object('pack', pack, 'base_units', base_units, 'packs', packs) ORDER BY pack)
                    FROM stockpile.unit_conversion WHERE item_id = item.item_id) AS conversions,
                item.is_serialised
            FROM stockpile.item WHERE item.code \(isAmong(codes.items))
            UNION ALL
            SELECT 'place', place_id, code, name, name_en, kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM stockpile.place WHERE code \(isAmong(codes.places))
            UNION ALL
            (SELECT 'first_owner', owner_id, code, name, name_en, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM stockpile.stock_owner ORDER BY owner_id LIMIT 1)
            UNION ALL
            SELECT 'version', NULL, version::text, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM stockpile.catalogue_version
            """
        if !codes.owners.isEmpty {
            sql += """

                UNION ALL
                SELECT 'owner', owner_id, code, name, name_en, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                FROM stockpile.stock_owner WHERE code \(isAmong(codes.owners))
                """
        }
        if !codes.bins.isEmpty {
            let bins = Array(codes.bins)
            sql += """

                UNION ALL
                SELECT 'bin', bin.bin_id, bin.code, place.code, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, bin.retired_on IS NOT NULL
                FROM unnest(\(bins.map(\.place)), \(bins.map(\.code))) AS wanted (place, code)
                JOIN stockpile.place ON place.code = wanted.place
                JOIN stockpile.bin ON bin.place_id = place.place_id AND bin.code = wanted.code
                """
        }
        if codes.withRules {
            sql += """

                UNION ALL
                SELECT 'rules', item.item_id, item.code, NULL, NULL, item.shelf_life_source, NULL, NULL, NULL, NULL, NULL,
                    jsonb_agg(to_jsonb(rule) ORDER BY rule.shelf_life_rule_id), NULL
                FROM stockpile.item JOIN stockpile.shelf_life_rule AS rule USING (item_id)
                WHERE rule.ended_at IS NULL AND item.code \(isAmong(codes.items)) GROUP BY item.item_id
                """
        }
        return sql
    }

    /// One code is compared by itself: for an array of unknown length the server would plan the statement anew each time.
    private static func isAmong(_ codes: Set<String>) -> SQL {
        if codes.count == 1, let code = codes.first { return "= \(code)" }
        return "= ANY(\(Array(codes)))"
    }

    fileprivate init(rows: [Row]) throws {
        var rules: [String: (ownSource: String?, rules: JSONValue)] = [:]
        for row in rows {
            let subject: String = try row.get("subject")
            let code: String = try row.get("code")
            switch subject {
            case "item": items[code] = try Item(row: row)
            case "place":
                places[code] = Place(
                    id: try row.get("item_id"), code: code, name: try row.get("name"), nameEn: try row.get("name_en"),
                    kind: PlaceKind(rawValue: try row.get("base_unit")) ?? .depot)
            case "owner": owners[code] = try row.get("item_id")
            case "bin":
                bins[BinName(place: try row.get("name"), code: code)] = Bin(
                    id: try row.get("item_id"), isRetired: try row.get("is_serialised"))
            case "version": version = code
            case "rules": rules[code] = (try row.get("base_unit"), try row.get("conversions"))
            default: firstOwner = try row.get("item_id")
            }
        }
        for (code, found) in rules {
            let own = (items[code]?.shelfLives ?? []).map { rule in
                var rule = rule
                rule.source = found.ownSource ?? ""
                return rule
            }
            items[code]?.shelfLives = try own + (found.rules.array ?? []).map(ShelfLife.init(json:))
        }
    }

    /// Whether all that these codes name is here.
    func covers(_ codes: Codes) -> Bool {
        firstOwner != nil && codes.items.allSatisfy { items[$0] != nil } && codes.places.allSatisfy { places[$0] != nil }
            && codes.owners.allSatisfy { owners[$0] != nil } && codes.bins.allSatisfy { bins[$0] != nil }
    }

    /// With what was found later in the same version.
    mutating func add(_ later: NamedRecords) {
        items.merge(later.items) { $1 }
        places.merge(later.places) { $1 }
        owners.merge(later.owners) { $1 }
        bins.merge(later.bins) { $1 }
        firstOwner = later.firstOwner
    }
}

extension Querying where Self: ~Copyable {
    package func findNamed(_ codes: NamedRecords.Codes) throws -> NamedRecords {
        try NamedRecords(rows: query(NamedRecords.statement(codes)))
    }
}

extension Store {
    package func findNamed(_ codes: NamedRecords.Codes) async throws -> NamedRecords {
        try NamedRecords(rows: await query(NamedRecords.statement(codes)))
    }
}
