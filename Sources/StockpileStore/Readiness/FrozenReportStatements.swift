package import Postgres
package import StockpileModel

/// A report that is kept, as it is kept.
package struct FrozenReport: Sendable {
    /// What `report list` tells of it.
    package let head: JSONValue
    package let report: String
    package let inputs: String
    /// Both have the hash they were kept with.
    package let isReportWhole: Bool
    package let areInputsWhole: Bool
}

/// Stock of one item in one state at one place, by the words people know them by.
package struct StockHeap: Sendable, Hashable {
    package let item: String
    /// Nil where somebody has it on loan.
    package let place: String?
    package let category: String
    package let isInTransit: Bool
    package let isLent: Bool
    package let condition: String
    package let availability: String?

    package init(
        item: String, place: String?, category: String, isInTransit: Bool, isLent: Bool, condition: String, availability: String?
    ) {
        self.item = item
        self.place = place
        self.category = category
        self.isInTransit = isInTransit
        self.isLent = isLent
        self.condition = condition
        self.availability = availability
    }

    package var described: String {
        let way = isInTransit ? "in_transit" : isLent ? "on_loan" : nil
        return [item, place, category, way, condition, availability].compactMap(\.self).joined(separator: " ")
    }
}

extension Transaction {
    /// Keeps a report; answers its number.
    ///
    /// Shape:  `head` has the columns of the row by their names, with the codes of scenario and standard.
    /// Errors: SP401, SP506.
    package func insertFrozenReport(_ head: JSONValue, report: String, inputs: String, by person: PersonID) throws -> String {
        guard
            let row = try query(
                "SELECT stockpile.insert_frozen_report(\(person), \(head)::jsonb, \(report), \(inputs)) AS number"
            ).first
        else { throw PostgresError(.decoding, "no number") }
        return try row.get("number")
    }

    /// Kept reports by what they say, newest first.
    package func listFrozenReports(slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(Self.reportHeads(zone) + "ORDER BY report.frozen_report_id DESC \(slice.sql)").map {
            try Self.reportHead($0)
        }
    }

    /// Errors: notFound.
    package func findFrozenReport(_ number: String, zone: String) throws -> FrozenReport {
        guard let row = try query(Self.reportHeads(zone) + "WHERE report.number = \(number)").first else {
            throw StockpileError.notFound(subject: "frozen_report", code: number)
        }
        return FrozenReport(
            head: try Self.reportHead(row), report: try row.get("report"), inputs: try row.get("inputs"),
            isReportWhole: try row.get("is_report_whole"), areInputsWhole: try row.get("are_inputs_whole"))
    }

    /// True where a block with this hash ends at the position; the position 0 is the ledger without a document.
    package func hasBlock(endingAt position: Int64, head: String?) throws -> Bool {
        guard let head else { return position == 0 }
        let rows = try query(
            """
            SELECT block_no FROM stockpile.ledger_block
            WHERE last_position = \(position) AND encode(block_sha256, 'hex') = \(head)
            """)
        return !rows.isEmpty
    }

    /// What was on the books of some items when every document up to a position was posted and none after it.
    ///
    /// Shape:  summed up from movements alone, whatever the balances say; heaps of nothing are left out.
    /// Units:  base units of the item.
    package func sumStock(of items: [ItemID], upTo position: Int64) throws -> [StockHeap: Int64] {
        let rows = try query(
            """
            WITH counted AS (
                SELECT account.account_id, lot.reserve_category, account.kind, account.condition, account.availability,
                    account.place_id, account.item_id
                FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id)
                WHERE account.item_id = ANY(\(items)) AND account.is_stock
            ), moved AS (
                SELECT counted.*, movement.quantity
                FROM counted JOIN stockpile.stock_movement AS movement ON movement.to_account_id = counted.account_id
                JOIN stockpile.sealed_document AS sealed USING (document_id) WHERE sealed.position <= \(position)
                UNION ALL
                SELECT counted.*, -movement.quantity
                FROM counted JOIN stockpile.stock_movement AS movement ON movement.from_account_id = counted.account_id
                JOIN stockpile.sealed_document AS sealed USING (document_id) WHERE sealed.position <= \(position))
            SELECT item.code AS item, CASE WHEN moved.kind <> 'borrower' THEN place.code END AS place, moved.reserve_category,
                moved.kind = 'carrier' AS is_in_transit, moved.kind = 'borrower' AS is_lent, moved.condition,
                CASE WHEN moved.kind <> 'borrower' THEN moved.availability END AS availability, sum(moved.quantity)::bigint AS quantity
            FROM moved
            JOIN stockpile.item ON item.item_id = moved.item_id
            JOIN stockpile.place ON place.place_id = moved.place_id
            GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(moved.quantity) <> 0
            """)
        return try Dictionary(
            rows.map { row in
                let heap = StockHeap(
                    item: try row.get("item"), place: try row.get("place"), category: try row.get("reserve_category"),
                    isInTransit: try row.get("is_in_transit"), isLent: try row.get("is_lent"), condition: try row.get("condition"),
                    availability: try row.get("availability"))
                return (heap, try row.get("quantity") as Int64)
            }
        ) { first, _ in first }
    }

    private static func reportHead(_ row: Row) throws -> JSONValue {
        try row.object(
            [
                "number", "level", "scenario", "scenario_name", "scenario_name_en", "on", "until", "standard", "verdict", "first_short_on",
                "head", "sha256", "frozen_by", "frozen_by_name", "frozen_by_name_en", "frozen_at",
            ], integers: ["standard_version", "rule_version", "short", "position"])
    }

    private static func reportHeads(_ zone: String) -> SQL {
        """
        SELECT report.number, report.response_level AS level, scenario.code AS scenario, scenario.name AS scenario_name,
            scenario.name_en AS scenario_name_en, report.report_on AS "on", report.until_on AS until, standard.code AS standard,
            standard.version AS standard_version, report.rule_version, report.verdict, report.short, report.first_short_on,
            report.position, encode(report.head_sha256, 'hex') AS head, encode(report.report_sha256, 'hex') AS sha256,
            person.login AS frozen_by, person.name AS frozen_by_name, person.name_en AS frozen_by_name_en,
            stockpile.iso(report.frozen_at, \(zone)) AS frozen_at, report.report, report.inputs,
            sha256(convert_to(report.report, 'UTF8')) = report.report_sha256 AS is_report_whole,
            sha256(convert_to(report.inputs, 'UTF8')) = report.inputs_sha256 AS are_inputs_whole
        FROM stockpile.frozen_report AS report
        JOIN stockpile.scenario USING (scenario_id)
        JOIN stockpile.standard USING (standard_id)
        JOIN stockpile.person ON person.person_id = report.frozen_by

        """
    }
}
