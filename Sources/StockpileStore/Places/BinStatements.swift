package import Postgres
package import StockpileModel

extension Transaction {
    /// Makes a bin at a place.
    ///
    /// Errors: SP401, SP623 for a code the place has already.
    package func addBin(_ code: String, name: String?, at place: PlaceID, by person: PersonID) throws {
        try execute("SELECT stockpile.add_bin(\(person), \(place), \(code), \(name))")
    }

    /// Takes an empty bin out of use.
    ///
    /// Errors: SP401, SP601, SP622 for one that is retired already, SP624 for one that is not empty.
    package func retireBin(_ code: String, at place: PlaceID, by person: PersonID) throws {
        try execute("SELECT stockpile.retire_bin(\(person), \(place), \(code))")
    }

    /// The bins of a place, or of all, with how many lots lie in each; one bin if its code is given.
    ///
    /// Shape: by place and code, retired ones too.
    package func listBins(at place: PlaceID?, code: String? = nil) throws -> [JSONValue] {
        try query(
            """
            SELECT place.code AS place, place.name AS place_name, place.name_en AS place_name_en, bin.code AS bin, bin.name AS bin_name,
                bin.retired_on, (SELECT count(DISTINCT account.lot_id) FROM stockpile.stock_account AS account
                    WHERE account.place_id = bin.place_id AND account.bin_id = bin.bin_id AND account.holds) AS lots
            FROM stockpile.bin JOIN stockpile.place USING (place_id)
            WHERE (\(place)::bigint IS NULL OR bin.place_id = \(place)) AND (\(code)::text IS NULL OR bin.code = \(code))
            ORDER BY place.code, bin.code
            """
        ).map {
            try $0.object(["place", "place_name", "place_name_en", "bin", "bin_name", "retired_on"], integers: ["lots"])
        }
    }
}
