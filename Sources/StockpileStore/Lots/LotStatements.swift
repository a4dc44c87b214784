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
    package let binCode: String?
}

extension LotBalance {
    init(row: Row) throws {
        self.init(
            account: try row.get("account_id"), lot: try row.get("lot_id"), lotNumber: try row.get("lot_number"),
            place: try row.get("place_id"), owner: try row.get("owner_id"), bin: try row.get("bin_id"),
            condition: try row.get("condition"), availability: try row.get("availability"), quantity: try row.get("quantity"),
            binCode: try row.get("bin"))
    }

    /// Free and good first, for statements that know `account`.
    static let order: SQL = """
        account.quantity = 0, array_position(ARRAY['free', 'held', 'reserved'], account.availability), account.condition <> 'good',
            account.account_id
        """
}

extension Querying where Self: ~Copyable {
    /// Where named lots lie, or have lain, at one place: free and good first; a lot that has gone has its empty balances.
    package func listLotBalances(_ lots: [LotName], at place: PlaceID) throws -> [LotName: [LotBalance]] {
        guard !lots.isEmpty else { return [:] }
        let areThese: SQL =
            lots.count == 1
            ? "lot.item_id = \(lots[0].item) AND lot.lot_number = \(lots[0].number)"
            : "(lot.item_id, lot.lot_number) IN (SELECT * FROM unnest(\(lots.map(\.item))::bigint[], \(lots.map(\.number))::text[]))"
        let rows = try query(
            """
            SELECT lot.item_id, account.account_id, account.lot_id, lot.lot_number, account.place_id, account.owner_id, account.bin_id,
                account.condition, account.availability, account.quantity, bin.code AS bin
            FROM stockpile.lot JOIN stockpile.stock_account AS account ON account.lot_id = lot.lot_id AND account.kind = 'stock'
            LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
            WHERE \(areThese) AND account.place_id = \(place)
            ORDER BY \(LotBalance.order)
            """)
        let balances = try rows.map { (item: try $0.get("item_id") as ItemID, balance: try LotBalance(row: $0)) }
        return Dictionary(grouping: balances) { LotName(item: $0.item, number: $0.balance.lotNumber) }.mapValues { $0.map(\.balance) }
    }
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
                account.condition, account.availability, account.quantity, bin.code AS bin
            FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id)
            LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
            WHERE lot.lot_number = \(lotNumber) AND account.kind = 'stock'
              AND (\(item)::bigint IS NULL OR lot.item_id = \(item)) AND (\(place)::bigint IS NULL OR account.place_id = \(place))
            ORDER BY \(LotBalance.order)
            """
        ).map(LotBalance.init(row:))
    }

    /// The item of a lot, and whether it is kept by serial number.
    package func findItem(of lot: LotID) throws -> (id: ItemID, code: String, isSerialised: Bool) {
        let rows = try query(
            "SELECT item.item_id, code, is_serialised FROM stockpile.lot JOIN stockpile.item USING (item_id) WHERE lot_id = \(lot)")
        guard let row = rows.first else { throw PostgresError(.decoding, "a lot of no item") }
        return (try row.get("item_id"), try row.get("code"), try row.get("is_serialised"))
    }

    /// The item of a lot and the reserve categories it may be kept in, in their order.
    package func findItemCategories(of lot: LotID) throws -> (code: String, categories: [String]) {
        let rows = try query(
            """
            SELECT item.code, array_agg(each.reserve_category ORDER BY category.position) AS categories
            FROM stockpile.lot
            JOIN stockpile.item ON item.item_id = lot.item_id
            JOIN stockpile.item_category AS each ON each.item_id = lot.item_id
            JOIN stockpile.reserve_category AS category ON category.reserve_category = each.reserve_category
            WHERE lot.lot_id = \(lot)
            GROUP BY item.code
            """)
        guard let row = rows.first else { throw PostgresError(.decoding, "a lot of no item") }
        return (try row.get("code"), try row.get("categories"))
    }

    /// The lots that have these names, by name.
    package func listLots(named names: [LotName]) throws -> [LotName: LotID] {
        let rows = try query(
            """
            SELECT lot.item_id, lot.lot_number, lot.lot_id
            FROM unnest(\(names.map(\.item))::bigint[], \(names.map(\.number))::text[]) AS named (item_id, lot_number)
            JOIN stockpile.lot USING (item_id, lot_number)
            """)
        let found = try rows.map { row in
            (LotName(item: try row.get("item_id"), number: try row.get("lot_number")), try row.get("lot_id") as LotID)
        }
        return Dictionary(found) { first, _ in first }
    }

    /// Which of these lots are known, and have been at the place if one is named.
    package func listLotsSeen(_ lots: [LotName], at place: PlaceID?) throws -> Set<LotName> {
        let rows = try query(
            """
            SELECT lot.item_id, lot.lot_number
            FROM unnest(\(lots.map(\.item))::bigint[], \(lots.map(\.number))::text[]) AS named (item_id, lot_number)
            JOIN stockpile.lot USING (item_id, lot_number)
            WHERE \(place)::bigint IS NULL OR EXISTS (SELECT FROM stockpile.stock_account AS account
                WHERE account.item_id = lot.item_id AND account.lot_id = lot.lot_id AND account.place_id = \(place)
                  AND account.kind = 'stock')
            """)
        return Set(try rows.map { LotName(item: try $0.get("item_id"), number: try $0.get("lot_number")) })
    }
}

/// A lot as people name it: several items may have the same number.
package struct LotName: Hashable, Sendable {
    package let item: ItemID
    package let number: String

    package init(item: ItemID, number: String) {
        self.item = item
        self.number = number
    }
}
