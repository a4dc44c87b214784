package import Postgres
package import StockpileModel

extension Transaction {
    /// A lot and all lots made from it.
    package func listFamily(of lot: LotID) throws -> [LotID] {
        try query(
            """
            WITH RECURSIVE family AS (
                SELECT \(lot)::bigint AS lot_id
                UNION
                SELECT child.lot_id FROM family JOIN stockpile.lot AS child ON child.parent_lot_id = family.lot_id
            )
            SELECT lot_id FROM family ORDER BY lot_id
            """
        ).map { try $0.get("lot_id") }
    }

    /// The accounts of these lots in which orders have something set aside.
    package func listReservedAccounts(of lots: [LotID]) throws -> [AccountID] {
        try query(
            """
            SELECT account_id FROM stockpile.stock_account
            WHERE lot_id = ANY(\(lots)) AND kind = 'stock' AND availability = 'reserved' AND holds ORDER BY account_id
            """
        ).map { try $0.get("account_id") }
    }

    /// Recalls a lot with all lots made from it; answers the number.
    ///
    /// Errors: SP401, SP522 when it is recalled already, SP601.
    package func issueRecall(_ recall: RecallDraft, of lot: LotID, by person: PersonID) throws -> String {
        let argument: JSONValue = [
            "lot_id": .integer(lot.rawValue), "reason": .text(recall.reason), "reference": JSONValue(recall.reference),
            "evidence": JSONValue(recall.evidence?.sha256), "evidence_name": JSONValue(recall.evidence?.name),
            "person_id": .integer(person.rawValue),
        ]
        guard let row = try query("SELECT stockpile.issue_recall(\(argument)::jsonb) AS number").first else {
            throw PostgresError(.decoding, "no number")
        }
        return try row.get("number")
    }

    /// The item that is recalled. Errors: notFound.
    package func findRecalledItem(_ number: String) throws -> ItemID {
        let rows = try query("SELECT item_id FROM stockpile.recall JOIN stockpile.lot USING (lot_id) WHERE recall.number = \(number)")
        guard let row = rows.first else { throw StockpileError.notFound(subject: "recall", code: number) }
        return try row.get("item_id")
    }

    /// Takes a further lot, with all lots made from it, into a recall.
    ///
    /// Errors: SP401, SP501 when it is complete, SP522 when the lot is recalled already, SP601.
    package func addRecallLot(_ lot: LotID, to number: String, by person: PersonID) throws {
        try execute("SELECT stockpile.add_recall_lot(\(person), \(number), \(lot))")
    }

    /// Errors: SP401, SP501 when it is complete, SP601, SP640, SP641, SP673.
    package func recordRecallProgress(_ progress: RecallProgress, by person: PersonID) throws {
        let argument = JSONValue.object(progress.members + [JSONMember("person_id", .integer(person.rawValue))])
        try execute("SELECT stockpile.record_recall_progress(\(argument)::jsonb)")
    }

    /// Errors: SP401, SP501 when it is complete, SP523 with what is open, SP601.
    package func endRecall(_ number: String, by person: PersonID) throws {
        try execute("SELECT stockpile.end_recall(\(number), \(person))")
    }

    /// Recalls, newest first, each with how much is still open.
    ///
    /// Units: base units of the item.
    package func listRecalls(state: RecallState?, slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(
            Self.recallHeads(zone) + """
                WHERE \(state?.rawValue)::text IS NULL OR recall.state = \(state?.rawValue)
                ORDER BY recall.recall_id DESC \(slice.sql)
                """
        ).map(Self.recall)
    }

    /// A recall with its lots, and who has goods of it: what is open first.
    ///
    /// Units:  base units of the item.
    /// Errors: notFound.
    package func showRecall(_ number: String, zone: String) throws -> JSONValue {
        guard let row = try query(Self.recallHeads(zone) + "WHERE recall.number = \(number)").first else {
            throw StockpileError.notFound(subject: "recall", code: number)
        }
        let lots = try query(
            """
            SELECT lot.lot_number AS lot, recalled.recalled_on, stockpile.iso(recalled.recalled_at, \(zone)) AS recalled_at,
                parent.lot_number AS parent_lot, lot.origin, lot.expires_on
            FROM stockpile.recall JOIN stockpile.recall_lot AS recalled USING (recall_id)
            JOIN stockpile.lot ON lot.lot_id = recalled.lot_id
            LEFT JOIN stockpile.lot AS parent ON parent.lot_id = lot.parent_lot_id
            WHERE recall.number = \(number) ORDER BY lot.lot_id
            """
        ).map { try $0.object(["lot", "recalled_on", "recalled_at", "parent_lot", "origin", "expires_on"]) }
        return .object(
            (try Self.recall(row).members ?? []) + [
                JSONMember("recalled_lots", .array(lots)), JSONMember("holders", .array(try listRecallHolders(number, zone: zone))),
            ])
    }

