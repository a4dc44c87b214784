package struct CompanyDraft: Sendable {
    package var code = ""
    package var name = ""
    package var nameEn = ""
    package var contact: String?
    package var telephone: String?
    package var source = ""
    package init() {}
}

package struct PlaceDraft: Sendable {
    package var code = ""
    package var name = ""
    package var nameEn = ""
    package var kind = ""
    package var company: String?
    package var longitude: String?
    package var latitude: String?
    package var capacityM2: Int64?
    package var capacityM3: Int64?
    package var handlingMinutes: Int64 = 0
    package var population: Int64?
    package var contact: String?
    package var telephone: String?
    /// Who keeps what lies there, whoever owns it: one of the owners' codes.
    package var custodian: String?
    /// Whose use it is kept for, where that is somebody else: one of the owners' codes.
    package var usedBy: String?
    package var source = ""
    package init() {}
}

package struct BinDraft: Sendable {
    package var place = ""
    package var code = ""
    package var name: String?
    package init() {}
}

/// One direction of a route.
package struct RouteDraft: Sendable {
    package var from = ""
    package var to = ""
    package var minutes: Int64 = 0
    package var source = ""
    package init() {}
}

package struct PlacesDraft: Sendable {
    package var owners: [NamedDraft] = []
    package var companies: [CompanyDraft] = []
    package var places: [PlaceDraft] = []
    package var bins: [BinDraft] = []
    package var routes: [RouteDraft] = []
    package init() {}
}

package struct PersonDraft: Sendable {
    package var login = ""
    package var name = ""
    package var nameEn: String?
    package var telephone: String?
    package var roles: [String] = []
    package var source = ""
    package init() {}
}

/// One lot as it lies at the start.
package struct OpeningLotDraft: Sendable {
    package var asOf = CalendarDate(dayNumber: 0)
    package var place = ""
    package var bin: String?
    package var item = ""
    package var lotNumber = ""
    package var category = ""
    package var owner = ""
    package var legacyGroup: String?
    package var quantity: Int64 = 0
    package var unitCostFen: Int64 = 0
    package var condition = ""
    package var fundingSource = ""
    package var origin: String?
    package var serials: [String] = []
    /// Completed by the item's rule.
    package var dates = LotDates(manufacturedOn: nil, receivedOn: CalendarDate(dayNumber: 0))
    package init() {}
}
