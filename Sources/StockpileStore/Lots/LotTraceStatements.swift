package import Postgres
package import StockpileModel

extension Transaction {
    /// Everything that ever moved of a lot, of those it comes from and of those made from them, in one query.
    ///
    /// Shape: nil when there is no such lot. Time grows with the movements of the family only.
    /// Units: base units of the item.
    package func traceLot(_ lot: LotID, zone: String) throws -> LotTrace? {
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
            return LotTrace.Lot(
                number: try row.get("lot"), parent: try row.get("parent_lot"), json: .object((json.members ?? []) + [isAsked]))
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
    package static func traceStatement(of lot: LotID, zone: String) -> SQL {
        """
        WITH RECURSIVE origin AS (
            SELECT lot_id, parent_lot_id FROM stockpile.lot WHERE lot_id = \(lot)
            UNION
            SELECT parent.lot_id, parent.parent_lot_id
            FROM origin JOIN stockpile.lot AS parent ON parent.lot_id = origin.parent_lot_id
        ), family AS (
            SELECT lot_id FROM origin WHERE parent_lot_id IS NULL
            UNION
            SELECT child.lot_id FROM family JOIN stockpile.lot AS child ON child.parent_lot_id = family.lot_id
        )
        SELECT lot.lot_id, lot.lot_number AS lot, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
            lot.reserve_category AS category, lot.funding_source, lot.origin, parent.lot_number AS parent_lot, lot.manufactured_on,
            lot.received_on, lot.expires_on, lot.recalled_on,
            document.number AS document, document.kind, document.purpose, stockpile.iso(document.occurred_at, \(zone)) AS occurred_at,
            moved.quantity, lot.lot_number AS from_lot, moved.from_kind, from_place.code AS from_place,
            from_place.name AS from_place_name, from_place.name_en AS from_place_name_en, to_lot.lot_number AS to_lot, moved.to_kind,
            to_place.code AS to_place, to_place.name AS to_place_name, to_place.name_en AS to_place_name_en,
            coalesce(given.receiver, document.borrower, document.occasion) AS receiver, given.contact, given.telephone,
            person.login AS person, document.reference, allocation_order.number AS "order", loan.number AS loan, original.number AS reverses
        FROM family
        JOIN stockpile.lot ON lot.lot_id = family.lot_id
        JOIN stockpile.item ON item.item_id = lot.item_id
        LEFT JOIN stockpile.lot AS parent ON parent.lot_id = lot.parent_lot_id
        LEFT JOIN LATERAL (
            SELECT movement.document_id, source.kind AS from_kind, source.place_id AS from_place_id, target.kind AS to_kind,
                target.place_id AS to_place_id, target.lot_id AS to_lot_id, sum(movement.quantity)::bigint AS quantity
            FROM stockpile.stock_account AS source
            JOIN stockpile.stock_movement AS movement ON movement.from_account_id = source.account_id
            JOIN stockpile.stock_account AS target ON target.account_id = movement.to_account_id
            WHERE source.lot_id = family.lot_id
            GROUP BY movement.document_id, source.kind, source.place_id, target.kind, target.place_id, target.lot_id
        ) AS moved ON true
        LEFT JOIN stockpile.document ON document.document_id = moved.document_id
        LEFT JOIN stockpile.place AS from_place ON from_place.place_id = moved.from_place_id
        LEFT JOIN stockpile.place AS to_place ON to_place.place_id = moved.to_place_id
        LEFT JOIN stockpile.lot AS to_lot ON to_lot.lot_id = moved.to_lot_id
        LEFT JOIN stockpile.document_receiver AS given ON given.document_id = moved.document_id
        LEFT JOIN stockpile.person ON person.person_id = document.person_id
        LEFT JOIN stockpile.allocation_order ON allocation_order.order_id = document.order_id
        LEFT JOIN stockpile.document AS loan ON loan.document_id = document.loan_document_id
        LEFT JOIN stockpile.document AS original ON original.document_id = document.reverses_document_id
        ORDER BY document.occurred_at, document.document_id, lot.lot_id, moved.from_place_id, moved.to_place_id, moved.to_kind
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