    /// Who had goods of a recall when it was issued, what is open first, then the other places where such goods have been brought since.
    ///
    /// Shape: `on_hand_quantity` is what lies at a place now; places that got some since have no `holder_no`.
    private func listRecallHolders(_ number: String, zone: String) throws -> [JSONValue] {
        try query(
            """
            WITH held AS MATERIALIZED (
                SELECT recalled.recall_id, recalled.named_lot_id, account.place_id, sum(account.quantity)::bigint AS quantity
                FROM stockpile.recall JOIN stockpile.recall_lot AS recalled USING (recall_id)
                JOIN stockpile.stock_account AS account ON account.lot_id = recalled.lot_id AND account.kind = 'stock' AND account.holds
                WHERE recall.number = \(number) GROUP BY recalled.recall_id, recalled.named_lot_id, account.place_id
            ), holder AS MATERIALIZED (
                SELECT holder.* FROM stockpile.recall JOIN stockpile.recall_holder_detail AS holder USING (recall_id)
                WHERE recall.number = \(number)
            ), shown AS (
                SELECT holder.holder_no::bigint AS holder_no, holder.lot, holder.kind, holder.holder_name, holder.place,
                    holder.place_name, holder.place_name_en, holder.contact, holder.telephone, holder.document, holder.quantity,
                    CASE WHEN holder.kind = 'stock' THEN coalesce(held.quantity, 0) END AS on_hand_quantity,
                    holder.returned_quantity AS back_quantity, holder.not_recoverable_quantity, holder.open_quantity,
                    stockpile.iso(holder.occurred_at, \(zone)) AS occurred_at, stockpile.iso(holder.last_at, \(zone)) AS last_at,
                    holder.remarks
                FROM holder LEFT JOIN held USING (recall_id, named_lot_id, place_id)
                UNION ALL
                SELECT NULL, lot.lot_number, 'stock', place.name, place.code, place.name, place.name_en, called.contact, called.telephone,
                    NULL, NULL, held.quantity, NULL, NULL, NULL, NULL, NULL, NULL
                FROM held JOIN stockpile.lot ON lot.lot_id = held.named_lot_id JOIN stockpile.place USING (place_id)
                LEFT JOIN LATERAL stockpile.contact_of(held.place_id, NULL) AS called ON true
                WHERE NOT EXISTS (
                    SELECT FROM holder
                    WHERE holder.kind = 'stock' AND holder.place_id = held.place_id AND holder.named_lot_id = held.named_lot_id)
            )
            SELECT * FROM shown ORDER BY open_quantity = 0, holder_no, place
            """
        ).map {
            try $0.object(
                [
                    "lot", "kind", "holder_name", "place", "place_name", "place_name_en", "contact", "telephone", "document",
                    "occurred_at", "last_at", "remarks",
                ],
                integers: [
                    "holder_no", "quantity", "on_hand_quantity", "back_quantity", "not_recoverable_quantity", "open_quantity",
                ])
        }
    }

    private static func recall(_ row: Row) throws -> JSONValue {
        try row.object(
            [
                "number", "state", "lot", "item", "item_name", "item_name_en", "base_unit", "reason", "reference", "evidence", "sha256",
                "issued_by", "issued_by_name", "issued_by_name_en", "issued_at", "completed_by", "completed_by_name",
                "completed_by_name_en", "completed_at",
            ],
            integers: ["quantity", "open_quantity", "holders_total", "holders_open"])
    }

    private static func recallHeads(_ zone: String) -> SQL {
        """
        SELECT recall.number, recall.state, lot.lot_number AS lot, item.code AS item, item.name AS item_name,
            item.name_en AS item_name_en, item.base_unit, recall.reason, recall.reference, recall.evidence_name AS evidence,
            encode(recall.evidence, 'hex') AS sha256, issuer.login AS issued_by, issuer.name AS issued_by_name,
            issuer.name_en AS issued_by_name_en, stockpile.iso(recall.issued_at, \(zone)) AS issued_at, ender.login AS completed_by,
            ender.name AS completed_by_name, ender.name_en AS completed_by_name_en,
            stockpile.iso(recall.completed_at, \(zone)) AS completed_at, figures.quantity, figures.open_quantity, figures.holders_total,
            figures.holders_open
        FROM stockpile.recall
        JOIN stockpile.lot ON lot.lot_id = recall.lot_id
        JOIN stockpile.item ON item.item_id = lot.item_id
        JOIN stockpile.person AS issuer ON issuer.person_id = recall.issued_by
        LEFT JOIN stockpile.person AS ender ON ender.person_id = recall.completed_by
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(quantity), 0)::bigint AS quantity, coalesce(sum(open_quantity), 0)::bigint AS open_quantity,
                count(*) AS holders_total, count(*) FILTER (WHERE open_quantity > 0) AS holders_open
            FROM stockpile.recall_holder_detail AS holder WHERE holder.recall_id = recall.recall_id) AS figures

        """
    }
}
