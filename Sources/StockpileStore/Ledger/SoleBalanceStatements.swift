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
    /// Shape:  the draft has no lines; its only one is posted as `PostingLine` and the picker would write it: whose the goods are and
    ///         their bin are the balance's. By values only goods that are free and good are posted; as a document those of any condition.
    /// Errors: every code of the posting function.
    package func postFromSoleBalance(
        _ take: NamedTake, _ draft: PostingDraft, key: IdempotencyKey, requestHash: String
    ) throws -> PostedDocument? {
        let question =
            draft.hasPlainHeader
            ? take.plainLine(of: draft, key, requestHash)
            : PostedDocument.answered(take.document(of: draft, key, requestHash))
        return try statement(question).first.map(PostedDocument.init(row:))
    }
}

extension NamedTake {
    /// By values. Goods that are not free or not good are left to the picker, which says so.
    fileprivate func plainLine(of draft: PostingDraft, _ key: IdempotencyKey, _ requestHash: String) -> SQL {
        """
        SELECT (posted).document_id, (posted).number, (posted).replayed
        FROM (SELECT stockpile.post_plain_line(\(key.rawValue), \(requestHash), \(draft.kind), \(draft.purpose), \(draft.place),
                \(draft.person), \(draft.reference), \(draft.remarks), \(draft.grounds.reason), \(draft.grounds.occasion), account.lot_id,
                \(quantity), account.owner_id, account.bin_id, \(toPlace)) AS posted
            \(soleBalance(draft)) AND account.condition = 'good' AND account.availability = 'free' OFFSET 0) AS posting
        """
    }

    /// As a document. What is reserved is asked for as free goods, of which there are none.
    fileprivate func document(of draft: PostingDraft, _ key: IdempotencyKey, _ requestHash: String) -> SQL {
        """
        SELECT stockpile.post_document(\(draft.json(key: key, requestHash: requestHash))::jsonb
            || jsonb_build_object('lines', jsonb_build_array(
                jsonb_build_object('line_no', 1, 'quantity', \(quantity)::bigint, 'lot_id', account.lot_id,
                    'from_owner_id', account.owner_id, 'to_owner_id', account.owner_id, 'from_place_id', account.place_id,
                    'to_place_id', \(toPlace)::bigint, 'from_bin_id', account.bin_id, 'from_condition', account.condition,
                    'from_availability', nullif(account.availability, 'reserved'))))) AS answer
        \(soleBalance(draft))
        """
    }

    private func soleBalance(_ draft: PostingDraft) -> SQL {
        """
        FROM stockpile.stock_account AS account
        WHERE account.lot_id = (SELECT lot_id FROM stockpile.lot WHERE item_id = \(lot.item) AND lot_number = \(lot.number))
          AND account.place_id = \(draft.place) AND account.kind = 'stock' AND account.quantity > 0
          AND NOT EXISTS (SELECT FROM stockpile.stock_account AS other
              WHERE other.lot_id = account.lot_id AND other.place_id = account.place_id AND other.kind = 'stock'
                AND other.quantity > 0 AND other.account_id <> account.account_id)
          AND \(draft.isCurrent)
        """
    }
}
