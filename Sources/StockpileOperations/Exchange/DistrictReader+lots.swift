internal import Foundation
internal import StockpileModel

extension DistrictReader {
    mutating func readLots(timeZone: String) -> [OpeningLotDraft] {
        var numbers = Known<Void>()
        var serials = Known<Void>()
        let today = Self.day(of: now, in: timeZone)
        return rows(of: "opening_stock.csv").rows.map { row in
            var draft = OpeningLotDraft()
            let asOf = row.date("as_of")
            draft.asOf = asOf ?? draft.asOf
            if let asOf, asOf > today { row.report("as_of", .outOfRange, ["value": asOf.rawValue, "expected": "≤ \(today.rawValue)"]) }
            draft.place = row.code("place")
            draft.bin = row.optionalText("bin")
            draft.item = row.code("item")
            draft.lotNumber = row.lotNumber("lot_number")
            draft.category = row.code("category")
            draft.owner = row.code("owner")
            draft.legacyGroup = row.optionalCode("legacy_group")
            draft.quantity = row.quantity("quantity")
            draft.unitCostFen = row.optionalWhole("unit_cost_fen", 0...InputText.costMax) ?? 0
            draft.condition = row.choice("condition", of: LotCondition.all)
            draft.fundingSource = row.optionalText("funding_source") ?? "unstated"
            draft.origin = row.optionalText("origin")
            _ = row.text("source")
            places.find(draft.place, in: row, "place", "place")
            owners.find(draft.owner, in: row, "owner", "owner")
            numbers.define(draft.lotNumber, (), in: row, "lot_number")
            items.find(draft.item, in: row, "item", "item")
            let item = items.sound(draft.item, problems)
            checkCategory(draft.category, of: item, in: row)
            checkLegacyGroup(of: draft, in: row)
            if let bin = draft.bin, !places.isMissing(draft.place) { bins.find("\(draft.place) \(bin)", in: row, "bin", "bin") }
            draft.serials = row.serials("serials")
            checkSerials(of: draft, item, in: row, &serials)
            readDates(of: &draft, asOf: asOf, item: item, from: row)
            return draft
        }
    }

    /// The category has to exist and to be one of the item's.
    func checkCategory(_ category: String, of item: ItemDraft?, in row: CSVRow) {
        guard categories.find(category, in: row, "category", "category") != nil, let item, !item.categories.isEmpty else { return }
        guard !item.categories.contains(category) else { return }
        row.report(
            "category", .contradiction,
            ["value": category, "expected": item.categories.joined(separator: ", "), "reason": "category_not_of_item", "item": item.code])
    }

    /// A serialised item owes as many numbers as units, each its own; no other item has any.
    private func checkSerials(of draft: OpeningLotDraft, _ item: ItemDraft?, in row: CSVRow, _ known: inout Known<Void>) {
        guard let item else { return }
        let written = draft.serials.joined(separator: " ")
        guard item.isSerialised else {
            if !draft.serials.isEmpty { row.report("serials", .notAllowed, ["value": written, "reason": "not_serialised"]) }
            return
        }
        for number in draft.serials { known.define("\(item.code) \(number)", (), in: row, "serials") }
        if draft.quantity > 0, Int64(draft.serials.count) != draft.quantity {
            row.report(
                "serials", .contradiction,
                ["value": String(draft.serials.count), "expected": String(draft.quantity), "reason": "serials_count"])
        }
    }

    private func checkLegacyGroup(of draft: OpeningLotDraft, in row: CSVRow) {
        guard let group = draft.legacyGroup, !draft.category.isEmpty, !categories.isMissing(draft.category) else { return }
        legacyGroups.find("\(group) \(draft.category)", in: row, "legacy_group", "legacy_group")
    }

    private func readDates(of draft: inout OpeningLotDraft, asOf: CalendarDate?, item: ItemDraft?, from row: CSVRow) {
        let received = row.date("received_on")
        let dates = LotDates(
            manufacturedOn: row.optionalDate("manufactured_on"), receivedOn: received ?? draft.asOf,
            expiresOn: row.optionalDate("expires_on"), warnOn: row.optionalDate("warn_on"), rotateByOn: row.optionalDate("rotate_by_on"))
        func report(_ field: String, _ date: CalendarDate, _ expected: String) {
            row.report(field, .contradiction, ["value": date.rawValue, "expected": expected, "reason": "dates"])
        }
        if let received, let asOf, received > asOf { report("received_on", received, "≤ \(asOf.rawValue)") }
        let rules = self.rules(for: item)
        // Without a day of receipt there is nothing to hold the day of manufacture against.
        for wrong in dates.contradictions(by: rules) where received != nil || wrong.field != "manufactured_on" {
            report(wrong.field, wrong.date, wrong.expected)
        }
        draft.dates = dates.completed(by: rules)
    }

    /// How long goods of an item last that are there at the start.
    private func rules(for item: ItemDraft?) -> [ShelfLife] {
        guard let item else { return [] }
        let listed = shelfLifeRules[item.code, default: []]
        return ([item.shelfLife].compactMap(\.self) + listed).applying(acquiredBy: "opening")
    }

    /// The day it is somewhere.
    static func day(of moment: Date, in timeZone: String) -> CalendarDate {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: moment)
        return CalendarDate(year: parts.year ?? 1970, month: parts.month ?? 1, day: parts.day ?? 1) ?? CalendarDate(dayNumber: 0)
    }
}
