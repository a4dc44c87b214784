package import Postgres
package import StockpileModel

/// What of one lot is still out on a loan.
package struct LentLot: Sendable {
    package let item: String
    package let lotNumber: String
    package let lot: LotID
    package let owner: OwnerID
    package let condition: String
    package let quantity: Quantity
}

/// A loan as a return needs it.
package struct Loan: Sendable {
    package let id: DocumentID
    package let place: String
    package let lots: [LentLot]
}

extension Transaction {
    /// What is still out, to whom and until when: longest overdue first.
    ///
    /// Shape: one row for each loan and lot of which something is out; with `isOverdueOnly` those past their day on `day`.
    /// Units: base units; days past the day of giving back, 0 before.
    package func listLoans(isOverdueOnly: Bool, on day: CalendarDate, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT loan.number, loan.borrower, loan.due_on, greatest(\(day)::date - loan.due_on, 0)::bigint AS days_overdue,
                place.code AS place, place.name AS place_name, place.name_en AS place_name_en, item.code AS item, item.name AS item_name,
                item.name_en AS item_name_en, item.base_unit, lot.lot_number AS lot, stock_owner.code AS owner, loan.lent_quantity,
                loan.returned_quantity, loan.quantity, stockpile.iso(document.occurred_at, \(zone)) AS occurred_at,
                coalesce(given.contact, called.contact) AS contact, coalesce(given.telephone, called.telephone) AS telephone
            FROM stockpile.loan_detail AS loan
            JOIN stockpile.document USING (document_id)
            JOIN stockpile.place ON place.place_id = loan.place_id
            JOIN stockpile.item ON item.item_id = loan.item_id
            JOIN stockpile.lot ON lot.lot_id = loan.lot_id
            JOIN stockpile.stock_owner ON stock_owner.owner_id = loan.owner_id
            LEFT JOIN stockpile.document_receiver AS given ON given.document_id = loan.document_id
            LEFT JOIN LATERAL stockpile.contact_of(loan.place_id, loan.borrower) AS called ON true
            WHERE loan.quantity > 0 AND (NOT \(isOverdueOnly) OR loan.due_on < \(day)::date)
            ORDER BY loan.due_on, loan.number, item.code, lot.lot_number
            """
        ).map {
            try $0.object(
                [
                    "number", "borrower", "due_on", "place", "place_name", "place_name_en", "item", "item_name", "item_name_en",
                    "base_unit",
                    "lot", "owner", "occurred_at", "contact", "telephone",
                ], integers: ["days_overdue", "lent_quantity", "returned_quantity", "quantity"])
        }
    }

    /// A loan by its number, with what is still out; nil when no loan has this number.
    package func findLoan(_ number: String) throws -> Loan? {
        let rows = try query(
            """
            SELECT loan.document_id, place.code AS place, item.code AS item, lot.lot_number, loan.lot_id, loan.owner_id, loan.condition,
                loan.quantity
            FROM stockpile.loan_detail AS loan
            JOIN stockpile.place ON place.place_id = loan.place_id
            JOIN stockpile.item ON item.item_id = loan.item_id
            JOIN stockpile.lot ON lot.lot_id = loan.lot_id
            WHERE loan.number = \(number)
            ORDER BY loan.account_id
            """)
        guard let first = rows.first else { return nil }
        return Loan(
            id: try first.get("document_id"), place: try first.get("place"),
            lots: try rows.map {
                LentLot(
                    item: try $0.get("item"), lotNumber: try $0.get("lot_number"), lot: try $0.get("lot_id"), owner: try $0.get("owner_id"),
                    condition: try $0.get("condition"), quantity: try $0.get("quantity"))
            })
    }
}
