/// One line of a standard: what a response needs of one item, growing with one driver.
package struct StandardLine: Sendable, Codable {
    /// Nil: whatever the hazard.
    package let hazard: String?
    package let category: String
    package let item: ItemID
    package let itemCode: String
    package let itemName: String
    package let itemNameEn: String
    package let baseUnit: String
    package let driver: String
    /// Base units for one unit of the driver and one day.
    package let coefficient: ExactDecimal
    /// More than this is not asked for; nil where the standard names one figure.
    package let coefficientMax: ExactDecimal?
    package let days: Int
    package let withinHours: Int
    /// What the standard asks for on top of all its lines.
    package let redundancyPercent: Int
    package let scope: StandardScope
    package let source: String

    package init(
        category: String, item: ItemID, itemCode: String, itemName: String, itemNameEn: String, baseUnit: String, driver: String,
        coefficient: ExactDecimal, days: Int, withinHours: Int, source: String, hazard: String? = nil,
        coefficientMax: ExactDecimal? = nil, redundancyPercent: Int = 0, scope: StandardScope = .district
    ) {
        self.hazard = hazard
        self.category = category
        self.item = item
        self.itemCode = itemCode
        self.itemName = itemName
        self.itemNameEn = itemNameEn
        self.baseUnit = baseUnit
        self.driver = driver
        self.coefficient = coefficient
        self.coefficientMax = coefficientMax
        self.days = days
        self.withinHours = withinHours
        self.redundancyPercent = redundancyPercent
        self.scope = scope
        self.source = source
    }
}
