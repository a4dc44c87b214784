package import Postgres
package import StockpileModel

/// One balance of a named lot.
package struct LotBalance: Sendable {
    package let account: AccountID
    package let lot: LotID
    package let lotNumber: String
    package let place: PlaceID
    package let owner: OwnerID
    package let bin: Int64?
    package let condition: String
    package let availability: String
    package let quantity: Quantity
}

extension Transaction {
    /// Locks every account of these lots until this transaction ends.
    package func lockLots(_ lots: [LotID]) throws {
        try execute("SELECT stockpile.lock_lots(\(lots))")
    }

    /// Where a named lot lies at one place, or at all places: free and good first. A lot that is known but gone has its empty balances.
    package func listLotBalances(_ lotNumber: String, of item: ItemID?, at place: PlaceID?) throws -> [LotBalance] {
        try query(
            """
            SELECT account.account_id, account.lot_id, lot.lot_number, account.place_id, account.owner_id, account.bin_id,
                account.condition, account.availability, account.quantity
            FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id)
            WHERE lot.lot_number = \(lotNumber) AND account.kind = 'stock'
              AND (\(item)::bigint IS NULL OR lot.item_id = \(item)) AND (\(place)::bigint IS NULL OR account.place_id = \(place))
            ORDER BY account.quantity = 0, array_position(ARRAY['free', 'held', 'reserved'], account.availability),
                account.condition <> 'good', account.account_id
            """
        ).map {
            LotBalance(
                account: try $0.get("account_id"), lot: try $0.get("lot_id"), lotNumber: try $0.get("lot_number"),
                place: try $0.get("place_id"), owner: try $0.get("owner_id"), bin: try $0.get("bin_id"),
                condition: try $0.get("condition"), availability: try $0.get("availability"), quantity: try $0.get("quantity"))
        }
    }
}
