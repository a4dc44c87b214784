package import Postgres
package import StockpileModel

extension Transaction {
    /// A document with its movements, by number.
    ///
    /// Errors: notFound.
    package func findDocument(_ number: String, zone: String) throws -> JSONValue {
        let head = try query(
            """
            SELECT document.document_id, document.number, document.kind, document.purpose, place.code AS place,
                stockpile.iso(document.occurred_at, \(zone)) AS occurred_at, stockpile.iso(document.recorded_at, \(zone)) AS recorded_at,
                person.login AS person, person.name AS person_name,
                person.name_en AS person_name_en, checker.login AS checker, checker.name AS checker_name,
                checker.name_en AS checker_name_en, document.reason, document.occasion, document.reference, document.remarks,
                document.about_period, document.borrower, document.due_on, loan.number AS loan,
                given.receiver, given.contact, given.telephone,
                allocation_order.number AS order, write_off.number AS write_off,
                original.number AS reverses, reversal.numbers AS reversed_by
            FROM stockpile.document
            JOIN stockpile.place USING (place_id)
            JOIN stockpile.person ON person.person_id = document.person_id
            LEFT JOIN stockpile.person AS checker ON checker.person_id = document.checker_id
            LEFT JOIN stockpile.document_receiver AS given ON given.document_id = document.document_id
            LEFT JOIN stockpile.document AS loan ON loan.document_id = document.loan_document_id
            LEFT JOIN stockpile.allocation_order ON allocation_order.order_id = document.order_id
            LEFT JOIN stockpile.write_off ON write_off.write_off_id = document.write_off_id
            LEFT JOIN stockpile.document AS original ON original.document_id = document.reverses_document_id
            -- Lines may be taken back one by one: then it has several reversals.
            LEFT JOIN LATERAL (SELECT string_agg(number, ' ' ORDER BY document_id) AS numbers FROM stockpile.document AS reversal
                WHERE reversal.reverses_document_id = document.document_id) AS reversal ON true
            WHERE document.number = \(number)
            """)
        guard let row = head.first else { throw StockpileError.notFound(subject: "document", code: number) }
        guard
            case .object(let members) = try row.object([
                "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person", "person_name", "person_name_en", "checker",
                "checker_name", "checker_name_en", "reason", "occasion", "reference", "remarks", "about_period", "borrower", "due_on",
                "loan", "order", "write_off", "reverses", "reversed_by", "receiver", "contact", "telephone",
            ])
        else { return .null }
        return .object(
            members + [
                JSONMember("lines", .array(try listDocumentLines(row.get("document_id")))),
                JSONMember("attachments", .array(try listAttachments(of: number, zone: zone))),
            ])
    }

    private static func documentLine(_ row: Row) throws -> JSONValue {
        let line = try row.object(
            [
                "item", "item_name", "item_name_en", "base_unit", "lot", "category", "expires_on", "from_kind", "from_place", "from_bin",
                "from_availability", "from_condition", "from_owner", "to_kind", "to_place", "to_bin", "to_availability", "to_condition",
                "to_owner", "to_lot", "reversed_by",
            ], integers: ["line_no", "quantity", "value_fen"])
        let serials: [String] = try row.get("serials")
        return .object((line.members ?? []) + [JSONMember("serials", .array(serials.map { .text($0) }))])
    }

