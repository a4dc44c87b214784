package import Postgres
package import StockpileModel

extension Transaction {
    /// Says why goods are on hold that a document of this person held, whose it is and until when.
    ///
    /// Errors: SP401, SP521 for a day that is past, SP601.
    package func recordHold(_ document: DocumentID, owner: PersonID, until: CalendarDate?, reason: String?, by person: PersonID) throws {
        try execute("SELECT stockpile.record_hold(\(person), \(document), \(owner), \(until)::date, \(reason))")
    }

    /// Ends the holds of these lots wherever nothing of them is held any more; answers how many.
    ///
    /// Errors: SP401.
    package func recordHoldRelease(
        _ lots: [LotID], at place: PlaceID?, document: DocumentID?, remarks: String?, by person: PersonID
    ) throws -> Int64 {
        let rows = try query(
            "SELECT stockpile.record_hold_release(\(person), \(lots), \(place)::bigint, \(document)::bigint, \(remarks)) AS ended")
        guard let row = rows.first else { throw PostgresError(.decoding, "no answer") }
        return try row.get("ended")
    }

    /// What is on hold, what is overdue first: how much of each lot where, why, whose it is and until when.
    ///
    /// Units: base units of the item; days left may be negative.
    package func listHeldLots(on day: CalendarDate, zone: String, slice: ListSlice) throws -> [JSONValue] {
        try query(
            """
            SELECT held.lot_number AS lot, held.item, held.item_name, held.item_name_en, held.base_unit, held.place, held.place_name,
                held.place_name_en, held.quantity, fact.reason, keeper.login AS hold_owner, keeper.name AS hold_owner_name,
                keeper.name_en AS hold_owner_name_en, fact.until_on, (fact.until_on - \(day))::bigint AS days_left,
                maker.login AS held_by, stockpile.iso(fact.recorded_at, \(zone)) AS held_at, document.number AS document
            FROM (SELECT lot_id, place_id, lot_number, item, item_name, item_name_en, base_unit, place, place_name, place_name_en,
                    sum(quantity)::bigint AS quantity
                FROM stockpile.stock_detail WHERE account_kind = 'stock' AND availability = 'held'
                GROUP BY lot_id, place_id, lot_number, item, item_name, item_name_en, base_unit, place, place_name, place_name_en) AS held
            LEFT JOIN LATERAL (SELECT * FROM stockpile.lot_hold AS fact
                WHERE fact.lot_id = held.lot_id AND fact.place_id = held.place_id
                  AND NOT EXISTS (SELECT FROM stockpile.lot_hold_release AS released WHERE released.lot_hold_id = fact.lot_hold_id)
                ORDER BY fact.lot_hold_id DESC LIMIT 1) AS fact ON true
            LEFT JOIN stockpile.person AS keeper ON keeper.person_id = fact.owner_id
            LEFT JOIN stockpile.person AS maker ON maker.person_id = fact.person_id
            LEFT JOIN stockpile.document ON document.document_id = fact.document_id
            ORDER BY fact.until_on NULLS LAST, held.item, held.lot_number, held.place \(slice.sql)
            """
        ).map {
            try $0.object(
                [
                    "lot", "item", "item_name", "item_name_en", "base_unit", "place", "place_name", "place_name_en", "reason", "hold_owner",
                    "hold_owner_name", "hold_owner_name_en", "until_on", "held_by", "held_at", "document",
                ], integers: ["quantity", "days_left"])
        }
    }

    /// What lies in a condition other people wait for to change, the longest first: how much of each lot where, and since when.
    ///
    /// Units: base units of the item. What came last is taken to be what is still there.
    package func listLots(in condition: String, on day: CalendarDate, zone: String, slice: ListSlice) throws -> [JSONValue] {
        try query(
            """
            SELECT detail.lot_number AS lot, detail.item, detail.item_name, detail.item_name_en, detail.base_unit, detail.place,
                detail.place_name, detail.place_name_en, detail.condition, sum(detail.quantity)::bigint AS quantity,
                min(since.since_on) AS since_on, (\(day) - min(since.since_on))::bigint AS days_waiting,
                (array_agg(since.document ORDER BY since.since_on, since.document))[1] AS document,
                (array_agg(since.login ORDER BY since.since_on, since.document))[1] AS brought_by
            FROM stockpile.stock_detail AS detail
            LEFT JOIN LATERAL (
                SELECT (coming.occurred_at AT TIME ZONE \(zone))::date AS since_on, coming.number AS document, person.login
                FROM (SELECT movement.occurred_at, document.number, document.person_id,
                        sum(movement.quantity) OVER (ORDER BY movement.occurred_at DESC, movement.movement_id DESC)
                            - movement.quantity AS newer
                    FROM stockpile.stock_movement AS movement JOIN stockpile.document USING (document_id)
                    WHERE movement.to_account_id = detail.account_id AND document.kind <> 'reversal'
                      AND NOT EXISTS (SELECT FROM stockpile.reversed_line AS taken_back
                          WHERE taken_back.document_id = movement.document_id AND taken_back.line_no = movement.line_no)) AS coming
                JOIN stockpile.person USING (person_id)
                WHERE coming.newer < detail.quantity ORDER BY coming.newer DESC LIMIT 1) AS since ON true
            WHERE detail.account_kind = 'stock' AND detail.condition = \(condition)
            GROUP BY detail.lot_id, detail.lot_number, detail.item, detail.item_name, detail.item_name_en, detail.base_unit, detail.place,
                detail.place_name, detail.place_name_en, detail.condition
            ORDER BY since_on, detail.item, detail.lot_number, detail.place \(slice.sql)
            """
        ).map {
            try $0.object(
                [
                    "lot", "item", "item_name", "item_name_en", "base_unit", "place", "place_name", "place_name_en", "condition",
                    "since_on", "document", "brought_by",
                ], integers: ["quantity", "days_waiting"])
        }
    }
}
