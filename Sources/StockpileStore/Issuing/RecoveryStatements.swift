package import Postgres
package import StockpileModel

/// What of an issue is still out of one lot and owner, or is said to be lost.
package struct LotOut: Sendable {
    package let item: String
    package let itemName: String
    package let itemNameEn: String
    package let baseUnit: String
    package let isSerialised: Bool
    package let lotNumber: String
    package let lot: LotID
    package let owner: OwnerID
    package let quantity: Int64
    package let lost: Int64
}

/// An issue as its recovery needs it.
package struct IssueOut: Sendable {
    package let id: DocumentID
    package let place: PlaceID
    package let placeCode: String
    package let lots: [LotOut]
}

/// So much of a lot as it is written down: how it was found, and the line of the return that brought it.
package struct RecoveryEntry: Sendable {
    package let lot: LotOut
    package let quantity: Int64
    package let result: RecoveryResult
    package let serials: [String]
    /// Where it is put when it comes back.
    package let bin: String?
    package var line: Int64?

    package init(lot: LotOut, quantity: Int64, result: RecoveryResult, serials: [String], bin: String? = nil) {
        self.lot = lot
        self.quantity = quantity
        self.result = result
        self.serials = serials
        self.bin = bin
    }
}

extension Transaction {
    /// Says who a document's goods went to, in the transaction that posted it. Errors: SP401.
    package func noteReceiver(_ receiver: GoodsReceiver?, of document: DocumentID, by person: PersonID) throws {
        let argument = JSONValue.object(
            [JSONMember("document_id", .integer(document.rawValue)), JSONMember("person_id", .integer(person.rawValue))]
                + (receiver?.members ?? []))
        try execute("SELECT stockpile.note_receiver(\(argument)::jsonb)")
    }

    /// An issue with what of it is to come back; nobody else records of it until this transaction ends. Oldest lots first.
    ///
    /// Errors: notFound.
    package func lockIssueOut(_ number: String) throws -> IssueOut {
        let heads = try query(
            """
            SELECT document.document_id, document.place_id, place.code AS place, stockpile.lock_recovery(document.document_id)
            FROM stockpile.document JOIN stockpile.place USING (place_id) WHERE document.number = \(number)
            """)
        guard let head = heads.first else { throw StockpileError.notFound(subject: "document", code: number) }
        let id: DocumentID = try head.get("document_id")
        let lots = try query(
            """
            SELECT item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit, item.is_serialised,
                lot.lot_number, due.lot_id, due.owner_id, due.quantity, due.lost_quantity
            FROM stockpile.recovery_detail AS due
            JOIN stockpile.lot ON lot.lot_id = due.lot_id
            JOIN stockpile.item ON item.item_id = due.item_id
            WHERE due.document_id = \(id) ORDER BY due.lot_id, due.owner_id
            """
        ).map { row in
            LotOut(
                item: try row.get("item"), itemName: try row.get("item_name"), itemNameEn: try row.get("item_name_en"),
                baseUnit: try row.get("base_unit"), isSerialised: try row.get("is_serialised"), lotNumber: try row.get("lot_number"),
                lot: try row.get("lot_id"), owner: try row.get("owner_id"), quantity: try row.get("quantity"),
                lost: try row.get("lost_quantity"))
        }
        return IssueOut(id: id, place: try head.get("place_id"), placeCode: try head.get("place"), lots: lots)
    }

    /// Errors: SP118, SP401, SP664.
    package func recordRecovery(
        _ entries: [RecoveryEntry], of document: DocumentID, broughtBy receipt: DocumentID?, reason: String?, by person: PersonID
    ) throws {
        let lines = entries.map { entry -> JSONValue in
            [
                "lot_id": .integer(entry.lot.lot.rawValue), "owner_id": .integer(entry.lot.owner.rawValue),
                "result": .text(entry.result.rawValue), "quantity": .integer(entry.quantity), "line_no": JSONValue(entry.line),
            ]
        }
        let argument: JSONValue = [
            "document_id": .integer(document.rawValue), "return_document_id": JSONValue(receipt?.rawValue),
            "person_id": .integer(person.rawValue), "reason": JSONValue(reason), "lines": .array(lines),
        ]
        try execute("SELECT stockpile.record_recovery(\(argument)::jsonb)")
    }
}
