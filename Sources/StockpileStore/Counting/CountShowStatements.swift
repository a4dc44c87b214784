package import Postgres
package import StockpileModel

extension Transaction {
    private static let headTexts = [
        "number", "state", "place", "place_name", "place_name_en", "category", "item", "seed", "planned_by", "planned_at", "reviewed_by",
        "reviewed_at", "approved_by", "approved_at", "posted_by", "posted_at", "cancelled_by", "cancelled_at",
    ]
    private static let headIntegers = [
        "random_lines", "tolerance_fen", "lines_total", "lines_counted", "lines_to_recount", "lines_differing", "gain_value_fen",
        "loss_value_fen",
    ]

    /// Figures of the newest review, and only once nobody counts any more.
    private static func heads(_ zone: String) -> SQL {
        """
        SELECT head.number, head.state, place.code AS place, place.name AS place_name, place.name_en AS place_name_en,
            head.reserve_category AS category, item.code AS item, head.random_lines::bigint AS random_lines, head.seed, head.tolerance_fen,
            planner.login AS planned_by, stockpile.iso(head.planned_at, \(zone)) AS planned_at,
            reviewer.login AS reviewed_by, stockpile.iso(head.reviewed_at, \(zone)) AS reviewed_at,
            approver.login AS approved_by, stockpile.iso(head.approved_at, \(zone)) AS approved_at,
            poster.login AS posted_by, stockpile.iso(head.posted_at, \(zone)) AS posted_at,
            canceller.login AS cancelled_by, stockpile.iso(head.cancelled_at, \(zone)) AS cancelled_at,
            (SELECT count(*) FROM stockpile.count_line WHERE count_id = head.count_id) AS lines_total,
            (SELECT count(*) FROM stockpile.count_counter WHERE count_id = head.count_id AND counter_no = 2) AS lines_counted,
            (SELECT count(*) FROM stockpile.count_recount AS due WHERE due.count_id = head.count_id AND NOT EXISTS (
                SELECT FROM stockpile.count_counter AS third WHERE third.count_id = due.count_id AND third.line_no = due.line_no
                    AND third.counter_no = 3)) AS lines_to_recount,
            found.lines_differing, found.gain_value_fen, found.loss_value_fen
        FROM stockpile.stock_count AS head
        JOIN stockpile.place USING (place_id)
        LEFT JOIN stockpile.item USING (item_id)
        JOIN stockpile.person AS planner ON planner.person_id = head.planned_by
        LEFT JOIN stockpile.person AS reviewer ON reviewer.person_id = head.reviewed_by
        LEFT JOIN stockpile.person AS approver ON approver.person_id = head.approved_by
        LEFT JOIN stockpile.person AS poster ON poster.person_id = head.posted_by
        LEFT JOIN stockpile.person AS canceller ON canceller.person_id = head.cancelled_by
        LEFT JOIN LATERAL (
            -- Lines of which units were found in the place of others differ as well.
            SELECT count(*) FILTER (WHERE difference <> 0
                    OR (EXISTS (SELECT FROM stockpile.count_serial WHERE count_serial.count_id = head.count_id) AND line_no IN (
                        SELECT units.line_no FROM stockpile.count_serial_differences(head.count_id, head.review_no) AS units)))
                    AS lines_differing,
                coalesce(sum(value_fen) FILTER (WHERE difference > 0), 0)::bigint AS gain_value_fen,
                coalesce(-sum(value_fen) FILTER (WHERE difference < 0), 0)::bigint AS loss_value_fen
            FROM stockpile.count_finding WHERE count_id = head.count_id AND review_no = head.review_no AND head.review_no > 0
            HAVING count(*) > 0
        ) AS found ON true

        """
    }

    /// Counts without their lines, newest first; of one state, or all.
    package func listCounts(state: CountState?, slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(
            Self.heads(zone)
                + "WHERE \(state?.rawValue)::text IS NULL OR head.state = \(state?.rawValue) ORDER BY head.count_id DESC \(slice.sql)"
        ).map { try $0.object(Self.headTexts, integers: Self.headIntegers) }
    }

    /// A count without its lines: how far it has come, and the documents it was posted by.
    ///
    /// Errors: notFound.
    package func showCountHead(_ number: String, zone: String) throws -> JSONValue {
        let head = try query(Self.heads(zone) + "WHERE head.number = \(number)")
        guard case .object(let members)? = try head.first?.object(Self.headTexts, integers: Self.headIntegers) else {
            throw StockpileError.notFound(subject: "count", code: number)
        }
        let documents = try query(
            """
            SELECT document.number, document.kind, document.purpose, stockpile.iso(document.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.stock_count JOIN stockpile.count_document USING (count_id) JOIN stockpile.request USING (request_key)
            JOIN stockpile.document USING (document_id)
            WHERE stock_count.number = \(number) ORDER BY document.document_id
            """
        ).map { try $0.object(["number", "kind", "purpose", "recorded_at"]) }
        return .object(members + [JSONMember("documents", .array(documents))])
    }

