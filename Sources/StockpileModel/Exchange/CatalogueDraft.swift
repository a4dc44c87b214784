// Rows of a district's folder, checked and ready to be stored. A row is filled in field by field while it is read;
// what cannot be read stays empty, and nothing is stored while a problem is on record.

/// The district itself, from district.csv.
package struct DistrictDraft: Sendable {
    package var divisionCode = ""
    package var localUnit = ""
    package var name = ""
    package var nameEn = ""
    package var timeZone = ""
    package var shortCode = ""
    package var source = ""
    package init() {}
}

/// A code with its names: categories, hazards, owners, classification codes.
package struct NamedDraft: Sendable {
    package var code = ""
    package var name = ""
    package var nameEn = ""
    package var source = ""
    package init() {}
}

package struct ItemDraft: Sendable {
    package var code = ""
    package var name = ""
    package var nameEn = ""
    package var classificationCode = ""
    package var baseUnit = ""
    package var categories: [String] = []
    package var shelfLifeMonths: Int64?
    package var shelfLifeFrom: String?
    package var shelfLifeSource: String?
    package var warnDays: Int64?
    package var rotateDays: Int64?
    package var isReturnable = false
    package var isSerialised = false
    package var source = ""
    package init() {}

    /// The rule for the dates of its lots; nil when it does not expire.
    package var shelfLife: ShelfLife? {
        guard let shelfLifeMonths, let from = shelfLifeFrom.flatMap(ShelfLife.Origin.init) else { return nil }
        return ShelfLife(
            months: Int(shelfLifeMonths), from: from, warnDays: warnDays.map { Int($0) }, rotateDays: rotateDays.map { Int($0) })
    }
}

package struct PackDraft: Sendable {
    package var item = ""
    package var name = ""
    package var baseUnits: Int64 = 0
    package var packs: Int64 = 0
    package var source = ""
    package init() {}
}

package struct LegacyGroupDraft: Sendable {
    package var legacyGroup = ""
    package var name = ""
    package var category = ""
    package var rule = ""
    package var source = ""
    package init() {}
}

package struct CatalogueDraft: Sendable {
    package var categories: [NamedDraft] = []
    package var classification: [NamedDraft] = []
    package var items: [ItemDraft] = []
    package var packs: [PackDraft] = []
    package var legacyGroups: [LegacyGroupDraft] = []
    package init() {}
}
