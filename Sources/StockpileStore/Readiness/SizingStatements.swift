package import Postgres
package import StockpileModel

extension Transaction {
    /// Where own goods may lie: depots, then town points, each by code.
    package func listReservePlaces() throws -> [ReservePlace] {
        try query(
            """
            SELECT place_id, code, kind, coalesce(population, 0)::bigint AS population FROM stockpile.place
            WHERE kind IN ('depot', 'town_point') ORDER BY kind, code
            """
        ).map { row in
            let kind: String = try row.get("kind")
            guard let kind = PlaceKind(rawValue: kind) else { throw PostgresError(.decoding, "not a kind of place") }
            return ReservePlace(
                place: try row.get("place_id"), code: try row.get("code"), kind: kind, population: try row.get("population"))
        }
    }
}
