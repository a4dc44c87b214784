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

    /// Its own rule for the dates of its lots; nil when it has none.
    package var shelfLife: ShelfLife? {
        guard let shelfLifeMonths, let from = shelfLifeFrom.flatMap(ShelfLife.Origin.init) else { return nil }
        return ShelfLife(
            months: Int(shelfLifeMonths), from: from, warnDays: warnDays.map { Int($0) }, rotateDays: rotateDays.map { Int($0) },
            source: shelfLifeSource ?? "")
    }
}

/// How long goods of an item last as one source says it, from shelf_life_rules.csv.
package struct ShelfLifeRuleDraft: Sendable {
    /// Ways in which goods are acquired: the purposes of receipts that make lots.
    package static let waysOfAcquiring = ["purchase", "donation", "opening", "return", "rotation", "transfer_in", "requisitioned"]

    package var item = ""
    package var lifeKind = ""
    package var months: Int64?
    package var days: Int64?
    package var countedFrom = ""
    package var acquiredBy: String?
    package var warnDays: Int64?
    package var rotateBeforeDays: Int64?
    package var stopIssueBeforeDays: Int64?
    package var source = ""
    package init() {}

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "item": .text(item), "life_kind": .text(lifeKind), "months": JSONValue(months), "days": JSONValue(days),
            "counted_from": .text(countedFrom), "acquired_by": JSONValue(acquiredBy), "warn_days": JSONValue(warnDays),
            "rotate_before_days": JSONValue(rotateBeforeDays), "stop_issue_before_days": JSONValue(stopIssueBeforeDays),
            "source": .text(source),
        ]
    }

    /// Nil while something of it could not be read.
    package var shelfLife: ShelfLife? {
        guard let kind = ShelfLife.Kind(rawValue: lifeKind), let from = ShelfLife.Origin(rawValue: countedFrom),
            let period = months.map({ .months(Int($0)) }) ?? days.map({ ShelfLife.Period.days(Int($0)) })
        else { return nil }
        var rule = ShelfLife(kind, period, from: from, source: source)
        rule.acquiredBy = acquiredBy
        rule.warnDays = warnDays.map { Int($0) }
        rule.rotateDays = rotateBeforeDays.map { Int($0) }
        rule.stopIssueDays = stopIssueBeforeDays.map { Int($0) }
        return rule
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
    package var shelfLifeRules: [ShelfLifeRuleDraft] = []
    package var legacyGroups: [LegacyGroupDraft] = []
    package init() {}
}
