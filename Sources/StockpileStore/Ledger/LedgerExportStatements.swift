package import Postgres

/// One file of an exported ledger.
///
/// Shape: each row ends with `row_sha256`, the SHA-256 of its other cells in UTF-8, separated by U+001F, empty where there is nothing.
package enum LedgerFile: String, Sendable, CaseIterable {
    case accounts, documents, movements

    package var name: String { "\(rawValue).csv" }

    fileprivate var columns: [String] {
        switch self {
        case .accounts:
            ["account_id", "kind", "item", "lot", "place", "bin", "owner", "condition", "availability", "quantity", "value_fen"]
        case .documents:
            [
                "document_id", "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person", "checker",
                "reverses_document_id", "about_period", "reference", "remarks", "movements",
            ]
        case .movements:
            [
                "movement_id", "document_id", "line_no", "item", "lot", "from_account_id", "to_account_id", "from_place", "to_place",
                "quantity", "value_fen", "occurred_at", "recorded_at",
            ]
        }
    }

    /// The rows before they get their hash; the first column orders them.
    fileprivate var selection: String {
        switch self {
        case .accounts:
            """
            SELECT account.account_id, account.kind, item.code AS item, lot.lot_number AS lot, place.code AS place, bin.code AS bin,
                stock_owner.code AS owner, account.condition, account.availability, account.quantity, account.value_fen
            FROM stockpile.stock_account AS account JOIN stockpile.item USING (item_id) JOIN stockpile.lot USING (lot_id)
            JOIN stockpile.place ON place.place_id = account.place_id JOIN stockpile.stock_owner USING (owner_id)
            LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
            """
        case .documents:
            """
            SELECT document.document_id, document.number, document.kind, document.purpose, place.code AS place,
                \(Self.moment("document.occurred_at")), \(Self.moment("document.recorded_at")), person.login AS person,
                checker.login AS checker, document.reverses_document_id, document.about_period, document.reference, document.remarks,
                coalesce(line.movements, 0) AS movements
            FROM stockpile.document JOIN stockpile.place USING (place_id)
            JOIN stockpile.person ON person.person_id = document.person_id
            LEFT JOIN stockpile.person AS checker ON checker.person_id = document.checker_id
            LEFT JOIN (SELECT document_id, count(*) AS movements FROM stockpile.stock_movement GROUP BY document_id) AS line
                ON line.document_id = document.document_id
            """
        case .movements:
            """
            SELECT movement.movement_id, movement.document_id, movement.line_no, item.code AS item, lot.lot_number AS lot,
                movement.from_account_id, movement.to_account_id, from_place.code AS from_place, to_place.code AS to_place,
                movement.quantity, movement.value_fen, \(Self.moment("movement.occurred_at")), \(Self.moment("movement.recorded_at"))
            FROM stockpile.stock_movement AS movement JOIN stockpile.item USING (item_id)
            JOIN stockpile.lot ON lot.lot_id = movement.lot_id
            JOIN stockpile.place AS from_place ON from_place.place_id = movement.from_place_id
            JOIN stockpile.place AS to_place ON to_place.place_id = movement.to_place_id
            """
        }
    }

    /// Microseconds of UTC: the text sorts as the moments do.
    private static func moment(_ column: String) -> String {
        let name = column.split(separator: ".").last ?? ""
        return "to_char(\(column) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS \(name)"
    }
}

extension Transaction {
    /// Streams one file of the ledger, heading first, as CSV with every cell in quotes; the answer is its number of rows.
    ///
    /// Errors: what `receive` throws ends the stream and is passed on.
    package func exportLedger(_ file: LedgerFile, _ receive: ([UInt8]) throws -> Void) throws -> Int {
        let cells = file.columns.map { "coalesce(record.\($0)::text, '')" }.joined(separator: ", ")
        return try copyOut(
            SQL(
                unchecked: """
                    COPY (
                        SELECT record.*, encode(sha256(convert_to(concat_ws(U&'\\001F', \(cells)), 'UTF8')), 'hex') AS row_sha256
                        FROM (\(file.selection)) AS record ORDER BY 1
                    ) TO STDOUT (FORMAT csv, HEADER, FORCE_QUOTE *)
                    """), receive)
    }
}
