internal import Postgres
package import StockpileModel

extension Store {
    /// Moves a month on: open → closing → closed; answers where it stands now.
    ///
    /// Errors: SP301 closed already, SP303 not over yet, SP401, SP402 the same person again.
    package func closePeriod(_ period: String, by person: PersonID) async throws -> String {
        guard let row = try await statement("SELECT stockpile.close_period(\(period), \(person)) AS state").first else {
            throw StockpileError.unexpected(reference: StockpileError.freshReference(), description: "no state")
        }
        return try row.get("state")
    }
}

extension Transaction {
    /// Months that somebody began to close, the newest first: who, when, and the head of the seal that covers the month.
    ///
    /// Shape:  one month only when it is named. `head`, `block_no` and `position` are null while it is not closed.
    package func listPeriods(_ period: String? = nil, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT period.period, period.state, closer.login AS closing_by, closer.name AS closing_by_name,
                closer.name_en AS closing_by_name_en, stockpile.iso(period.closing_at, \(zone)) AS closing_at,
                checker.login AS closed_by, checker.name AS closed_by_name, checker.name_en AS closed_by_name_en,
                stockpile.iso(period.closed_at, \(zone)) AS closed_at, kept.block_no, block.last_position AS position,
                encode(kept.block_sha256, 'hex') AS head, district.name AS district_name, district.name_en AS district_name_en
            FROM stockpile.period
            LEFT JOIN stockpile.district ON true
            JOIN stockpile.person AS closer ON closer.person_id = period.closing_by
            LEFT JOIN stockpile.person AS checker ON checker.person_id = period.closed_by
            LEFT JOIN stockpile.period_seal AS kept ON kept.period = period.period
            LEFT JOIN stockpile.ledger_block AS block ON block.block_no = kept.block_no
            WHERE \(period)::text IS NULL OR period.period = \(period)
            ORDER BY period.period DESC
            """
        ).map {
            try $0.object(
                [
                    "period", "state", "closing_by", "closing_by_name", "closing_by_name_en", "closing_at", "closed_by", "closed_by_name",
                    "closed_by_name_en", "closed_at", "head", "district_name", "district_name_en",
                ], integers: ["block_no", "position"])
        }
    }
}
