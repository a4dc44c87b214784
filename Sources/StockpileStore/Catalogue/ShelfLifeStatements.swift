package import Postgres
package import StockpileModel

/// A rule with the item it is about.
package struct ItemShelfLife: Sendable {
    package let shelfLife: ShelfLife
    /// The day from which it holds no more.
    package let endedOn: CalendarDate?
    /// Keys of every list of items: item, item_name, item_name_en.
    package let names: JSONValue
}

extension Transaction {
    /// How long goods of one item or of all last, as each source says it: the item's own shelf life first. Rules that have ended are left
    /// out unless they are asked for.
    package func listShelfLives(of item: ItemID?, withEnded: Bool = false) throws -> [ItemShelfLife] {
        try query(
            """
            SELECT item.code AS item, item.name AS item_name, item.name_en AS item_name_en, told.rule, told.ended_on
            FROM stockpile.item
            JOIN LATERAL (
                SELECT 0 AS position, jsonb_build_object('life_kind', 'storage', 'months', item.shelf_life_months, 'counted_from',
                    item.shelf_life_from, 'warn_days', item.warn_days, 'rotate_before_days', item.rotate_days, 'source',
                    item.shelf_life_source) AS rule, NULL::date AS ended_on
                WHERE item.shelf_life_months IS NOT NULL
                UNION ALL
                SELECT each.shelf_life_rule_id, to_jsonb(each), (each.ended_at AT TIME ZONE stockpile.district_zone())::date
                FROM stockpile.shelf_life_rule AS each
                WHERE each.item_id = item.item_id AND (\(withEnded) OR each.ended_at IS NULL)
            ) AS told ON true
            WHERE \(item)::bigint IS NULL OR item.item_id = \(item)
            ORDER BY item.code, told.position
            """
        ).map { row in
            ItemShelfLife(
                shelfLife: try ShelfLife(json: try row.get("rule")), endedOn: try row.get("ended_on"),
                names: try row.object(["item", "item_name", "item_name_en"]))
        }
    }

    /// How long a lot would last as each source says it, and which rule decides.
    func listRules(of lot: LotID) throws -> [JSONValue] {
        let rows = try query(
            """
            WITH RECURSIVE line AS (
                SELECT lot_id, parent_lot_id FROM stockpile.lot WHERE lot_id = \(lot)
                UNION ALL
                SELECT parent.lot_id, parent.parent_lot_id
                FROM line JOIN stockpile.lot AS parent ON parent.lot_id = line.parent_lot_id)
            SELECT lot.item_id, lot.manufactured_on, lot.received_on, lot.expires_on, lot.rotate_by_on, (
                SELECT document.purpose
                FROM line JOIN stockpile.stock_account AS account USING (lot_id)
                JOIN stockpile.stock_movement AS movement ON movement.from_account_id = account.account_id
                JOIN stockpile.document USING (document_id)
                WHERE line.parent_lot_id IS NULL AND account.kind IN ('supplier', 'adjustment', 'consumption') AND document.kind = 'receipt'
                ORDER BY movement.movement_id LIMIT 1) AS acquired_by
            FROM stockpile.lot WHERE lot_id = \(lot)
            """)
        guard let row = rows.first else { return [] }
        let dates = LotDates(
            manufacturedOn: try row.get("manufactured_on"), receivedOn: try row.get("received_on"), expiresOn: try row.get("expires_on"),
            rotateByOn: try row.get("rotate_by_on"))
        let rules = try listShelfLives(of: try row.get("item_id")).map(\.shelfLife)
        return dates.answers(of: rules.applying(acquiredBy: try row.get("acquired_by")))
    }

    /// Adds a rule; answers its number. Errors: SP401, SP690 when this source says so already.
    package func addShelfLife(_ rule: ShelfLifeRuleDraft, of item: ItemID, by person: PersonID) throws -> Int64 {
        let argument: JSONValue = [
            "item_id": .integer(item.rawValue), "life_kind": .text(rule.lifeKind), "months": JSONValue(rule.months),
            "days": JSONValue(rule.days), "counted_from": .text(rule.countedFrom), "acquired_by": JSONValue(rule.acquiredBy),
            "warn_days": JSONValue(rule.warnDays), "rotate_before_days": JSONValue(rule.rotateBeforeDays),
            "stop_issue_before_days": JSONValue(rule.stopIssueBeforeDays), "source": .text(rule.source),
        ]
        guard let row = try query("SELECT stockpile.add_shelf_life_rule(\(person), \(argument)::jsonb) AS id").first else {
            throw PostgresError(.decoding, "no answer")
        }
        return try row.get("id")
    }

