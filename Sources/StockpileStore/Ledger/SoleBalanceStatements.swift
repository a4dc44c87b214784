package import Postgres
package import StockpileModel

/// So much of one named lot out of a place, for a document that says nothing else about the goods.
package struct NamedTake: Sendable {
    package let lot: LotName
    package let quantity: Quantity
    package let toPlace: PlaceID?

    package init(lot: LotName, quantity: Quantity, toPlace: PlaceID?) {
        self.lot = lot
        self.quantity = quantity
        self.toPlace = toPlace
    }
}

extension Conversation {
    /// Posts a take from where its lot lies at the draft's place, in one round trip: only where there is nothing to choose, since all
    /// that is there of the lot is one balance. `nil`: nothing was posted.
    ///
    /// Shape:  the draft has no lines. Its only one is written here, as `PostingLine` and the picker would: whose the goods are, their bin
    ///         and their condition are the balance's, and what is reserved is asked for as free goods, of which there are none.
    /// Errors: every code of the posting function.
    package func postFromSoleBalance(
        _ take: NamedTake, _ draft: PostingDraft, key: IdempotencyKey, requestHash: String
    ) throws -> PostedDocument? {
        let line: SQL = """
            jsonb_build_object('line_no', 1, 'quantity', \(take.quantity)::bigint, 'lot_id', account.lot_id,
                'from_owner_id', account.owner_id, 'to_owner_id', account.owner_id, 'from_place_id', account.place_id,
                'to_place_id', \(take.toPlace)::bigint, 'from_bin_id', account.bin_id, 'from_condition', account.condition,
                'from_availability', nullif(account.availability, 'reserved'))
            """
        let balance: SQL = """
            FROM stockpile.lot JOIN stockpile.stock_account AS account USING (lot_id)
            WHERE lot.item_id = \(take.lot.item) AND lot.lot_number = \(take.lot.number)
              AND account.place_id = \(draft.place) AND account.kind = 'stock' AND account.quantity > 0
              AND NOT EXISTS (SELECT FROM stockpile.stock_account AS other
                  WHERE other.lot_id = account.lot_id AND other.place_id = account.place_id AND other.kind = 'stock'
                    AND other.quantity > 0 AND other.account_id <> account.account_id)
            """
        return try statement(
            PostedDocument.answered(
                """
                SELECT stockpile.post_document(\(draft.json(key: key, requestHash: requestHash))::jsonb
                    || jsonb_build_object('lines', jsonb_build_array(\(line)))) AS answer
                \(balance) AND \(draft.isCurrent)
                """)
        ).first.map(PostedDocument.init(row:))
    }
}
