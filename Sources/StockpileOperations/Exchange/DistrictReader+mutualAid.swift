internal import StockpileModel

extension DistrictReader {
    /// What neighbours promise; a neighbour goes by the same names in every row.
    mutating func readMutualAid() -> [(number: String, draft: MutualAidDraft)] {
        var numbers = Known<Void>()
        var names: [String: (String?, String?)] = [:]
        return rows(of: "mutual_aid.csv").rows.map { row in
            let number = row.code("number")
            let draft = readAid(row)
            if let first = names[draft.neighbour], first != (draft.neighbourName, draft.neighbourNameEn) {
                row.report(
                    "neighbour_name", .contradiction,
                    ["value": draft.neighbourName ?? "", "expected": first.0 ?? "", "reason": "same_code"])
            } else {
                names[draft.neighbour] = (draft.neighbourName, draft.neighbourNameEn)
            }
            numbers.define(number, (), in: row, "number")
            return (number, draft)
        }
    }

    private func readAid(_ row: CSVRow) -> MutualAidDraft {
        var draft = MutualAidDraft()
        draft.neighbour = row.code("neighbour")
        (draft.neighbourName, draft.neighbourNameEn) = (row.text("neighbour_name"), row.text("neighbour_name_en"))
        draft.telephone = row.optionalText("telephone")
        (draft.item, draft.place) = (row.code("item"), row.code("place"))
        draft.quantity = row.quantity("quantity")
        draft.responseHours = row.whole("response_hours", 0...100_000)
        draft.confidencePercent = row.whole("confidence_percent", 0...100)
        let (from, to) = (row.date("valid_from"), row.date("valid_to"))
        (draft.validFrom, draft.validTo) = (from ?? draft.validFrom, to ?? draft.validTo)
        draft.source = row.text("source")
        items.find(draft.item, in: row, "item", "item")
        places.find(draft.place, in: row, "place", "place")
        if let from, let to, to < from {
            row.report("valid_to", .contradiction, ["value": to.rawValue, "expected": "≥ \(from.rawValue)", "reason": "dates"])
        }
        return draft
    }
}
