package import Postgres
package import StockpileModel

/// What people call something that has a code.
package struct CodeNames: Sendable, Codable {
    package let code: String
    package let name: String
    package let nameEn: String

    package init(code: String, name: String, nameEn: String) {
        self.code = code
        self.name = name
        self.nameEn = nameEn
    }

    fileprivate init(row: Row) throws {
        code = try row.get("code")
        name = try row.get("name")
        nameEn = try row.get("name_en")
    }
}

extension Transaction {
    /// What the district is called; nil before one is loaded.
    package func findDistrictNames() throws -> CodeNames? {
        try query("SELECT short_code AS code, name, name_en FROM stockpile.district").first.map { try CodeNames(row: $0) }
    }

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
