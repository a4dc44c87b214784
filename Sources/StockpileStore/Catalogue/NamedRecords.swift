package import Postgres
package import StockpileModel

/// The items, places, owners, bins and lots that a request names, found together; what does not exist is simply missing.
package struct NamedRecords: Sendable {
    package struct Codes: Sendable {
        package let items: Set<String>
        package let places: Set<String>
        package let owners: Set<String>
        package let bins: Set<BinName>
        /// How long goods last as each source says it: for receipts, which make lots.
        package var withRules = false
        /// Lots that lie, or have lain, at the place `lotsAt`.
        package var lots: Set<LotCode> = []
        package var lotsAt = ""
        /// The key of a request that may have been answered before.
        package var key: IdempotencyKey?

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
    /// Free and good ones first; a lot that has gone has its empty balances.
    package private(set) var balances: [LotCode: [LotBalance]] = [:]
    private var answered: AnsweredRequest?
    /// The owner that goods belong to when nobody says otherwise: the first one loaded.
    package private(set) var firstOwner: OwnerID?

    /// Columns have the names that items are read by; a place's kind stands in `base_unit`, a bin's place in `name`
    /// and whether it is retired in `is_serialised`; rules stand in `conversions`, the source of the item's own in `base_unit`;
    /// a lot's number stands in `name` and its balances in `conversions`; a key's request in `code` and its operation in `name`.
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
        if !codes.lots.isEmpty { sql += lots(codes) }
        if let key = codes.key {
            sql += """

                UNION ALL
                SELECT 'answered', NULL, request_hash, operation, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
                FROM stockpile.request WHERE request_key = \(key.rawValue)
                """
        }
        return sql
    }

    private static func lots(_ codes: Codes) -> SQL {
        let lots = Array(codes.lots)
        let isAmong: SQL =
            lots.count == 1
            ? "item.code = \(lots[0].item) AND lot.lot_number = \(lots[0].number)"
            : "(item.code, lot.lot_number) IN (SELECT * FROM unnest(\(lots.map(\.item)), \(lots.map(\.number))))"
        return """

            UNION ALL
            SELECT 'lot', item.item_id, item.code, lot.lot_number, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                jsonb_agg(\(LotBalance.json) ORDER BY \(LotBalance.order)), NULL
            FROM stockpile.item JOIN stockpile.lot USING (item_id)
            JOIN stockpile.stock_account AS account ON account.lot_id = lot.lot_id AND account.kind = 'stock'
            JOIN stockpile.place ON place.place_id = account.place_id AND place.code = \(codes.lotsAt)
            LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
            WHERE \(isAmong) GROUP BY item.item_id, lot.lot_number
            """
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
            case "lot":
                let found: JSONValue = try row.get("conversions")
                balances[LotCode(item: code, number: try row.get("name"))] = try (found.array ?? []).map(LotBalance.init(json:))
            case "answered": answered = AnsweredRequest(requestHash: code, operation: try row.get("name"))
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

    /// True when the key was asked about and has been posted under already.
    ///
    /// Errors: SP202 when it came with another request.
    package func isPosted(_ key: IdempotencyKey, requestHash: String) throws -> Bool {
        guard let answered else { return false }
        try answered.requireSame(requestHash, key)
        return true
    }
}

extension Store {
    package func findNamed(_ codes: NamedRecords.Codes) async throws -> NamedRecords {
        try NamedRecords(rows: await query(NamedRecords.statement(codes)))
    }
}

extension Transaction {
    package func findNamed(_ codes: NamedRecords.Codes) throws -> NamedRecords {
        try NamedRecords(rows: query(NamedRecords.statement(codes)))
    }
}
