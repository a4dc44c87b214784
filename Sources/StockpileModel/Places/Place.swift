/// What kind of place it is; stock at the first three is reserve, stock at the others has been deployed.
package enum PlaceKind: String, Sendable, CaseIterable, Codable {
    case depot
    case townPoint = "town_point"
    case companySite = "company_site"
    case shelter
    case vehicle
}

/// Where stock can be.
package struct Place: Sendable {
    package let id: PlaceID
    package let code: String
    package let name: String
    package let nameEn: String
    package let kind: PlaceKind

    package init(id: PlaceID, code: String, name: String, nameEn: String, kind: PlaceKind) {
        self.id = id
        self.code = code
        self.name = name
        self.nameEn = nameEn
        self.kind = kind
    }
}
