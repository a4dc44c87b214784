/// What is offered of an item, as a district's folder says it: goods to buy, goods a company would keep, goods it would make.
package struct OfferDraft: Sendable {
    package var item = ""
    package var supplier = ""
    package var company = ""
    package var place = ""
    /// Price of a unit, or fee for a unit and year.
    package var unitFen: Int64 = 0
    package var leadDays: Int64 = 0
    package var quantityMin: Int64 = 0
    package var quantityMax: Int64 = 0
    package var shelfLifeMonths: Int64?
    package var responseHours: Int64 = 0
    package var rampUpHours: Int64 = 0
    package var unitsPerDayMax: Int64 = 0
    package var confidencePercent: Int64 = 0
    package var source = ""
    package init() {}
}

/// How much room one unit takes.
package struct ItemSpaceDraft: Sendable {
    package var item = ""
    package var m2PerUnit: ExactDecimal?
    package var m3PerUnit: ExactDecimal?
    package var source = ""
    package init() {}
}

package struct OffersDraft: Sendable {
    package var purchases: [OfferDraft] = []
    package var agreements: [OfferDraft] = []
    package var capacities: [OfferDraft] = []
    package var spaces: [ItemSpaceDraft] = []
    package init() {}
}
