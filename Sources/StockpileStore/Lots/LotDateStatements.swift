package import Postgres
package import StockpileModel

extension Transaction {
    /// New dates of a lot as a fact of their own; what is nil stays as it is.
    ///
    /// Errors: SP401, SP610 dates that contradict each other, SP613, SP614 nothing would change.
    package func setLotDates(_ lot: LotID, _ change: LotDatesChange, by person: PersonID) throws {
        try execute(
            """
            SELECT stockpile.set_lot_dates(\(person), \(lot), \(change.expiresOn), \(change.warnOn), \(change.rotateByOn),
                \(change.stopIssueOn), \(change.reason), \(change.source))
            """)
    }

    /// A lot with its dates and days left, what was said about its dates since it came, and where it lies.
    ///
    /// Shape: an object with the lists `dates` (newest first), `rules` (how long it would last as each source says it), `tests`,
    ///        `relabels` (where new labels are owed) and `balances`.
    /// Units: days left may be negative; value in fen.
    package func showLot(_ lot: LotID, on day: CalendarDate, zone: String) throws -> JSONValue {
        let head = try query(
            """
            SELECT lot.lot_number AS lot, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                lot.reserve_category AS category, lot.funding_source, lot.origin, parent.lot_number AS parent_lot, lot.manufactured_on,
                lot.received_on, lot.warn_on, lot.rotate_by_on, lot.stop_issue_on, lot.expires_on, lot.recalled_on,
                recall.number AS recall,
                (lot.rotate_by_on - \(day))::bigint AS rotate_days_left, (lot.stop_issue_on - \(day))::bigint AS issue_days_left,
                (lot.expires_on - \(day))::bigint AS days_left, lot.unit_cost_fen
            FROM stockpile.lot JOIN stockpile.item USING (item_id)
            LEFT JOIN stockpile.lot AS parent ON parent.lot_id = lot.parent_lot_id
            LEFT JOIN stockpile.recall_lot AS recalled ON recalled.lot_id = lot.lot_id
            LEFT JOIN stockpile.recall ON recall.recall_id = recalled.recall_id
            WHERE lot.lot_id = \(lot)
            """)
        let dates = try query(
            """
            SELECT stockpile.iso(lot_date.recorded_at, \(zone)) AS recorded_at, expires_on, warn_on, rotate_by_on, stop_issue_on, reason,
                lot_date.source, rule.life_kind, person.login AS person, person.name AS person_name, person.name_en AS person_name_en
            FROM stockpile.lot_date JOIN stockpile.person USING (person_id)
            LEFT JOIN stockpile.shelf_life_rule AS rule USING (shelf_life_rule_id) WHERE lot_id = \(lot) ORDER BY lot_date_id DESC
            """)
        let balances = try query(
            """
            SELECT account_kind, place, place_name, place_name_en, bin, owner, condition, availability, quantity, value_fen
            FROM stockpile.stock_detail WHERE lot_id = \(lot) ORDER BY place, account_kind, availability, condition, bin
            """)
        guard
            case .object(let members)? = try head.first?.object(
                [
                    "lot", "item", "item_name", "item_name_en", "base_unit", "category", "funding_source", "origin", "parent_lot",
                    "manufactured_on", "received_on", "warn_on", "rotate_by_on", "stop_issue_on", "expires_on", "recalled_on",
                    "recall",
                ], integers: ["rotate_days_left", "issue_days_left", "days_left", "unit_cost_fen"])
        else { return .null }
        let said = try dates.map {
            try $0.object([
                "recorded_at", "expires_on", "warn_on", "rotate_by_on", "stop_issue_on", "reason", "source", "life_kind", "person",
                "person_name", "person_name_en",
            ])
        }
        let lying = try balances.map {
            try $0.object(
                ["account_kind", "place", "place_name", "place_name_en", "bin", "owner", "condition", "availability"],
                integers: ["quantity", "value_fen"])
        }
        return .object(
            members + [
                JSONMember("dates", .array(said)), JSONMember("rules", .array(try listRules(of: lot))),
                JSONMember("tests", .array(try listLotTests(of: lot, slice: .first(100), on: day, zone: zone))),
                JSONMember("relabels", .array(try listRelabels(of: lot, zone: zone))), JSONMember("balances", .array(lying)),
            ])
    }

    /// The lots that have a number, of one item or of all.
    package func findLots(_ number: String, of item: ItemID?) throws -> [LotID] {
        try query(
            """
            SELECT lot_id FROM stockpile.lot
            WHERE lot_number = \(number) AND (\(item)::bigint IS NULL OR item_id = \(item)) ORDER BY lot_id LIMIT 2
            """
        ).map { try $0.get("lot_id") }
    }

    /// Demands that goods last so many days where they go; nil days end the demand.
    ///
    /// Errors: SP401, SP504 when there is none to end, SP601 for a purpose under which nobody uses goods.
    package func demandLifeLeft(_ demand: LifeLeftDemand, of item: ItemID?, by person: PersonID) throws {
        try execute(
            """
            SELECT stockpile.demand_life_left(\(person), \(item), \(demand.placeKind?.rawValue), \(demand.purpose), \(demand.days)::integer,
                \(demand.source))
            """)
    }

    /// What is demanded now, the most special first.
    package func listLifeLeftDemands(zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT item.code AS item, item.name AS item_name, item.name_en AS item_name_en, demand.place_kind, demand.purpose,
                demand.days::bigint AS days, demand.source, person.login AS set_by,
                stockpile.iso(demand.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.life_left_demand AS demand
            JOIN stockpile.person USING (person_id)
            LEFT JOIN stockpile.item USING (item_id)
            WHERE demand.ended_at IS NULL
            ORDER BY item.code NULLS LAST, demand.place_kind NULLS LAST, demand.purpose NULLS LAST
            """
        ).map {
            try $0.object(
                ["item", "item_name", "item_name_en", "place_kind", "purpose", "source", "set_by", "recorded_at"], integers: ["days"])
        }
    }
}