    /// The lines of a count. Before it is revealed they say what and where, never how much.
    package func listCountDetails(_ count: CountHead, zone: String) throws -> [JSONValue] {
        let reviewNo = count.state.isRevealed ? count.reviewNo : 0
        let rows = try query(
            """
            SELECT line.line_no::bigint AS line_no, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                lot.lot_number AS lot, bin.code AS bin, stock_owner.code AS owner, line.condition, finder.login AS added_by,
                (SELECT count(*) FROM stockpile.count_counter WHERE count_id = line.count_id AND line_no = line.line_no) AS counters,
                CASE WHEN \(count.state.isRevealed) THEN recount.reason END AS recount_reason,
                finding.quantity AS counted_quantity, finding.book_quantity, finding.difference AS difference_quantity,
                finding.value_fen AS difference_value_fen, stockpile.iso(finding.counted_at, \(zone)) AS counted_at,
                array_to_string(units.found, ', ') AS found_serials, array_to_string(units.missing, ', ') AS missing_serials
            FROM stockpile.count_line AS line
            JOIN stockpile.item USING (item_id)
            JOIN stockpile.lot ON lot.lot_id = line.lot_id
            JOIN stockpile.stock_owner USING (owner_id)
            LEFT JOIN stockpile.bin ON bin.bin_id = line.bin_id
            LEFT JOIN stockpile.person AS finder ON finder.person_id = line.added_by
            LEFT JOIN stockpile.count_recount AS recount ON recount.count_id = line.count_id AND recount.line_no = line.line_no
            LEFT JOIN stockpile.count_finding AS finding ON finding.count_id = line.count_id AND finding.line_no = line.line_no
                AND finding.review_no = \(reviewNo)
            LEFT JOIN stockpile.count_serial_differences(\(count.id), \(reviewNo)::integer) AS units ON units.line_no = line.line_no
            WHERE line.count_id = \(count.id) ORDER BY line.line_no
            """)
        return try rows.map {
            try $0.object(
                [
                    "item", "item_name", "item_name_en", "base_unit", "lot", "bin", "owner", "condition", "added_by", "recount_reason",
                    "counted_at", "found_serials", "missing_serials",
                ], integers: ["line_no", "counters", "book_quantity", "counted_quantity", "difference_quantity", "difference_value_fen"])
        }
    }

    /// Everything anybody entered, also what was corrected later; nothing before the count is revealed.
    package func listCountEntries(_ count: CountHead, zone: String) throws -> [JSONValue] {
        guard count.state.isRevealed else { return [] }
        return try query(
            """
            SELECT entry.line_no::bigint AS line_no, entry.counter_no::bigint AS counter_no, person.login AS counted_by,
                entry.quantity AS counted_quantity, stockpile.iso(entry.counted_at, \(zone)) AS counted_at,
                stockpile.iso(entry.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.count_entry AS entry
            JOIN stockpile.count_counter AS counter USING (count_id, line_no, counter_no)
            JOIN stockpile.person USING (person_id)
            WHERE entry.count_id = \(count.id) ORDER BY entry.line_no, entry.entry_no
            """
        ).map {
            try $0.object(["counted_by", "counted_at", "recorded_at"], integers: ["line_no", "counter_no", "counted_quantity"])
        }
    }

    /// Who moved the count on, and when.
    package func listCountEvents(_ count: CountID, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT event.state, person.login AS person, event.remarks, stockpile.iso(event.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.count_event AS event JOIN stockpile.person USING (person_id)
            WHERE event.count_id = \(count) ORDER BY event.event_no
            """
        ).map { try $0.object(["state", "person", "recorded_at", "remarks"]) }
    }

    /// What one person has still to count: lines without two other counters, or those that are counted again. Never how much there is.
    ///
    /// Shape: in the order of the sheet; empty when all is counted.
    package func listCountSheet(_ count: CountHead, for person: PersonID) throws -> [JSONValue] {
        let isRecount = count.state == .recounting
        return try query(
            """
            SELECT line.line_no::bigint AS line_no, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                lot.lot_number AS lot, bin.code AS bin, stock_owner.code AS owner, line.condition,
                NULL::bigint AS counted_quantity, NULL AS counted_at
            FROM stockpile.count_line AS line
            JOIN stockpile.item USING (item_id)
            JOIN stockpile.lot ON lot.lot_id = line.lot_id
            JOIN stockpile.stock_owner USING (owner_id)
            LEFT JOIN stockpile.bin ON bin.bin_id = line.bin_id
            LEFT JOIN stockpile.count_recount AS recount ON recount.count_id = line.count_id AND recount.line_no = line.line_no
            CROSS JOIN LATERAL (
                SELECT count(*) FILTER (WHERE person_id <> \(person) AND counter_no < 3) AS others,
                    coalesce(bool_or(person_id = \(person) AND counter_no < 3), false) AS is_mine,
                    coalesce(bool_or(person_id <> \(person) AND counter_no = 3), false) AS is_decided
                FROM stockpile.count_counter WHERE count_id = line.count_id AND line_no = line.line_no
            ) AS counted
            WHERE line.count_id = \(count.id) AND CASE WHEN \(isRecount)
                THEN recount.line_no IS NOT NULL AND NOT counted.is_mine AND NOT counted.is_decided ELSE counted.others < 2 END
            ORDER BY line.line_no
            """
        ).map {
            try $0.object(
                ["item", "item_name", "item_name_en", "base_unit", "lot", "bin", "owner", "condition", "counted_at"],
                integers: ["line_no", "counted_quantity"])
        }
    }
}
