package struct AgreementDraft: Sendable {
    package var number = ""
    package var company = ""
    package var name = ""
    package var validFrom = CalendarDate(dayNumber: 0)
    package var validTo = CalendarDate(dayNumber: 0)
    package var source = ""
    package var governmentParty: String?
    package var thirdParty: String?
    package var thirdRole: String?
    package var feePerYearFen: Int64?
    package var swapBackDays: Int64?
    package var shelfLifeDaysMin: Int64?
    package var remindDays: Int64?
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
    package var priceRule: String?
    package var priceFen: Int64?
    package var pricePercent: Int64?
    /// Hours of their own for single towns.
    package var townHours: [(town: String, hours: Int64)] = []
    package var rawMaterialDays: Int64?
    package var daysOfUse: Int64?
    package var dailyUse: Int64?
    package var dailyUseSource: String?
    package var source = ""
    package init() {}
}

package struct AgreementsDraft: Sendable {
    package var agreements: [AgreementDraft] = []
    package var stock: [PromiseDraft] = []
    /// `quantity` is the most that can be made in all.
    package var capacity: [PromiseDraft] = []
    package var floors: [PromiseDraft] = []
    package var candidates: [(number: String, draft: CandidateDraft)] = []
    package var advisory: [AdvisoryDraft] = []
    package init() {}
}

/// What a company holds of its own accord, or households by their kits; beside the reserves.
package struct AdvisoryDraft: Sendable {
    package var layer = ""
    package var company: String?
    package var town: String?
    package var item = ""
    package var households: Int64?
    package var kitQuantity: Int64?
    package var kitPercent: Int64?
    package var quantity: Int64 = 0
    package var confidencePercent: Int64 = 0
    package var source = ""
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
    /// What is asked for on top of every line.
    package var redundancyPercent: Int64 = 0
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
    package var coefficientMax: ExactDecimal?
    package var days: Int64 = 0
    package var withinHours: Int64 = 0
    package var scope = StandardScope.district
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

/// What a driver is worth in one town of a scenario.
package struct ScenarioTownDriverDraft: Sendable {
    package var scenario = ""
    package var town = ""
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
    package var townValues: [ScenarioTownDriverDraft] = []
    package init() {}
}
