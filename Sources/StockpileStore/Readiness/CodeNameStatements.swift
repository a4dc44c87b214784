package import Postgres
package import StockpileModel

/// What people call something that has a code.
package struct CodeNames: Sendable {
    package let code: String
    package let name: String
    package let nameEn: String

    fileprivate init(row: Row) throws {
        code = try row.get("code")
        name = try row.get("name")
        nameEn = try row.get("name_en")
    }
}

extension Transaction {
    package func listPlaceNames() throws -> [PlaceID: CodeNames] {
        try Dictionary(
            query("SELECT place_id, code, name, name_en FROM stockpile.place").map { (try $0.get("place_id"), try CodeNames(row: $0)) }
        ) { first, _ in first }
    }

    /// Shape: by code.
    package func listCompanyNames() throws -> [String: CodeNames] {
        try Dictionary(
            query("SELECT code, name, name_en FROM stockpile.company").map { (try $0.get("code"), try CodeNames(row: $0)) }
        ) { first, _ in first }
    }
}
