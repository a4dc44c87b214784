internal import StockpileModel

extension DistrictReader {
    /// Liaison officers: of a department by its name, of towns and other places, of companies.
    mutating func readLiaisons(timeZone: String) -> [LiaisonDraft] {
        var known = Known<Void>()
        let today = Self.day(of: now, in: timeZone)
        return rows(of: "liaisons.csv").rows.map { row in
            var draft = LiaisonDraft()
            draft.organisationKind = row.choice("organisation_kind", of: LiaisonDraft.organisationKinds)
            draft.organisation = draft.organisationKind == "department" ? row.text("organisation") : row.code("organisation")
            draft.name = row.text("name")
            draft.telephone = row.text("telephone")
            draft.deputy = row.optionalText("deputy")
            draft.deputyTelephone = row.optionalText("deputy_telephone")
            draft.trainedOn = row.optionalDate("trained_on")
            draft.validFrom = row.optionalDate("valid_from")
            draft.validTo = row.optionalDate("valid_to")
            draft.source = row.text("source")
            check(draft, row, on: today)
            if !draft.organisation.isEmpty, !draft.name.isEmpty {
                known.define("\(draft.organisationKind) \(draft.organisation) \(draft.name)", (), in: row, "name")
            }
            return draft
        }
    }

    private func check(_ draft: LiaisonDraft, _ row: CSVRow, on today: CalendarDate) {
        switch draft.organisationKind {
        case "company": companies.find(draft.organisation, in: row, "organisation", "company")
        case "town", "place":
            places.find(draft.organisation, in: row, "organisation", "place")
            guard let place = places.sound(draft.organisation, problems) else { break }
            let expected = place.kind == "town_point" ? "town" : place.kind == "company_site" ? "company" : "place"
            if draft.organisationKind != expected {
                row.report("organisation_kind", .contradiction, ["value": draft.organisationKind, "expected": expected])
            }
        default: break
        }
        if row.isFilled("deputy_telephone"), !row.isFilled("deputy") { row.report("deputy", .required, ["value": ""]) }
        if let trained = draft.trainedOn, trained > today {
            row.report("trained_on", .outOfRange, ["value": trained.rawValue, "expected": "≤ \(today.rawValue)"])
        }
        guard let to = draft.validTo else { return }
        // Without a beginning it begins with the import.
        let from = draft.validFrom ?? today
        guard to < from else { return }
        row.report("valid_to", .contradiction, ["value": to.rawValue, "expected": "≥ \(from.rawValue)", "reason": "dates"])
    }
}
