extension LedgerFile {
    func packSelection(_ span: LedgerExportSpan) -> String {
        """
        SELECT 1 AS form, district.district_id, district.name AS district, district.time_zone,
            \(span.period.map { "'\($0)'::text" } ?? "NULL::text") AS period,
            \(span.period == nil ? "NULL::text" : Self.moment("'\(span.start)'::timestamptz")) AS begins_at,
            \(span.period == nil ? "NULL::text" : Self.moment("'\(span.end)'::timestamptz")) AS ends_at,
            \(Self.moment("clock_timestamp()")) AS exported_at, head.block_no AS head_block,
            encode(head.block_sha256, 'hex') AS head_sha256
        FROM stockpile.district
        LEFT JOIN (SELECT * FROM stockpile.ledger_block ORDER BY block_no DESC LIMIT 1) AS head ON true
        """
    }

    /// Opening from what moved before, closing from the balance less what moved afterwards: two ways that meet in the movements between.
    func accountSelection(_ span: LedgerExportSpan) -> String {
        """
        SELECT account.account_id, account.kind, item.code AS item, lot.lot_number AS lot, place.code AS place, bin.code AS bin,
            stock_owner.code AS owner, account.condition, account.availability,
            account.quantity - coalesce(moved.later_quantity, 0) AS quantity,
            account.value_fen - coalesce(moved.later_value_fen, 0) AS value_fen,
            coalesce(moved.opening_quantity, 0) AS opening_quantity, coalesce(moved.opening_value_fen, 0) AS opening_value_fen,
            sealed.block_no, encode(sealed.content_sha256, 'hex') AS content_sha256
        FROM stockpile.stock_account AS account JOIN stockpile.item USING (item_id) JOIN stockpile.lot USING (lot_id)
        JOIN stockpile.place ON place.place_id = account.place_id JOIN stockpile.stock_owner USING (owner_id)
        LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
        LEFT JOIN stockpile.sealed_account AS sealed ON sealed.account_id = account.account_id
        LEFT JOIN (
            SELECT change.account_id,
                sum(change.quantity) FILTER (WHERE change.occurred_at < '\(span.start)') AS opening_quantity,
                sum(change.value_fen) FILTER (WHERE change.occurred_at < '\(span.start)') AS opening_value_fen,
                sum(change.quantity) FILTER (WHERE change.occurred_at >= '\(span.end)') AS later_quantity,
                sum(change.value_fen) FILTER (WHERE change.occurred_at >= '\(span.end)') AS later_value_fen
            FROM (SELECT to_account_id AS account_id, quantity, value_fen, occurred_at FROM stockpile.stock_movement
                  UNION ALL SELECT from_account_id, -quantity, -value_fen, occurred_at FROM stockpile.stock_movement) AS change
            WHERE change.occurred_at < '\(span.start)' OR change.occurred_at >= '\(span.end)'
            GROUP BY change.account_id
        ) AS moved ON moved.account_id = account.account_id
        """
    }

    func documentSelection(_ span: LedgerExportSpan) -> String {
        """
        SELECT document.document_id, document.number, document.kind, document.purpose, place.code AS place,
            \(Self.moment("document.occurred_at")) AS occurred_at, \(Self.moment("document.recorded_at")) AS recorded_at,
            person.login AS person, checker.login AS checker, document.order_id, document.write_off_id, document.reverses_document_id,
            document.about_period, document.reference, document.remarks, coalesce(line.movements, 0) AS movements,
            document.reason, document.occasion, document.borrower, document.due_on, document.loan_document_id, document.attachments
        FROM stockpile.document JOIN stockpile.place USING (place_id)
        JOIN stockpile.person ON person.person_id = document.person_id
        LEFT JOIN stockpile.person AS checker ON checker.person_id = document.checker_id
        LEFT JOIN (SELECT document_id, count(*) AS movements FROM stockpile.stock_movement GROUP BY document_id) AS line
            ON line.document_id = document.document_id
        WHERE \(Self.within(span))
        """
    }

    func movementSelection(_ span: LedgerExportSpan) -> String {
        """
        SELECT movement.movement_id, movement.document_id, movement.line_no, item.code AS item, lot.lot_number AS lot,
            movement.from_account_id, movement.to_account_id, from_place.code AS from_place, to_place.code AS to_place,
            movement.quantity, movement.value_fen, \(Self.moment("movement.occurred_at")) AS occurred_at,
            \(Self.moment("movement.recorded_at")) AS recorded_at, movement.order_line_id,
            CASE WHEN movement.movement_id >= (SELECT min(movement_id) FROM stockpile.movement_serial) THEN (
                SELECT string_agg(serial.serial_number, ' ' ORDER BY serial.serial_number COLLATE "C")
                FROM stockpile.movement_serial JOIN stockpile.serial USING (serial_id)
                WHERE movement_serial.movement_id = movement.movement_id) END AS serials
        FROM stockpile.stock_movement AS movement LEFT JOIN stockpile.document USING (document_id)
        JOIN stockpile.item ON item.item_id = movement.item_id
        JOIN stockpile.lot ON lot.lot_id = movement.lot_id
        JOIN stockpile.place AS from_place ON from_place.place_id = movement.from_place_id
        JOIN stockpile.place AS to_place ON to_place.place_id = movement.to_place_id
        WHERE document.document_id IS NULL OR (\(Self.within(span)))
        """
    }

    /// All blocks, so that the chain is whole in every pack; documents of the blocks that cover the span.
    func sealSelection(_ span: LedgerExportSpan) -> String {
        if self == .blocks {
            return """
                SELECT block_no, first_position, last_position, \(Self.moment("sealed_at")) AS sealed_at,
                    encode(documents_sha256, 'hex') AS documents_sha256, encode(accounts_sha256, 'hex') AS accounts_sha256,
                    encode(previous_sha256, 'hex') AS previous_sha256, encode(block_sha256, 'hex') AS block_sha256
                FROM stockpile.ledger_block
                """
        }
        let covering =
            span.period == nil
            ? ""
            : """
            JOIN (
                SELECT DISTINCT block.first_position, block.last_position
                FROM stockpile.document JOIN stockpile.sealed_document AS own USING (document_id)
                CROSS JOIN LATERAL (SELECT first_position, last_position FROM stockpile.ledger_block
                    WHERE first_position <= own.position ORDER BY first_position DESC LIMIT 1) AS block
                WHERE \(Self.within(span))
            ) AS covering ON sealed.position BETWEEN covering.first_position AND covering.last_position
            """
        return """
            SELECT sealed.position, sealed.document_id, encode(sealed.content_sha256, 'hex') AS content_sha256
            FROM stockpile.sealed_document AS sealed \(covering)
            """
    }

    private static func within(_ span: LedgerExportSpan) -> String {
        "document.occurred_at >= '\(span.start)' AND document.occurred_at < '\(span.end)'"
    }

    /// Microseconds of UTC: the text sorts as the moments do.
    private static func moment(_ value: String) -> String { "stockpile.exact(\(value))" }
}
