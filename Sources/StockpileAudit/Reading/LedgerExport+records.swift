extension LedgerExport {
    struct Account: Sendable {
        let id: Int64
        let kind: String
        let quantity: Int64
        let valueFen: Int64
        let openingQuantity: Int64
        let openingValueFen: Int64
        /// The lot it was made from in the end: lots made from one another add up to nothing together.
        let lot: String
        let blockNumber: Int64?
        let sealedSHA256: String
        /// The text its seal covers; nil where a code is in none of the catalogue's files.
        let content: String?

        /// Only goods we hold, that are on their way or that we lent cannot be fewer than none.
        var isStock: Bool { ["stock", "carrier", "borrower"].contains(kind) }

        init?(_ row: ExportFile.Row, _ catalogue: Catalogue) {
            guard let id = row.number("account_id"), let quantity = row.number("quantity"), let value = row.number("value_fen"),
                let openingQuantity = row.number("opening_quantity"), let openingValue = row.number("opening_value_fen")
            else { return nil }
            (self.id, self.quantity, valueFen) = (id, quantity, value)
            (self.openingQuantity, openingValueFen) = (openingQuantity, openingValue)
            kind = row["kind"]
            blockNumber = row.number("block_no")
            sealedSHA256 = row["content_sha256"]
            let lotID = catalogue.lot(row["lot"], of: row["item"])
            lot = lotID.map { catalogue.oldest[$0] ?? $0 } ?? "?"
            guard let lotID, let item = catalogue.items[row["item"]], let place = catalogue.places[row["place"]],
                let bin = catalogue.bin(row["bin"], at: row["place"]), let owner = catalogue.owners[row["owner"]],
                let lotContent = catalogue.lotContents[lotID]
            else {
                content = nil
                return
            }
            content =
                Content.line(["account", "\(id)", kind, item, lotID, place, bin, owner, row["condition"], row["availability"]]) + lotContent
        }
    }

    struct Document: Sendable {
        let id: Int64
        let number: String
        let movements: Int
        let occurredAt: String
        let recordedAt: String
        /// The first line of the text its seal covers; nil where a code is in none of the catalogue's files.
        let content: String?

        init?(_ row: ExportFile.Row, _ catalogue: Catalogue) {
            guard let id = row.number("document_id"), let movements = Int(row["movements"]) else { return nil }
            (self.id, number, self.movements) = (id, row["number"], movements)
            (occurredAt, recordedAt) = (row["occurred_at"], row["recorded_at"])
            guard let place = catalogue.places[row["place"]], let person = catalogue.people[row["person"]],
                let checker = catalogue.person(row["checker"])
            else {
                content = nil
                return
            }
            let further = ["reason", "occasion", "borrower", "due_on", "loan_document_id", "attachments"].map { row[$0] }
            let cells = [
                "document", "\(id)", number, row["kind"], row["purpose"], place, occurredAt, recordedAt, person, checker, row["order_id"],
                row["write_off_id"], row["reverses_document_id"], row["about_period"], row["reference"], row["remarks"],
            ]
            // Only where one of them is there.
            content = Content.line(cells + (further.allSatisfy(\.isEmpty) ? [] : further))
        }
    }

    struct Movement: Sendable {
        let id: Int64
        let document: Int64
        let lineNo: Int
        let from: Int64
        let to: Int64
        let quantity: Int64
        let valueFen: Int64
        /// UTC with microseconds: sorts as the moments do.
        let occurredAt: String
        let recordedAt: String
        /// The units it moved, in the order of their seal.
        let serials: [String]
        /// The cells of its line but for the two times; nil where a code is in none of the catalogue's files.
        let cells: [String]?

        init?(_ row: ExportFile.Row, _ catalogue: Catalogue) {
            let numbers = ["movement_id", "document_id", "line_no", "from_account_id", "to_account_id", "quantity", "value_fen"]
                .compactMap { row.number($0) }
            guard numbers.count == 7 else { return nil }
            (id, document, lineNo, from, to) = (numbers[0], numbers[1], Int(numbers[2]), numbers[3], numbers[4])
            (quantity, valueFen) = (numbers[5], numbers[6])
            (occurredAt, recordedAt) = (row["occurred_at"], row["recorded_at"])
            serials = row["serials"].split(separator: " ").map(String.init)
            guard let item = catalogue.items[row["item"]], let lot = catalogue.lot(row["lot"], of: row["item"]),
                let fromPlace = catalogue.places[row["from_place"]], let toPlace = catalogue.places[row["to_place"]]
            else {
                cells = nil
                return
            }
            cells = [
                "movement", row["movement_id"], row["line_no"], item, lot, row["from_account_id"], row["to_account_id"], fromPlace, toPlace,
                row["quantity"], row["value_fen"], row["order_line_id"],
            ]
        }
    }

    struct Block: Sendable {
        let number: Int64
        let firstPosition: Int64
        let lastPosition: Int64
        let documentsSHA256: String
        let accountsSHA256: String
        let previousSHA256: String
        let sha256: String
        let content: String

        init?(_ row: ExportFile.Row) {
            guard let number = row.number("block_no"), let first = row.number("first_position"), let last = row.number("last_position")
            else { return nil }
            (self.number, firstPosition, lastPosition) = (number, first, last)
            (documentsSHA256, accountsSHA256) = (row["documents_sha256"], row["accounts_sha256"])
            (previousSHA256, sha256) = (row["previous_sha256"], row["block_sha256"])
            content = Content.line(["block"] + row.cells.prefix(7))
        }
    }

    struct SealedDocument: Sendable {
        let position: Int64
        let document: Int64
        let sha256: String

        init?(_ row: ExportFile.Row) {
            guard let position = row.number("position"), let document = row.number("document_id") else { return nil }
            (self.position, self.document, sha256) = (position, document, row["content_sha256"])
        }
    }
}
