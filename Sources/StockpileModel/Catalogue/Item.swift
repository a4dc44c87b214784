/// A kind of thing that can be kept, as operations need it.
package struct Item: Sendable {
    package let id: ItemID
    package let code: String
    package let name: String
    package let nameEn: String
    package let baseUnit: String
    package let categories: [String]
    /// Its own first, then those of each source; the latter only where they were asked for.
    package var shelfLives: [ShelfLife]
    package let conversions: [UnitConversion]
    /// Every unit has its serial number.
    package let isSerialised: Bool

    package init(
        id: ItemID, code: String, name: String, nameEn: String, baseUnit: String, categories: [String], shelfLives: [ShelfLife] = [],
        conversions: [UnitConversion], isSerialised: Bool = false
    ) {
        self.id = id
        self.code = code
        self.name = name
        self.nameEn = nameEn
        self.baseUnit = baseUnit
        self.categories = categories
        self.shelfLives = shelfLives
        self.conversions = conversions
        self.isSerialised = isSerialised
    }

    /// So many packs, or base units when no pack is named, in base units.
    ///
    /// Errors: SP601 for a pack this item does not come in; SP606, SP607 as the conversion.
    package func quantity(of count: Int64, pack: String?) throws -> Quantity {
        guard let pack, pack != baseUnit else {
            guard count > 0, let quantity = Quantity(rawValue: count) else {
                throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(code), "quantity": .integer(count)]))
            }
            return quantity
        }
        guard let conversion = conversions.first(where: { $0.pack == pack }) else {
            throw StockpileError.refused(
                Refusal(
                    .unknown,
                    [
                        "field": .text("pack"), "code": .text(pack),
                        "known": .array(([baseUnit] + conversions.map(\.pack)).map { .text($0) }),
                    ]
                ))
        }
        return try conversion.quantity(ofPacks: count)
    }
}
