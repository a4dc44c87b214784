/// One line of a standard: what a response needs of one item, growing with one driver.
package struct StandardLine: Sendable {
    package let category: String
    package let item: ItemID
    package let itemCode: String
    package let itemName: String
    package let itemNameEn: String
    package let baseUnit: String
    package let driver: String
    /// Base units for one unit of the driver and one day.
    package let coefficient: ExactDecimal
    package let days: Int
    package let withinHours: Int
    package let source: String

    package init(
        category: String, item: ItemID, itemCode: String, itemName: String, itemNameEn: String, baseUnit: String, driver: String,
        coefficient: ExactDecimal, days: Int, withinHours: Int, source: String
    ) {
        self.category = category
        self.item = item
        self.itemCode = itemCode
        self.itemName = itemName
        self.itemNameEn = itemNameEn
        self.baseUnit = baseUnit
        self.driver = driver
        self.coefficient = coefficient
        self.days = days
        self.withinHours = withinHours
        self.source = source
    }
}
