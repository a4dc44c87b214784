package import Postgres
package import StockpileModel

extension Transaction {
    /// Everything that ever moved of a lot, of those it comes from and of those made from them, in one query.
    ///
    /// Shape: nil when there is no such lot. Time grows with the movements of the family only.
    /// Units: base units of the item.
    package func traceLot(_ lot: LotID, zone: String) throws -> LotTrace? {
        // The planner takes most lots for large ones and would compile the query first, which takes longer than running it.
        try execute("SET LOCAL jit = off")
        let rows = try query(Self.traceStatement(of: lot, zone: zone))
        var seen: Set<Int64> = []
        let lots = try rows.compactMap { row -> LotTrace.Lot? in
            guard seen.insert(try row.get("lot_id")).inserted else { return nil }
            let json = try row.object(
                [
                    "lot", "item", "item_name", "item_name_en", "base_unit", "category", "funding_source", "origin", "parent_lot",
                    "manufactured_on", "received_on", "expires_on", "recalled_on",
                ])
            let isAsked = JSONMember("is_asked", .bool(try row.get("lot_id") as Int64 == lot.rawValue))
            return LotTrace.Lot(number: try row.get("lot"), json: .object((json.members ?? []) + [isAsked]))
        }
        guard !lots.isEmpty else { return nil }
        let steps = try rows.compactMap { row -> LotTrace.Step? in
            guard let number: String = try row.get("document") else { return nil }
            return LotTrace.Step(
                from: try row.point("from"), to: try row.point("to"), quantity: try row.get("quantity"),
                document: (number, try row.get("kind"), try row.get("purpose"), try row.get("occurred_at")),
                receiver: try row.get("receiver"), telephone: try row.get("telephone"),
                more: try ["contact", "person", "reference", "order", "loan", "reverses"].map { JSONMember($0, try row.json($0)) })
        }
        return LotTrace(lots: lots, steps: steps)
    }

    /// A row for each document and way of goods; a lot that never moved has one row without a document.
    ///
    /// Shape: every table is looked up by its key from the rows before it, whatever there is of it (OFFSET 0 keeps it so): the time is
    ///        that of the family's own movements.
    package static func traceStatement(of lot: LotID, zone: String) -> SQL {
        """
        WITH RECURSIVE origin AS (
            SELECT lot_id, parent_lot_id FROM stockpile.lot WHERE lot_id = \(lot)
            UNION
            SELECT parent.lot_id, parent.parent_lot_id
            FROM origin CROSS JOIN LATERAL (SELECT lot_id, parent_lot_id FROM stockpile.lot
                WHERE lot.lot_id = origin.parent_lot_id OFFSET 0) AS parent
        ), family AS (
            SELECT lot_id FROM origin WHERE parent_lot_id IS NULL
            UNION
            SELECT child.lot_id
            FROM family CROSS JOIN LATERAL (SELECT lot_id FROM stockpile.lot WHERE lot.parent_lot_id = family.lot_id OFFSET 0) AS child
        )
        SELECT known.*, document.*, moved.quantity, known.lot AS from_lot, moved.from_kind, from_place.code AS from_place,
            from_place.name AS from_place_name, from_place.name_en AS from_place_name_en, moved.to_kind, to_place.code AS to_place,
            to_place.name AS to_place_name, to_place.name_en AS to_place_name_en,
            (SELECT lot_number FROM stockpile.lot WHERE lot.lot_id = moved.to_lot_id) AS to_lot
        FROM family
        CROSS JOIN LATERAL (
            SELECT lot.lot_id, lot.lot_number AS lot, item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                item.base_unit, lot.reserve_category AS category, lot.funding_source, lot.origin,
                (SELECT parent.lot_number FROM stockpile.lot AS parent WHERE parent.lot_id = lot.parent_lot_id) AS parent_lot,
                lot.manufactured_on, lot.received_on, lot.expires_on, lot.recalled_on
            FROM stockpile.lot JOIN stockpile.item USING (item_id) WHERE lot.lot_id = family.lot_id OFFSET 0) AS known
        LEFT JOIN LATERAL (
            SELECT movement.document_id, source.kind AS from_kind, source.place_id AS from_place_id, target.kind AS to_kind,
                target.place_id AS to_place_id, target.lot_id AS to_lot_id, sum(movement.quantity)::bigint AS quantity
            FROM stockpile.stock_account AS source
            CROSS JOIN LATERAL (SELECT document_id, to_account_id, quantity FROM stockpile.stock_movement
                WHERE stock_movement.from_account_id = source.account_id OFFSET 0) AS movement
            CROSS JOIN LATERAL (SELECT kind, place_id, lot_id FROM stockpile.stock_account
                WHERE stock_account.account_id = movement.to_account_id OFFSET 0) AS target
            WHERE source.lot_id = family.lot_id
            GROUP BY movement.document_id, source.kind, source.place_id, target.kind, target.place_id, target.lot_id
        ) AS moved ON true
        LEFT JOIN LATERAL (
            SELECT document.number AS document, document.kind, document.purpose, document.occurred_at AS moment,
                stockpile.iso(document.occurred_at, \(zone)) AS occurred_at, document.reference,
                coalesce(given.receiver, document.borrower, document.occasion) AS receiver, given.contact, given.telephone,
                (SELECT login FROM stockpile.person WHERE person.person_id = document.person_id) AS person,
                (SELECT number FROM stockpile.allocation_order AS asked WHERE asked.order_id = document.order_id) AS "order",
                (SELECT number FROM stockpile.document AS loan WHERE loan.document_id = document.loan_document_id) AS loan,
                (SELECT number FROM stockpile.document AS original WHERE original.document_id = document.reverses_document_id) AS reverses
            FROM stockpile.document
            LEFT JOIN LATERAL (SELECT receiver, contact, telephone FROM stockpile.document_receiver
                WHERE document_receiver.document_id = document.document_id OFFSET 0) AS given ON true
            WHERE document.document_id = moved.document_id OFFSET 0) AS document ON true
        LEFT JOIN stockpile.place AS from_place ON from_place.place_id = moved.from_place_id
        LEFT JOIN stockpile.place AS to_place ON to_place.place_id = moved.to_place_id
        ORDER BY document.moment, moved.document_id, known.lot_id, moved.from_place_id, moved.to_place_id, moved.to_kind
        """
    }
}

extension Row {
    fileprivate func point(_ side: String) throws -> LotTrace.Point {
        LotTrace.Point(
            lot: try get("\(side)_lot"), kind: try get("\(side)_kind"), place: try get("\(side)_place"),
            placeName: try get("\(side)_place_name"), placeNameEn: try get("\(side)_place_name_en"))
    }
}