    private func listDocumentLines(_ document: Int64) throws -> [JSONValue] {
        try query(
            """
            SELECT movement.line_no, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                lot.lot_number AS lot, lot.reserve_category AS category, lot.expires_on, movement.quantity, movement.value_fen,
                source.kind AS from_kind, from_place.code AS from_place, source.availability AS from_availability,
                target.kind AS to_kind, to_place.code AS to_place, target.availability AS to_availability,
                reversal.number AS reversed_by, source.condition AS from_condition, target.condition AS to_condition,
                from_owner.code AS from_owner, to_owner.code AS to_owner, to_lot.lot_number AS to_lot,
                from_bin.code AS from_bin, to_bin.code AS to_bin,
                ARRAY(SELECT serial.serial_number FROM stockpile.movement_serial JOIN stockpile.serial USING (serial_id)
                    WHERE movement_serial.movement_id = movement.movement_id ORDER BY serial.serial_number COLLATE "C") AS serials
            FROM stockpile.stock_movement AS movement
            JOIN stockpile.item ON item.item_id = movement.item_id
            JOIN stockpile.lot ON lot.lot_id = movement.lot_id
            JOIN stockpile.stock_account AS source ON source.account_id = movement.from_account_id
            JOIN stockpile.stock_account AS target ON target.account_id = movement.to_account_id
            JOIN stockpile.stock_owner AS from_owner ON from_owner.owner_id = source.owner_id
            JOIN stockpile.stock_owner AS to_owner ON to_owner.owner_id = target.owner_id
            JOIN stockpile.lot AS to_lot ON to_lot.lot_id = target.lot_id
            JOIN stockpile.place AS from_place ON from_place.place_id = movement.from_place_id
            JOIN stockpile.place AS to_place ON to_place.place_id = movement.to_place_id
            LEFT JOIN stockpile.bin AS from_bin ON from_bin.bin_id = source.bin_id
            LEFT JOIN stockpile.bin AS to_bin ON to_bin.bin_id = target.bin_id
            LEFT JOIN stockpile.reversed_line AS reversed
                ON reversed.document_id = movement.document_id AND reversed.line_no = movement.line_no
            LEFT JOIN stockpile.document AS reversal ON reversal.document_id = reversed.reversal_document_id
            WHERE movement.document_id = \(document)
            ORDER BY movement.line_no, movement.movement_id
            """
        ).map(Self.documentLine)
    }

    /// Documents without their lines, newest first by the time asked for.
    package func listDocuments(_ filter: DocumentFilter, zone: String) throws -> [JSONValue] {
        let time: SQL = filter.time == .occurred ? "document.occurred_at" : "document.recorded_at"
        return try query(
            """
            SELECT document.number, document.kind, document.purpose, place.code AS place, place.name AS place_name,
                place.name_en AS place_name_en, stockpile.iso(document.occurred_at, \(zone)) AS occurred_at,
                stockpile.iso(document.recorded_at, \(zone)) AS recorded_at, person.login AS person, person.name AS person_name,
                person.name_en AS person_name_en, document.reason, document.occasion, document.reference, document.remarks,
                original.number AS reverses, reversal.numbers AS reversed_by
            FROM stockpile.document
            JOIN stockpile.place USING (place_id)
            JOIN stockpile.person USING (person_id)
            LEFT JOIN stockpile.document AS original ON original.document_id = document.reverses_document_id
            -- Lines may be taken back one by one: then it has several reversals.
            LEFT JOIN LATERAL (SELECT string_agg(number, ' ' ORDER BY document_id) AS numbers FROM stockpile.document AS reversal
                WHERE reversal.reverses_document_id = document.document_id) AS reversal ON true
            WHERE (\(filter.place)::text IS NULL OR place.code = \(filter.place))
              AND (\(filter.kind)::text IS NULL OR document.kind = \(filter.kind))
              AND (\(filter.from)::date IS NULL OR \(time) >= \(filter.from)::date::timestamp AT TIME ZONE \(zone))
              AND (\(filter.to)::date IS NULL OR \(time) < (\(filter.to)::date + 1)::timestamp AT TIME ZONE \(zone))
            ORDER BY \(time) DESC, document.document_id DESC \(filter.slice.sql)
            """
        ).map {
            try $0.object([
                "number", "kind", "purpose", "place", "place_name", "place_name_en", "occurred_at", "recorded_at", "person", "person_name",
                "person_name_en", "reason", "occasion", "reference", "remarks", "reverses", "reversed_by",
            ])
        }
    }
}
