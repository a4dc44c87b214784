package import Postgres
package import StockpileModel

/// A unit of a serialised item and where it is now.
package struct SerialPlace: Sendable {
    package let number: String
    package let balance: LotBalance
    /// Of the account it is in: stock, carrier, or one outside.
    package let kind: String
    package let placeCode: String

    /// Somebody has it on the books: it cannot come in again.
    package var isInStock: Bool { ["stock", "carrier", "borrower"].contains(kind) }
}

extension Transaction {
    /// Where these units of an item are now; numbers nobody has seen are simply missing.
    package func listSerials(_ numbers: [String], of item: ItemID) throws -> [SerialPlace] {
        try query(
            """
            SELECT serial.serial_number, account.account_id, account.lot_id, lot.lot_number, account.place_id, account.owner_id,
                account.bin_id, bin.code AS bin, account.condition, account.availability, account.quantity, account.kind,
                place.code AS place
            FROM stockpile.serial
            JOIN stockpile.stock_account AS account USING (account_id)
            JOIN stockpile.lot USING (lot_id)
            JOIN stockpile.place ON place.place_id = account.place_id
            LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
            WHERE serial.item_id = \(item) AND serial.serial_number = ANY(\(numbers))
            ORDER BY account.account_id, serial.serial_number COLLATE "C"
            """
        ).map { row in
            SerialPlace(
                number: try row.get("serial_number"), balance: try LotBalance(row: row), kind: try row.get("kind"),
                placeCode: try row.get("place"))
        }
    }

    /// The units of serialised items and where each is; those that have left too, if all are asked for.
    ///
    /// Shape: by item and number.
    package func listSerials(item: String?, place: String?, isAll: Bool) throws -> [JSONValue] {
        try query(
            Self.serialColumns + """
                WHERE (\(item)::text IS NULL OR item.code = \(item)) AND (\(place)::text IS NULL OR place.code = \(place))
                  AND (\(isAll) OR account.is_stock)
                ORDER BY item.code, serial.serial_number COLLATE "C"
                """
        ).map { try $0.object(Self.serialKeys) }
    }

    /// A unit's whole life: every document that moved it, from where to where, when and by whom.
    ///
    /// Errors: notFound.
    package func findSerialLife(_ number: String, of item: String, zone: String) throws -> JSONValue {
        let head = try query(Self.serialColumns + "WHERE item.code = \(item) AND serial.serial_number = \(number)")
        guard case .object(let members)? = try head.first?.object(Self.serialKeys), let row = head.first else {
            throw StockpileError.notFound(subject: "serial", code: "\(item) \(number)")
        }
        let moves = try query(
            """
            SELECT document.number, document.kind, document.purpose, stockpile.iso(movement.occurred_at, \(zone)) AS occurred_at,
                stockpile.iso(movement.recorded_at, \(zone)) AS recorded_at, person.login AS person, person.name AS person_name,
                person.name_en AS person_name_en, lot.lot_number AS lot, source.kind AS from_kind, from_place.code AS from_place,
                from_bin.code AS from_bin, target.kind AS to_kind, to_place.code AS to_place, to_bin.code AS to_bin,
                source.availability AS from_availability, target.availability AS to_availability, original.number AS reverses
            FROM stockpile.movement_serial
            JOIN stockpile.stock_movement AS movement USING (movement_id)
            JOIN stockpile.document USING (document_id)
            JOIN stockpile.person USING (person_id)
            JOIN stockpile.lot ON lot.lot_id = movement.lot_id
            JOIN stockpile.stock_account AS source ON source.account_id = movement.from_account_id
            JOIN stockpile.stock_account AS target ON target.account_id = movement.to_account_id
            JOIN stockpile.place AS from_place ON from_place.place_id = movement.from_place_id
            JOIN stockpile.place AS to_place ON to_place.place_id = movement.to_place_id
            LEFT JOIN stockpile.bin AS from_bin ON from_bin.bin_id = source.bin_id
            LEFT JOIN stockpile.bin AS to_bin ON to_bin.bin_id = target.bin_id
            LEFT JOIN stockpile.document AS original ON original.document_id = document.reverses_document_id
            WHERE movement_serial.serial_id = \(try row.get("serial_id") as Int64)
            ORDER BY movement.movement_id
            """
        ).map {
            try $0.object([
                "number", "kind", "purpose", "occurred_at", "recorded_at", "person", "person_name", "person_name_en", "lot", "from_kind",
                "from_place", "from_bin", "from_availability", "to_kind", "to_place", "to_bin", "to_availability", "reverses",
            ])
        }
        return .object(members + [JSONMember("moves", .array(moves))])
    }

    private static let serialKeys = [
        "item", "item_name", "item_name_en", "serial", "account_kind", "place", "place_name", "place_name_en", "bin", "lot", "owner",
        "condition", "availability",
    ]

    private static var serialColumns: SQL {
        """
        SELECT serial.serial_id, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, serial.serial_number AS serial,
            account.kind AS account_kind, place.code AS place, place.name AS place_name, place.name_en AS place_name_en, bin.code AS bin,
            lot.lot_number AS lot, stock_owner.code AS owner, account.condition, account.availability
        FROM stockpile.serial
        JOIN stockpile.item ON item.item_id = serial.item_id
        JOIN stockpile.stock_account AS account USING (account_id)
        JOIN stockpile.lot USING (lot_id)
        JOIN stockpile.place ON place.place_id = account.place_id
        JOIN stockpile.stock_owner USING (owner_id)
        LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id

        """
    }
}
