internal import StockpileModel

extension DistrictReader {
    mutating func readCatalogue() -> CatalogueDraft {
        var draft = CatalogueDraft()
        draft.categories = readNamed("categories.csv", into: \.categories)
        draft.classification = readClassification()
        draft.items = readItems()
        draft.packs = readPacks()
        draft.shelfLifeRules = readShelfLifeRules()
        draft.legacyGroups = readLegacyGroups()
        readSubstitutes(into: &draft)
        return draft
    }

    private mutating func readClassification() -> [NamedDraft] {
        let (rows, isComplete) = rows(of: "classification.csv")
        classification.isComplete = isComplete
        let drafts = rows.map { row in
            var draft = NamedDraft()
            draft.code = row.require("code", Self.classificationCode) ?? ""
            draft.name = row.text("name")
            draft.nameEn = row.text("name_en")
            draft.source = row.text("source")
            classification.define(draft.code, (), in: row, "code")
            return draft
        }
        // Parents may stand below their children, so they are looked for when all are known.
        for (row, draft) in zip(rows, drafts) {
            guard let parent = ClassificationCode(rawValue: draft.code)?.parent else { continue }
            if !isKnown(parent) { row.report("code", .unknownCode, ["value": parent.rawValue, "subject": "parent", "child": draft.code]) }
        }
        return drafts
    }

    /// A part 99 is "other" and needs no row of its own.
    private func isKnown(_ code: ClassificationCode) -> Bool {
        if !classification.isMissing(code.rawValue) { return true }
        return code.isCatchAll && code.parent.map(isKnown) ?? false
    }

    private static func classificationCode(_ input: InputText) throws(InputProblem) -> String {
        guard let code = ClassificationCode(rawValue: input.text) else {
            throw InputProblem(.notACode, value: input.written, example: "1010101")
        }
        return code.rawValue
    }

    private mutating func readItems() -> [ItemDraft] {
        let (rows, isComplete) = rows(of: "items.csv")
        items.isComplete = isComplete
        return rows.map { row in
            var draft = ItemDraft()
            draft.code = row.code("code")
            draft.name = row.text("name")
            draft.nameEn = row.text("name_en")
            draft.classificationCode = row.require("classification_code", Self.classificationCode) ?? ""
            draft.baseUnit = row.text("base_unit")
            draft.categories = row.list("categories")
            draft.isReturnable = row.flag("is_returnable")
            draft.isSerialised = row.read("is_serialised") { input throws(InputProblem) in try input.flag() } ?? false
            draft.source = row.text("source")
            readShelfLife(of: &draft, from: row)
            if let code = ClassificationCode(rawValue: draft.classificationCode), !isKnown(code) {
                row.report("classification_code", .unknownCode, ["value": code.rawValue, "subject": "classification_code"])
            }
            for category in draft.categories { categories.find(category, in: row, "categories", "category") }
            items.define(draft.code, draft, in: row, "code")
            return draft
        }
    }

    /// Months, their starting point and their source belong together.
    private func readShelfLife(of draft: inout ItemDraft, from row: CSVRow) {
        draft.shelfLifeMonths = row.optionalWhole("shelf_life_months", 1...1_200)
        draft.shelfLifeFrom = row.optionalChoice("shelf_life_from", of: ["manufactured", "received"])
        draft.shelfLifeSource = row.optionalText("shelf_life_source")
        draft.warnDays = row.optionalWhole("warn_days", 0...36_500)
        draft.rotateDays = row.optionalWhole("rotate_days", 0...36_500)
        let together = ["shelf_life_months", "shelf_life_from", "shelf_life_source"]
        guard together.contains(where: row.isFilled) else { return }
        for field in together where !row.isFilled(field) {
            row.report(field, .required, ["value": "", "expected": together.joined(separator: ", ")])
        }
    }

    private mutating func readPacks() -> [PackDraft] {
        var packs = Known<Void>()
        return rows(of: "packs.csv").rows.map { row in
            var draft = PackDraft()
            draft.item = row.code("item")
            draft.name = row.text("name")
            draft.baseUnits = row.quantity("base_units")
            draft.packs = row.quantity("packs")
            draft.source = row.text("source")
            if let item = items.find(draft.item, in: row, "item", "item"), item.baseUnit == draft.name, !draft.name.isEmpty {
                row.report("name", .contradiction, ["value": draft.name, "reason": "pack_is_base_unit"])
            }
            if !draft.item.isEmpty && !draft.name.isEmpty { packs.define("\(draft.item) \(draft.name)", (), in: row, "name") }
            return draft
        }
    }

    private mutating func readLegacyGroups() -> [LegacyGroupDraft] {
        let (rows, isComplete) = rows(of: "legacy_groups.csv")
        legacyGroups.isComplete = isComplete
        return rows.map { row in
            var draft = LegacyGroupDraft()
            draft.legacyGroup = row.code("legacy_group")
            draft.name = row.text("name")
            draft.category = row.code("category")
            draft.rule = row.text("rule")
            draft.source = row.text("source")
            categories.find(draft.category, in: row, "category", "category")
            if !draft.legacyGroup.isEmpty && !draft.category.isEmpty {
                legacyGroups.define("\(draft.legacyGroup) \(draft.category)", (), in: row, "category")
            }
            return draft
        }
    }
}
