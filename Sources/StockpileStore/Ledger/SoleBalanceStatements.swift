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

/// What came of posting a take from where its lot lies.
package enum SoleBalancePosting: Sendable {
    case posted(PostedDocument)
    /// Nothing was posted: there is a choice to be made among these, or none at all, or the draft was written by another catalogue.
    case left([LotBalance])
}

extension Conversation {
    /// Looks where a lot lies at the draft's place and posts from there, in one round trip; only where there is nothing to choose, since
    /// all that is there of the lot is one balance.
    ///
    /// Shape:  the draft has no lines. Its only one is written here, as `PostingLine` and the picker would: whose the goods are, their bin
    ///         and their condition are the balance's, and what is reserved is asked for as free goods, of which there are none.
    /// Errors: every code of the posting function.
    package func postFromSoleBalance(
        _ take: NamedTake, _ draft: PostingDraft, key: IdempotencyKey, requestHash: String
    ) throws -> SoleBalancePosting {
        let line: SQL = """
            jsonb_build_object('line_no', 1, 'quantity', \(take.quantity)::bigint, 'lot_id', account.lot_id,
                'from_owner_id', account.owner_id, 'to_owner_id', account.owner_id, 'from_place_id', account.place_id,
                'to_place_id', \(take.toPlace)::bigint, 'from_bin_id', account.bin_id, 'from_condition', account.condition,
                'from_availability', nullif(account.availability, 'reserved'))
            """
        let call: SQL = """
            SELECT stockpile.post_document(\(draft.json(key: key, requestHash: requestHash))::jsonb
                || jsonb_build_object('lines', jsonb_build_array(\(line)))) AS answer
            """
        // OFFSET keeps the server from calling the function once for each column of the answer.
        let rows = try statement(
            """
            SELECT account.*, \(PostedDocument.columns)
            FROM (SELECT *, count(*) FILTER (WHERE quantity > 0) OVER () AS balances
                FROM (\(LotBalance.lying([take.lot], at: draft.place))) AS each) AS account
            LEFT JOIN LATERAL (\(draft.ifCurrent(call)) AND account.balances = 1 AND account.quantity > 0 OFFSET 0) AS posting ON true
            ORDER BY \(LotBalance.order)
            """)
        if let row = rows.first, try row.get("document_id") as Int64? != nil { return .posted(try PostedDocument(row: row)) }
        return .left(try rows.map(LotBalance.init(row:)))
    }
}
