internal import StockpileModel

extension DistrictReader {
    mutating func readPlaces() -> PlacesDraft {
        var draft = PlacesDraft()
        draft.owners = readNamed("owners.csv", into: \.owners)
        draft.companies = readCompanies()
        draft.places = readPlaceRows()
        draft.bins = readBins()
        draft.routes = readRoutes()
        return draft
    }

    private mutating func readCompanies() -> [CompanyDraft] {
        let (rows, isComplete) = rows(of: "companies.csv")
        companies.isComplete = isComplete
        return rows.map { row in
            var draft = CompanyDraft()
            draft.code = row.code("code")
            draft.name = row.text("name")
            draft.nameEn = row.text("name_en")
            draft.contact = row.optionalText("contact")
            draft.telephone = row.optionalText("telephone")
            draft.source = row.text("source")
            companies.define(draft.code, (), in: row, "code")
            return draft
        }
    }

    private mutating func readPlaceRows() -> [PlaceDraft] {
        let (rows, isComplete) = rows(of: "places.csv")
        places.isComplete = isComplete
        return rows.map { row in
            var draft = PlaceDraft()
            draft.code = row.code("code")
            draft.name = row.text("name")
            draft.nameEn = row.text("name_en")
            draft.kind = row.choice("kind", of: ["depot", "town_point", "company_site", "shelter"])
            draft.company = row.optionalCode("company")
            draft.longitude = row.read("longitude") { input throws(InputProblem) in try input.degrees(limit: 180) }
            draft.latitude = row.read("latitude") { input throws(InputProblem) in try input.degrees(limit: 90) }
            draft.capacityM2 = row.optionalWhole("capacity_m2", 0...100_000_000)
            draft.capacityM3 = row.optionalWhole("capacity_m3", 0...100_000_000)
            draft.handlingMinutes = row.optionalWhole("handling_minutes", 0...100_000) ?? 0
            draft.population = row.optionalWhole("population", 0...1_000_000_000)
            draft.contact = row.optionalText("contact")
            draft.telephone = row.optionalText("telephone")
            draft.custodian = row.optionalCode("custodian")
            owners.find(draft.custodian, in: row, "custodian", "owner")
            draft.usedBy = row.optionalCode("used_by")
            owners.find(draft.usedBy, in: row, "used_by", "owner")
            draft.source = row.text("source")
            checkCompany(of: draft, in: row)
            let coordinates = ["longitude", "latitude"]
            if coordinates.contains(where: row.isFilled) {
                for missing in coordinates where !row.isFilled(missing) {
                    row.report(missing, .required, ["value": "", "expected": "longitude, latitude"])
                }
            }
            places.define(draft.code, draft, in: row, "code")
            return draft
        }
    }

    /// A company's site names its company; no other place has one.
    private func checkCompany(of draft: PlaceDraft, in row: CSVRow) {
        companies.find(draft.company, in: row, "company", "company")
        if draft.kind == "company_site" && !row.isFilled("company") {
            row.report("company", .required, ["value": "", "expected": "companies.csv"])
        } else if draft.kind != "company_site", !draft.kind.isEmpty, let company = draft.company {
            row.report("company", .contradiction, ["value": company, "expected": "company_site", "kind": draft.kind])
        }
    }

    private mutating func readBins() -> [BinDraft] {
        let (rows, isComplete) = rows(of: "bins.csv")
        bins.isComplete = isComplete
        return rows.map { row in
            var draft = BinDraft()
            draft.place = row.code("place")
            draft.code = row.text("code")
            draft.name = row.optionalText("name")
            _ = row.text("source")
            places.find(draft.place, in: row, "place", "place")
            if !draft.place.isEmpty && !draft.code.isEmpty { bins.define("\(draft.place) \(draft.code)", (), in: row, "code") }
            return draft
        }
    }

    /// Both directions of each route, as they are stored.
    private mutating func readRoutes() -> [RouteDraft] {
        var directions = Known<Void>()
        return rows(of: "routes.csv").rows.flatMap { row in
            var draft = RouteDraft()
            draft.from = row.code("from_place")
            draft.to = row.code("to_place")
            draft.minutes = row.whole("minutes", 1...100_000)
            draft.source = row.text("source")
            let isBothWays = row.flag("both_ways")
            places.find(draft.from, in: row, "from_place", "place")
            places.find(draft.to, in: row, "to_place", "place")
            guard !draft.from.isEmpty, !draft.to.isEmpty else { return [draft] }
            guard draft.from != draft.to else {
                row.report("to_place", .contradiction, ["value": draft.to, "reason": "route_to_itself"])
                return [draft]
            }
            var back = draft
            (back.from, back.to) = (draft.to, draft.from)
            let routes = isBothWays ? [draft, back] : [draft]
            // A pair that stands twice in both directions is one mistake.
            for route in routes where !directions.define("\(route.from) \(route.to)", (), in: row, "to_place") { break }
            return routes
        }
    }
}
