package import Postgres
package import StockpileModel

extension Transaction {
    /// Lots in stock whose expiry (or rotate-by date) lies before a day, soonest first; nil days lists all.
    ///
    /// Units: days left may be negative; value at risk in fen.
    package func listLots(
        expiringBy expiry: CalendarDate? = nil, rotatingBy rotation: CalendarDate? = nil, on day: CalendarDate, slice: ListSlice
    ) throws -> [JSONValue] {
        try query(
            """
            SELECT lot_number AS lot, item, item_name, item_name_en, base_unit, reserve_category AS category, place, manufactured_on,
                received_on, warn_on, rotate_by_on, expires_on, (expires_on - \(day))::bigint AS days_left,
                sum(quantity)::bigint AS quantity,
                coalesce(sum(quantity) FILTER (WHERE availability = 'held'), 0)::bigint AS held, sum(value_fen)::bigint AS value_fen
            FROM stockpile.stock_detail
            WHERE account_kind <> 'borrower' AND (\(expiry)::date IS NULL OR expires_on <= \(expiry))
              AND (\(rotation)::date IS NULL OR rotate_by_on <= \(rotation))
            GROUP BY lot_id, lot_number, item, item_name, item_name_en, base_unit, reserve_category, place, manufactured_on, received_on,
                warn_on, rotate_by_on, expires_on
            ORDER BY \(rotation)::date IS NULL, expires_on NULLS LAST, rotate_by_on, item, lot_number, place
            \(slice.sql)
            """
        ).map {
            try $0.object(
                [
                    "lot", "item", "item_name", "item_name_en", "base_unit", "category", "place", "manufactured_on", "received_on",
                    "warn_on",
                    "rotate_by_on", "expires_on",
                ], integers: ["days_left", "quantity", "held", "value_fen"])
        }
    }
}