    /// Errors: SP401, SP601, SP691 when it has ended already.
    package func endShelfLife(_ rule: Int64, because reason: String, by person: PersonID) throws {
        try execute("SELECT stockpile.end_shelf_life_rule(\(person), \(rule), \(reason))")
    }

    /// The item a rule is of; nil for a rule nobody knows.
    package func findItem(ofShelfLife rule: Int64) throws -> ItemID? {
        try query("SELECT item_id FROM stockpile.shelf_life_rule WHERE shelf_life_rule_id = \(rule)").first?.get("item_id")
    }

    /// Rules of a district's folder; after its items.
    package func insertShelfLifeRules(_ rules: [ShelfLifeRuleDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.shelf_life_rule (item_id, life_kind, months, days, counted_from, acquired_by, warn_days,
                rotate_before_days, stop_issue_before_days, source)
            SELECT item_id, life_kind, months, days, counted_from, acquired_by, warn, rotate, stop, row.source
            FROM unnest(\(rules.map(\.item)), \(rules.map(\.lifeKind)), \(rules.map(\.months)), \(rules.map(\.days)),
                \(rules.map(\.countedFrom)), \(rules.map(\.acquiredBy)), \(rules.map(\.warnDays)), \(rules.map(\.rotateBeforeDays)),
                \(rules.map(\.stopIssueBeforeDays)), \(rules.map(\.source)))
                WITH ORDINALITY AS row (item, life_kind, months, days, counted_from, acquired_by, warn, rotate, stop, source, position)
            JOIN stockpile.item ON item.code = row.item
            ORDER BY position
            """)
    }

    /// Names the rules that gave lots their dates, as facts of their own; only of lots that this transaction made.
    ///
    /// Errors: SP401.
    package func recordRuleDates(_ given: [RuleDates], by person: PersonID) throws {
        guard !given.isEmpty else { return }
        let facts = given.map { fact -> JSONValue in
            [
                "key": .text(fact.key.rawValue), "line_no": .integer(Int64(fact.lineNumber)),
                "stop_issue_on": JSONValue(fact.stopIssueOn), "source": .text(fact.source), "rule_id": JSONValue(fact.rule),
            ]
        }
        try execute("SELECT stockpile.record_rule_dates(\(person), \(JSONValue.array(facts))::jsonb)")
    }
}

/// What rules said of the lot that a line of a receipt makes.
package struct RuleDates: Sendable {
    /// Under which the receipt is posted.
    package let key: IdempotencyKey
    package let lineNumber: Int
    package let stopIssueOn: CalendarDate?
    package let source: String
    package let rule: Int64?

    /// Of a receipt that is posted under this key; empty where no source but the item's own says anything.
    package static func facts(of draft: PostingDraft, key: IdempotencyKey) -> [RuleDates] {
        draft.lines.enumerated().compactMap { index, line in
            guard let dates = line.newLot?.dates, dates.isByListedRules else { return nil }
            let sources = dates.givenBy.map(\.source).filter { !$0.isEmpty }
            return RuleDates(
                key: key, lineNumber: index + 1, stopIssueOn: dates.stopIssueOn,
                source: sources.reduce(into: []) { known, source in if !known.contains(source) { known.append(source) } }
                    .joined(separator: "; "), rule: dates.givenBy.first?.rule)
        }
    }
}

extension ShelfLife {
    /// As the table has it.
    init(json: JSONValue) throws {
        func text(_ key: String) -> String? { json[key: key]?.text }
        func number(_ key: String) -> Int? { json[key: key]?.integer.map { Int($0) } }
        guard let kind = Kind(rawValue: text("life_kind") ?? ""), let from = Origin(rawValue: text("counted_from") ?? ""),
            let period = number("months").map(Period.months) ?? number("days").map(Period.days)
        else { throw PostgresError(.decoding, "not a rule of shelf life") }
        let identifier = json[key: "shelf_life_rule_id"]?.integer
        self.init(kind, period, from: from, source: text("source") ?? "", isOwn: identifier == nil)
        rule = identifier
        acquiredBy = text("acquired_by")
        warnDays = number("warn_days")
        rotateDays = number("rotate_before_days")
        stopIssueDays = number("stop_issue_before_days")
    }
}
