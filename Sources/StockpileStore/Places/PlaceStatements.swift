package import Postgres
package import StockpileModel

extension Transaction {
    /// The places with these codes; codes that do not exist are simply missing.
    package func listPlaces(codes: [String]) throws -> [Place] {
        try query("SELECT place_id, code, name, name_en, kind FROM stockpile.place WHERE code = ANY(\(codes))").map(Place.init(row:))
    }

    /// The identifiers of stock owners by code.
    package func listOwners(codes: [String]) throws -> [String: OwnerID] {
        var owners: [String: OwnerID] = [:]
        for row in try query("SELECT owner_id, code FROM stockpile.stock_owner WHERE code = ANY(\(codes))") {
            owners[try row.get("code")] = try row.get("owner_id")
        }
        return owners
    }
}

extension Place {
    package init(row: Row) throws {
        self.init(
            id: try row.get("place_id"), code: try row.get("code"), name: try row.get("name"), nameEn: try row.get("name_en"),
            kind: PlaceKind(rawValue: try row.get("kind")) ?? .depot)
    }
}
