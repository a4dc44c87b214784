package import Postgres
package import StockpileModel

extension Transaction {
    /// Free, good lots of one item that may still be taken for a purpose, as they stand now: not recalled, in date and, where
    /// somebody is to use them, not stopped, lasting as long as is demanded at the destination, and without a defect that the last care
    /// found. Nothing is locked.
    ///
    /// Shape: ascending account. `minutes` is the way to the destination, when there is one.
    package func listFreeLots(
        of item: ItemID, in places: [PlaceID], to destination: PlaceID?, for purpose: String, on day: CalendarDate
    )
        throws -> [FreeLot]
    {
        try query(
            """
            WITH demand AS MATERIALIZED (\(lifeLeft(of: item, at: destination, for: purpose)))
            SELECT account.account_id, account.lot_id, lot.lot_number, account.place_id, account.owner_id, account.bin_id, lot.expires_on,
                account.quantity - CASE WHEN demand.days IS NULL THEN 0 ELSE coalesce(care.defective, 0) END AS quantity,
                CASE WHEN demand.days IS NULL THEN 0 ELSE coalesce(care.overdue, 0) END AS care_overdue, lot.received_on, bin.code AS bin,
                CASE WHEN account.place_id = \(destination) THEN 0 ELSE route.minutes END AS minutes
            FROM stockpile.stock_account AS account
            CROSS JOIN demand
            JOIN stockpile.lot USING (lot_id)
            LEFT JOIN stockpile.uncared_of(\(item), \(places), \(day)) AS care USING (account_id)
            LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
            LEFT JOIN stockpile.route ON route.from_place_id = account.place_id AND route.to_place_id = \(destination)
            WHERE account.item_id = \(item) AND account.place_id = ANY(\(places)) AND account.kind = 'stock'
              AND account.availability = 'free' AND account.condition = 'good' AND account.holds AND lot.recalled_on IS NULL
              AND coalesce(lot.expires_on >= \(day)::date + coalesce(demand.days, 0), true)
              AND (demand.days IS NULL OR coalesce(lot.stop_issue_on > \(day), true))
            ORDER BY account.account_id
            """
        ).map(FreeLot.init(row:))
    }

    /// What lies at these places of an item but cannot be issued, by reason: expired, recalled, issue_stopped, short_lived, held, reserved,
    /// in_inspection, to_repair, to_scrap, care_defect.
    package func listUnavailable(
        of item: ItemID, in places: [PlaceID], to destination: PlaceID?, for purpose: String, on day: CalendarDate
    ) throws -> [(reason: String, quantity: Int64)] {
        try query(
            """
            WITH demand AS MATERIALIZED (\(lifeLeft(of: item, at: destination, for: purpose)))
            SELECT why.reason, sum(CASE why.reason WHEN 'care_defect' THEN care.defective ELSE quantity END)::bigint AS quantity
            FROM stockpile.stock_detail CROSS JOIN demand
            LEFT JOIN stockpile.uncared_of(\(item), \(places), \(day)) AS care USING (account_id)
            CROSS JOIN LATERAL (SELECT CASE WHEN expires_on < \(day) THEN 'expired' WHEN recalled_on IS NOT NULL THEN 'recalled'
                    WHEN availability <> 'free' THEN availability
                    WHEN condition <> 'good' THEN condition WHEN demand.days IS NOT NULL AND stop_issue_on <= \(day) THEN 'issue_stopped'
                    WHEN expires_on < \(day)::date + coalesce(demand.days, 0) THEN 'short_lived'
                    WHEN demand.days IS NOT NULL AND care.defective > 0 THEN 'care_defect' END AS reason) AS why
            WHERE item_id = \(item) AND place_id = ANY(\(places)) AND account_kind = 'stock' AND why.reason IS NOT NULL
            GROUP BY 1 ORDER BY 1
            """
        ).map { (try $0.get("reason"), try $0.get("quantity")) }
    }

    /// The days an item must still last at a destination; NULL where nobody is to use it.
    private func lifeLeft(of item: ItemID, at destination: PlaceID?, for purpose: String) -> SQL {
        """
        SELECT CASE WHEN bool_or(stockpile.is_for_users(rule, place.kind))
            THEN stockpile.life_left_days(\(item), min(place.kind), \(purpose)) END AS days
        FROM stockpile.document_purpose AS rule LEFT JOIN stockpile.place ON place.place_id = \(destination)
        WHERE rule.purpose = \(purpose)
        """
    }

    /// Every place where reserve is kept: what an order may draw on when it names none.
    package func listDepots() throws -> [Place] {
        try query("SELECT place_id, code, name, name_en, kind FROM stockpile.place WHERE kind = 'depot' ORDER BY place_id").map(
            Place.init(row:))
    }
}

extension FreeLot {
    fileprivate init(row: Row) throws {
        self.init(
            account: try row.get("account_id"), lot: try row.get("lot_id"), lotNumber: try row.get("lot_number"),
            place: try row.get("place_id"), owner: try row.get("owner_id"), bin: try row.get("bin_id"),
            expiresOn: try row.get("expires_on"), minutes: try row.get("minutes"), free: try row.get("quantity"),
            receivedOn: try row.get("received_on"), binCode: try row.get("bin"), careOverdue: try row.get("care_overdue"))
    }
}
