package import Postgres
package import StockpileModel

/// What a stock list is grouped by.
package enum StockGrouping: String, Sendable, CaseIterable {
    case item, place, lot, category, bin, owner
}

/// Narrows a stock list; nil leaves a side open.
package struct StockFilter: Sendable {
    package var item: String?
    package var place: String?
    package var category: String?
    package var lot: String?
    package var owner: String?

    package init(item: String? = nil, place: String? = nil, category: String? = nil, lot: String? = nil, owner: String? = nil) {
        self.item = item
        self.place = place
        self.category = category
        self.lot = lot
        self.owner = owner
    }
}

extension Transaction {
    /// Tells a name that was mistyped from stock that is not there.
    ///
    /// Errors: notFound for the first code that nothing in this district has.
    package func requireKnown(_ filter: StockFilter) throws {
        let missing = try query(
            """
            SELECT 'item' AS subject, \(filter.item)::text AS code
            WHERE \(filter.item)::text NOT IN (SELECT code FROM stockpile.item)
            UNION ALL
            SELECT 'place', \(filter.place)::text WHERE \(filter.place)::text NOT IN (SELECT code FROM stockpile.place)
            UNION ALL
            SELECT 'category', \(filter.category)::text
            WHERE \(filter.category)::text NOT IN (SELECT reserve_category FROM stockpile.reserve_category)
            UNION ALL
            SELECT 'owner', \(filter.owner)::text WHERE \(filter.owner)::text NOT IN (SELECT code FROM stockpile.stock_owner)
            UNION ALL
            SELECT 'lot', \(filter.lot)::text
            WHERE \(filter.lot)::text IS NOT NULL AND NOT EXISTS (SELECT FROM stockpile.lot WHERE lot_number = \(filter.lot))
            """)
        guard let row = missing.first else { return }
        throw StockpileError.notFound(subject: try row.get("subject"), code: try row.get("code"))
    }

    /// Stock summed up by item, place, lot, category, bin or owner, with what of it is free and in date, reserved, held, expired,
    /// in transit, not good or on loan.
    ///
    /// Shape: `quantity` is everything on the books; the others are parts of it that do not overlap.
    /// Units: base units; fen; a lot's days left may be negative.
    package func listStock(
        by grouping: StockGrouping, _ filter: StockFilter, on day: CalendarDate, at moment: LedgerMoment? = nil
    ) throws -> [JSONValue] {
        let past = try moment.map { try findPastStock(at: $0) }
        return try query(
            Self.stockColumns(grouping, on: day) + """
                , sum(quantity)::bigint AS quantity,
                    coalesce(sum(quantity) FILTER (WHERE state = 'available'), 0)::bigint AS available,
                    coalesce(sum(quantity) FILTER (WHERE state = 'reserved'), 0)::bigint AS reserved,
                    coalesce(sum(quantity) FILTER (WHERE state = 'held'), 0)::bigint AS held,
                    coalesce(sum(quantity) FILTER (WHERE state = 'expired'), 0)::bigint AS expired,
                    coalesce(sum(quantity) FILTER (WHERE state = 'recalled'), 0)::bigint AS recalled,
                    coalesce(sum(quantity) FILTER (WHERE state = 'in_transit'), 0)::bigint AS in_transit,
                    coalesce(sum(quantity) FILTER (WHERE state = 'not_good'), 0)::bigint AS not_good,
                    coalesce(sum(quantity) FILTER (WHERE state = 'on_loan'), 0)::bigint AS on_loan,
                    sum(value_fen)::bigint AS value_fen
                FROM (SELECT *, CASE WHEN account_kind = 'carrier' THEN 'in_transit'
                        WHEN account_kind = 'borrower' THEN 'on_loan' WHEN availability <> 'free' THEN availability
                        WHEN expires_on < \(day) THEN 'expired' WHEN recalled_on IS NOT NULL THEN 'recalled'
                        WHEN condition <> 'good' THEN 'not_good' ELSE 'available' END AS state
                    FROM (\(Self.balances(filter, past))) AS balance
                    WHERE (\(filter.item)::text IS NULL OR item = \(filter.item))
                        AND (\(filter.place)::text IS NULL OR place = \(filter.place))
                      AND (\(filter.category)::text IS NULL OR reserve_category = \(filter.category))
                      AND (\(filter.lot)::text IS NULL OR lot_number = \(filter.lot))
                      AND (\(filter.owner)::text IS NULL OR owner = \(filter.owner))) AS stock
                """ + Self.stockGroups(grouping)
        ).map { row in
            .object(
                try Self.stockKeys(grouping).map { JSONMember($0, try row.json($0)) }
                    + (grouping == .lot ? [JSONMember("days_left", try row.jsonInteger("days_left"))] : [])
                    + Self.stockFigures.map {
                        JSONMember($0, .integer(try row.get($0)))
                    })
        }
    }

