internal import Postgres
internal import StockpileModel

extension Transaction {
    /// Where a question about a past moment starts: at the newest month that had ended and was closed by then.
    ///
    /// Asked for by itself, because the server shares a question among processors only if it looks up no value inside of it. Also sets,
    /// until the transaction ends, how that question is planned: anew, since the span and the item decide which way is the right one, and
    /// with room to add up a whole district.
    func findPastStock(at moment: LedgerMoment) throws -> PastStock {
        let row = try query(
            """
            SELECT closed.period, stockpile.period_end(closed.period)::text AS ended_at,
                set_config('plan_cache_mode', 'force_custom_plan', true), set_config('work_mem', '64MB', true),
                set_config('jit', 'off', true)
            FROM (SELECT max(period) AS period FROM stockpile.period
                WHERE state = 'closed' AND closed_at <= coalesce(\(moment.knownAt)::timestamptz, 'infinity')
                    AND stockpile.period_end(period) <= coalesce(\(moment.asOf)::timestamptz, 'infinity')) AS closed
            """
        ).first
        return PastStock(moment: moment, closedPeriod: try row?.get("period"), closedUntil: try row?.get("ended_at"))
    }
}

/// What inside accounts held at a moment (by when goods moved), as it was known at another (by when we knew).
struct PastStock {
    let moment: LedgerMoment
    /// Nil where the past is read from its beginning.
    let closedPeriod: String?
    /// The moment it ended, as the server writes it.
    let closedUntil: String?

    /// Stock with the words people know it by, in parts that add up: what the closed month kept of an account, and every movement since.
    ///
    /// Shape: several rows for an account, some below zero. Adding each account up first would hide from the planner how many there are.
    func changes(_ filter: StockFilter, columns: SQL) -> SQL {
        let expiresOn: SQL =
            moment.knownAt == nil
            ? "detail.expires_on" : "CASE WHEN dated.lot_id IS NULL THEN detail.expires_on ELSE dated.expires_on END"
        return """
            SELECT \(columns) \(expiresOn) AS expires_on,
                CASE WHEN recall.issued_at <= least(\(moment.asOf)::timestamptz, \(moment.knownAt)::timestamptz, 'infinity')
                    THEN detail.recalled_on END AS recalled_on,
                past.quantity, past.value_fen
            FROM \(balances(filter)) AS past
            JOIN stockpile.account_detail AS detail USING (account_id)
            LEFT JOIN stockpile.recall_lot AS recalled ON recalled.lot_id = detail.lot_id
            LEFT JOIN stockpile.recall ON recall.recall_id = recalled.recall_id
            """ + (moment.knownAt == nil ? "" : datesKnown(filter))
    }

    /// A lot's dates are facts with a time as well. Only where something was learned since does it matter what was known then.
    private func datesKnown(_ filter: StockFilter) -> SQL {
        // Of one item only its own lots are looked at, not all that were received since.
        let isAmong: SQL =
            filter.item == nil
            ? ""
            : """
                 AND lot_id IN (SELECT lot.lot_id FROM stockpile.lot JOIN stockpile.item USING (item_id) WHERE item.code = \(filter.item))
            """
        return """

            LEFT JOIN (
                SELECT later.lot_id, known.expires_on
                FROM (SELECT DISTINCT lot_id FROM stockpile.lot_date
                    WHERE recorded_at > \(moment.knownAt)::timestamptz\(isAmong)) AS later
                CROSS JOIN LATERAL (
                    SELECT lot_date.expires_on FROM stockpile.lot_date
                    WHERE lot_date.lot_id = later.lot_id AND lot_date.recorded_at <= \(moment.knownAt)::timestamptz
                    ORDER BY lot_date.lot_date_id DESC LIMIT 1) AS known
            ) AS dated ON dated.lot_id = detail.lot_id
            """
    }

    private func balances(_ filter: StockFilter) -> SQL {
        let place: SQL = "(SELECT place_id FROM stockpile.place WHERE code = \(filter.place))"
        // An item has few accounts, which are looked up one by one.
        guard filter.item == nil else {
            return """
                stockpile.item_balances_at(\(moment.asOf)::timestamptz, \(moment.knownAt)::timestamptz,
                    (SELECT item_id FROM stockpile.item WHERE code = \(filter.item)), \(place))
                """
        }
        let isAt: (kept: SQL, to: SQL, from: SQL) =
            filter.place == nil
            ? ("", "", "")
            : (" AND kept.place_id = \(place)", " AND movement.to_place_id = \(place)", " AND movement.from_place_id = \(place)")
        // What was known by a moment had occurred by then: one kind of range serves both times.
        let span: SQL = """
            movement.occurred_at >= coalesce(\(closedUntil)::timestamptz, '-infinity')
                AND movement.occurred_at <= least(\(moment.asOf)::timestamptz, \(moment.knownAt)::timestamptz, 'infinity')
                AND movement.recorded_at <= coalesce(\(moment.knownAt)::timestamptz, 'infinity')
            """
        return """
            (SELECT kept.account_id, kept.quantity, kept.value_fen FROM stockpile.period_balance AS kept
             WHERE kept.period = \(closedPeriod)::text\(isAt.kept)
             UNION ALL
             SELECT movement.to_account_id, movement.quantity, movement.value_fen FROM stockpile.stock_movement AS movement
             WHERE \(span)\(isAt.to)
             UNION ALL
             SELECT movement.from_account_id, -movement.quantity, -movement.value_fen FROM stockpile.stock_movement AS movement
             WHERE \(span)\(isAt.from))
            """
    }
}
