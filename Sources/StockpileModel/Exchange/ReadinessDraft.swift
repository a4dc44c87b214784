package struct AgreementDraft: Sendable {
    package var number = ""
    package var company = ""
    package var name = ""
    package var validFrom = CalendarDate(dayNumber: 0)
    package var validTo = CalendarDate(dayNumber: 0)
    package var source = ""
    package init() {}
}

/// What a company promises of one item at one site: goods kept, goods made, or what it never goes below.
package struct PromiseDraft: Sendable {
    package var agreement = ""
    package var item = ""
    package var place = ""
    package var quantity: Int64 = 0
    package var responseHours: Int64 = 0
    package var confidencePercent: Int64 = 0
    package var unitsPerDay: Int64 = 0
    package var rampUpHours: Int64 = 0
    package var source = ""
    package init() {}
}

package struct AgreementsDraft: Sendable {
    package var agreements: [AgreementDraft] = []
    package var stock: [PromiseDraft] = []
    /// `quantity` is the most that can be made in all.
    package var capacity: [PromiseDraft] = []
    package var floors: [PromiseDraft] = []
    package init() {}
}

package struct DriverDraft: Sendable {
    package var code = ""
    package var name = ""
    package var nameEn = ""
    package var unit = ""
    package var source = ""
    package init() {}
}

package struct StandardDraft: Sendable {
    package var code = ""
    package var version: Int64 = 0
    package var name = ""
    package var nameEn = ""
    package var level = ResponseLevel.I
    package var effectiveFrom = CalendarDate(dayNumber: 0)
    package var source = ""
    package init() {}
}

package struct StandardLineDraft: Sendable {
    package var standard = ""
    package var version: Int64 = 0
    /// Nil: any hazard.
    package var hazard: String?
    package var category = ""
    package var item = ""
    package var driver = ""
    package var coefficient = ExactDecimal.zero
    package var days: Int64 = 0
    package var withinHours: Int64 = 0
    package var source = ""
    package init() {}
}

package struct ScenarioDraft: Sendable {
    package var code = ""
    package var name = ""
    package var nameEn = ""
    package var hazard = ""
    package var responseDays: Int64 = 0
    package var towns: [String] = []
    package var source = ""
    package init() {}
}

package struct ScenarioDriverDraft: Sendable {
    package var scenario = ""
    package var driver = ""
    package var value = ExactDecimal.zero
    package var source = ""
    package init() {}
}

package struct ReadinessDraft: Sendable {
    package var hazards: [NamedDraft] = []
    package var drivers: [DriverDraft] = []
    package var standards: [StandardDraft] = []
    package var lines: [StandardLineDraft] = []
    package var scenarios: [ScenarioDraft] = []
    package var values: [ScenarioDriverDraft] = []
    package init() {}
}