    private static func balances(_ filter: StockFilter, _ past: PastStock?) -> SQL {
        let columns: SQL = """
            item, item_name, item_name_en, base_unit, lot_number, reserve_category, reserve_category_name,
            reserve_category_name_en, reserve_category_position, place, place_name, place_name_en, bin, bin_name,
            owner, owner_name, owner_name_en, account_kind, condition, availability,
            """
        guard let past else { return "SELECT \(columns) expires_on, recalled_on, quantity, value_fen FROM stockpile.stock_detail" }
        return past.changes(filter, columns: columns)
    }

    private static let stockFigures = [
        "quantity", "available", "reserved", "held", "expired", "recalled", "in_transit", "not_good", "on_loan", "value_fen",
    ]

    private static func stockKeys(_ grouping: StockGrouping) -> [String] {
        switch grouping {
        case .item: ["item", "item_name", "item_name_en", "base_unit"]
        case .place: ["place", "place_name", "place_name_en"]
        case .category: ["category", "category_name", "category_name_en"]
        case .bin: ["place", "place_name", "place_name_en", "bin", "bin_name", "item", "item_name", "item_name_en", "base_unit"]
        case .owner: ["owner", "owner_name", "owner_name_en", "item", "item_name", "item_name_en", "base_unit"]
        case .lot: ["lot", "item", "item_name", "item_name_en", "base_unit", "category", "place", "bin", "owner", "expires_on"]
        }
    }

    private static func stockColumns(_ grouping: StockGrouping, on day: CalendarDate) -> SQL {
        switch grouping {
        case .item: "SELECT item, item_name, item_name_en, base_unit"
        case .place: "SELECT place, place_name, place_name_en"
        case .bin: "SELECT place, place_name, place_name_en, bin, bin_name, item, item_name, item_name_en, base_unit"
        case .owner: "SELECT owner, owner_name, owner_name_en, item, item_name, item_name_en, base_unit"
        case .category:
            "SELECT reserve_category AS category, reserve_category_name AS category_name, reserve_category_name_en AS category_name_en"
        case .lot:
            """
            SELECT lot_number AS lot, item, item_name, item_name_en, base_unit, reserve_category AS category, place, bin, owner,
                expires_on, (expires_on - \(day))::bigint AS days_left
            """
        }
    }

    /// What was once there and is gone adds up to nothing, and is left out.
    private static func stockGroups(_ grouping: StockGrouping) -> SQL {
        let (keys, order): (SQL, SQL) =
            switch grouping {
            case .item: ("item, item_name, item_name_en, base_unit", "item")
            case .place: ("place, place_name, place_name_en", "place")
            case .bin:
                ("place, place_name, place_name_en, bin, bin_name, item, item_name, item_name_en, base_unit", "place, bin NULLS LAST, item")
            case .owner: ("owner, owner_name, owner_name_en, item, item_name, item_name_en, base_unit", "owner, item")
            case .category:
                (
                    "reserve_category, reserve_category_name, reserve_category_name_en, reserve_category_position",
                    "reserve_category_position"
                )
            case .lot:
                (
                    "lot_number, item, item_name, item_name_en, base_unit, reserve_category, place, bin, owner, expires_on",
                    "item, expires_on, lot_number, place, bin"
                )
            }
        return " GROUP BY \(keys) HAVING sum(quantity) > 0 ORDER BY \(order)"
    }
}

extension Row {
    /// A text column as JSON.
    package func json(_ column: String) throws -> JSONValue { JSONValue(try get(column) as String?) }

    /// A whole-number column as JSON.
    package func jsonInteger(_ column: String) throws -> JSONValue { JSONValue(try get(column) as Int64?) }

    /// Text columns, then whole-number columns, as one object.
    package func object(_ texts: [String], integers: [String] = []) throws -> JSONValue {
        .object(try texts.map { JSONMember($0, try json($0)) } + integers.map { JSONMember($0, try jsonInteger($0)) })
    }
}
