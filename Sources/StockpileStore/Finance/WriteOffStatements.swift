package import Postgres
package import StockpileModel

/// A write-off's header and lines as operations need them.
package struct WriteOffDraft: Sendable {
    package let id: WriteOffID
    package let number: String
    package let place: PlaceID
    package let reason: String
    package let lines: [PostingLine]
}

/// So much of one balance that is asked to be written off.
package struct WriteOffRequestLine: Sendable {
    package let account: AccountID
    package let quantity: Quantity
    package let serials: [String]

    package init(account: AccountID, quantity: Quantity, serials: [String] = []) {
        self.account = account
        self.quantity = quantity
        self.serials = serials
    }
}

extension Transaction {
    /// Writes the request; answers its number.
    package func insertWriteOff(
        place: PlaceID, reason: String, by person: PersonID, lines: [WriteOffRequestLine]
    ) throws -> String {
        let argument: JSONValue = [
            "place_id": .integer(place.rawValue), "reason": .text(reason), "person_id": .integer(person.rawValue),
            "lines": .array(
                lines.enumerated().map { number, line in
                    [
                        "line_no": .integer(Int64(number + 1)), "account_id": .integer(line.account.rawValue),
                        "quantity": JSONValue(line.quantity), "serials": .array(line.serials.map { .text($0) }),
                    ]
                }),
        ]
        guard let row = try query("SELECT stockpile.insert_write_off(\(argument)::jsonb) AS number").first else {
            throw PostgresError(.decoding, "no number")
        }
        return try row.get("number")
    }

    /// Errors: notFound.
    package func findWriteOff(_ number: String) throws -> WriteOffDraft {
        guard let row = try query("SELECT write_off_id, place_id, reason FROM stockpile.write_off WHERE number = \(number)").first else {
            throw StockpileError.notFound(subject: "write_off", code: number)
        }
        let id: WriteOffID = try row.get("write_off_id")
        let lines = try query(
            """
            SELECT account.lot_id, account.owner_id, account.place_id, account.bin_id, account.condition, account.availability,
                line.quantity, line.serials
            FROM stockpile.write_off_line AS line JOIN stockpile.stock_account AS account USING (account_id)
            WHERE line.write_off_id = \(id) ORDER BY line.line_no
            """
        ).map { row in
            var line = PostingLine(lot: try row.get("lot_id"), quantity: try row.get("quantity"), owner: try row.get("owner_id"))
            line.fromPlace = try row.get("place_id")
            line.fromBin = try row.get("bin_id")
            line.fromCondition = try row.get("condition")
            line.fromAvailability = try row.get("availability")
            line.serials = try row.get("serials") ?? []
            return line
        }
        return WriteOffDraft(id: id, number: number, place: try row.get("place_id"), reason: try row.get("reason"), lines: lines)
    }

    /// Errors: SP401, SP402 for a person who has had a hand in it already, SP501.
    package func advanceWriteOff(_ id: WriteOffID, to state: WriteOffState, by person: PersonID) throws {
        try execute("SELECT stockpile.advance_write_off(\(id), \(state.rawValue), \(person))")
    }

    /// Write-offs without their lines, newest first, each with its first item, its number of lines and their quantity.
    package func listWriteOffs(state: WriteOffState?, slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(
            Self.writeOffHeads(zone)
                + "WHERE \(state?.rawValue)::text IS NULL OR state = \(state?.rawValue) ORDER BY write_off.write_off_id DESC \(slice.sql)"
        ).map {
            try $0.object(Self.writeOffColumns + ["item", "item_name", "item_name_en"], integers: ["line_count", "quantity"])
        }
    }

    private static let writeOffColumns = [
        "number", "state", "place", "place_name", "place_name_en", "reason", "requested_by", "requested_by_name", "requested_by_name_en",
        "requested_at", "approved_by", "approved_by_name", "approved_by_name_en", "approved_at", "posted_by", "posted_by_name",
        "posted_by_name_en", "posted_at", "document", "reversed_by",
    ]

    private static func writeOffHeads(_ zone: String) -> SQL {
        """
        SELECT number, state, place.code AS place, place.name AS place_name, place.name_en AS place_name_en, reason,
            requester.name AS requested_by_name, requester.name_en AS requested_by_name_en, approver.name AS approved_by_name,
            approver.name_en AS approved_by_name_en, poster.name AS posted_by_name, poster.name_en AS posted_by_name_en,
            whole.item, whole.item_name, whole.item_name_en, whole.line_count, whole.quantity,
            requester.login AS requested_by, approver.login AS approved_by, poster.login AS posted_by,
            stockpile.iso(requested_at, \(zone)) AS requested_at,
            stockpile.iso(approved_at, \(zone)) AS approved_at, stockpile.iso(posted_at, \(zone)) AS posted_at,
            (SELECT document.number FROM stockpile.document WHERE document.write_off_id = write_off.write_off_id
                AND document.kind = 'write_off') AS document,
            (SELECT string_agg(document.number, ' ' ORDER BY document.document_id) FROM stockpile.document
                WHERE document.write_off_id = write_off.write_off_id AND document.kind = 'reversal') AS reversed_by
        FROM stockpile.write_off JOIN stockpile.place USING (place_id)
        JOIN stockpile.person AS requester ON requester.person_id = requested_by
        LEFT JOIN stockpile.person AS approver ON approver.person_id = approved_by
        LEFT JOIN stockpile.person AS poster ON poster.person_id = posted_by
        LEFT JOIN LATERAL (
            SELECT count(*) AS line_count, sum(line.quantity)::bigint AS quantity,
                (array_agg(item.code ORDER BY line.line_no))[1] AS item, (array_agg(item.name ORDER BY line.line_no))[1] AS item_name,
                (array_agg(item.name_en ORDER BY line.line_no))[1] AS item_name_en
            FROM stockpile.write_off_line AS line JOIN stockpile.stock_account AS account USING (account_id)
            JOIN stockpile.item ON item.item_id = account.item_id
            WHERE line.write_off_id = write_off.write_off_id) AS whole ON true

        """
    }

    package func showWriteOff(_ number: String, zone: String) throws -> JSONValue {
        let head = try query(Self.writeOffHeads(zone) + "WHERE write_off.number = \(number)")
        guard case .object(let members)? = try head.first?.object(Self.writeOffColumns) else {
            throw StockpileError.notFound(subject: "write_off", code: number)
        }
        let lines = try query(
            """
            SELECT line.line_no, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                lot.lot_number AS lot, lot.expires_on, account.condition, line.quantity, line.quantity * lot.unit_cost_fen AS value_fen
            FROM stockpile.write_off_line AS line JOIN stockpile.write_off USING (write_off_id)
            JOIN stockpile.stock_account AS account USING (account_id)
            JOIN stockpile.lot ON lot.lot_id = account.lot_id JOIN stockpile.item ON item.item_id = account.item_id
            WHERE write_off.number = \(number) ORDER BY line.line_no
            """)
        return .object(
            members + [
                JSONMember(
                    "lines",
                    .array(
                        try lines.map {
                            try $0.object(
                                ["item", "item_name", "item_name_en", "base_unit", "lot", "expires_on", "condition"],
                                integers: ["line_no", "quantity", "value_fen"])
                        }))
            ])
    }
}
