extension SlowReadiness {
    /// A part of one lot or promise, and why it does not count if it does not.
    struct Part {
        let source: String
        let kind: String
        let quantity: Int
        let reason: String?
        /// Until it would be there; nil where no road leads.
        var minutes: Int?
    }

    var townCodes: [String] { (scenario["towns"] ?? "").split(separator: ";").map(String.init) }

    /// For a need that has to reach all of these towns.
    func parts(for line: DistrictRows.Row, to towns: [String]) throws -> [Part] {
        try lotParts(for: line, to: towns) + agreementParts(for: line, to: towns) + capacityParts(for: line, to: towns)
            + aidParts(for: line, to: towns)
    }

    func number(_ text: String?) -> Int { Int(text ?? "") ?? 0 }

    func millionths(_ text: String?) -> Int {
        let halves = (text ?? "").split(separator: ".")
        let fraction = halves.count > 1 ? String(halves[1]) : ""
        return number(String(halves[0])) * 1_000_000 + number(fraction + String(repeating: "0", count: 6 - fraction.count))
    }

    private func lotParts(for line: DistrictRows.Row, to towns: [String]) throws -> [Part] {
        let lastDay = PlainDays.later(day, days: number(scenario["response_days"]))
        return try rows["opening_stock"].filter { $0["item"] == line["item"] && $0["category"] == line["category"] }.map { lot in
            let place = try rows.one("places", "code", lot["place"] ?? "")
            let way = minutes(from: place, to: towns)
            let limit = number(line["within_hours"]) * 60
            var reason: String?
            if way.isMissing { reason = "no_route" }
            if let farthest = way.farthest, number(place["handling_minutes"]) + farthest > limit { reason = "too_far" }
            if place["kind"] == "shelter" { reason = "deployed" }
            if isCareOverdue(lot) { reason = "care_overdue" }
            if lot["condition"] != "good" { reason = lot["condition"] }
            if let last = try expiry(of: lot), last < lastDay { reason = "expired" }
            return Part(
                source: "lot \(lot["lot_number"] ?? "")", kind: place["kind"] == "company_site" ? "entrusted" : "physical",
                quantity: number(lot["quantity"]), reason: reason, minutes: arrives(from: place, way))
        }
    }

    /// Nothing was ever done: some duty of the item fell due before the day, counted from when the lot was taken over.
    private func isCareOverdue(_ lot: DistrictRows.Row) -> Bool {
        rows["care_rules"].contains { rule in
            guard rule["item"] == lot["item"] else { return false }
            var due = PlainDays.later(lot["as_of"] ?? "", days: number(rule["every_days"]))
            if let made = lot["manufactured_on"], !made.isEmpty, let first = rule["first_days"], !first.isEmpty {
                due = max(due, PlainDays.later(made, days: number(first)))
            }
            return due < day
        }
    }

    private func agreementParts(for line: DistrictRows.Row, to towns: [String]) throws -> [Part] {
        try rows["agreement_stock"].filter { $0["item"] == line["item"] }.flatMap { row in
            let place = try rows.one("places", "code", row["place"] ?? "")
            let way = minutes(from: place, to: towns)
            let quantity = number(row["quantity"])
            let name = "agreement \(row["agreement"] ?? "") \(row["place"] ?? "")"
            func all(_ reason: String) -> [Part] {
                [
                    Part(
                        source: name, kind: "agreement", quantity: quantity, reason: reason, minutes: arrives(from: place, way))
                ]
            }
            if way.isMissing { return all("no_route") }
            if try !isInForce(row) { return all("agreement_not_in_force") }
            let counted = quantity * number(row["confidence_percent"]) / 100
            let arrival = number(row["response_hours"]) * 60 + number(place["handling_minutes"]) + (way.farthest ?? 0)
            let isLate = arrival > number(line["within_hours"]) * 60
            return [
                Part(
                    source: name, kind: "agreement", quantity: counted, reason: isLate ? "too_late" : nil,
                    minutes: arrives(from: place, way)),
                Part(source: name, kind: "agreement", quantity: quantity - counted, reason: "confidence"),
            ]
        }
    }

    private func capacityParts(for line: DistrictRows.Row, to towns: [String]) throws -> [Part] {
        try rows["capacity"].filter { $0["item"] == line["item"] }.flatMap { row in
            let place = try rows.one("places", "code", row["place"] ?? "")
            let way = minutes(from: place, to: towns)
            let most = number(row["quantity_max"])
            let name = "capacity \(row["agreement"] ?? "") \(row["place"] ?? "")"
            func all(_ reason: String) -> [Part] {
                [
                    Part(source: name, kind: "capacity", quantity: most, reason: reason, minutes: arrives(from: place, way))
                ]
            }
            if way.isMissing { return all("no_route") }
            if try !isInForce(row) { return all("agreement_not_in_force") }
            let minutesLeft = number(line["within_hours"]) * 60 - number(row["ramp_up_hours"]) * 60 - (way.farthest ?? 0)
            let made = min(most, minutesLeft > 0 ? number(row["units_per_day"]) * minutesLeft / 1440 : 0)
            return [
                Part(source: name, kind: "capacity", quantity: made, reason: nil, minutes: arrives(from: place, way)),
                Part(source: name, kind: "capacity", quantity: most - made, reason: "too_late"),
            ]
        }
    }

    private func aidParts(for line: DistrictRows.Row, to towns: [String]) throws -> [Part] {
        try rows["mutual_aid"].filter { $0["item"] == line["item"] }.flatMap { row in
            let place = try rows.one("places", "code", row["place"] ?? "")
            let way = minutes(from: place, to: towns)
            let quantity = number(row["quantity"])
            let name = "aid \(row["number"] ?? "")"
            func all(_ reason: String) -> [Part] {
                [Part(source: name, kind: "mutual_aid", quantity: quantity, reason: reason, minutes: arrives(from: place, way))]
            }
            if way.isMissing { return all("no_route") }
            if (row["valid_from"] ?? "") > day || (row["valid_to"] ?? "") < day { return all("aid_not_in_force") }
            let counted = quantity * number(row["confidence_percent"]) / 100
            let arrival = number(row["response_hours"]) * 60 + number(place["handling_minutes"]) + (way.farthest ?? 0)
            let isLate = arrival > number(line["within_hours"]) * 60
            return [
                Part(
                    source: name, kind: "mutual_aid", quantity: counted, reason: isLate ? "too_late" : nil,
                    minutes: arrives(from: place, way)),
                Part(source: name, kind: "mutual_aid", quantity: quantity - counted, reason: "confidence"),
            ]
        }
    }

    private func isInForce(_ row: DistrictRows.Row) throws -> Bool {
        let agreement = try rows.one("agreements", "number", row["agreement"] ?? "")
        return (agreement["valid_from"] ?? "") <= day && day <= (agreement["valid_to"] ?? "")
    }

    private func expiry(of lot: DistrictRows.Row) throws -> String? {
        if let own = lot["expires_on"], !own.isEmpty { return own }
        let item = try rows.one("items", "code", lot["item"] ?? "")
        guard let months = Int(item["shelf_life_months"] ?? "") else { return nil }
        let made = lot["manufactured_on"] ?? ""
        let origin = item["shelf_life_from"] == "manufactured" && !made.isEmpty ? made : lot["received_on"] ?? ""
        return PlainDays.later(origin, months: months)
    }

    private func arrives(from place: DistrictRows.Row, _ way: (farthest: Int?, isMissing: Bool)) -> Int? {
        way.isMissing ? nil : number(place["handling_minutes"]) + (way.farthest ?? 0)
    }

    /// The longest of the ways to the towns, and whether one of them is missing.
    private func minutes(from place: DistrictRows.Row, to towns: [String]) -> (farthest: Int?, isMissing: Bool) {
        var farthest: Int?
        var isMissing = false
        for town in towns {
            let route = rows["routes"].first {
                ($0["from_place"] == place["code"] && $0["to_place"] == town)
                    || ($0["both_ways"] == "yes" && $0["to_place"] == place["code"] && $0["from_place"] == town)
            }
            if place["code"] == town {
                farthest = max(farthest ?? 0, 0)
            } else if let route {
                farthest = max(farthest ?? 0, number(route["minutes"]))
            } else {
                isMissing = true
            }
        }
        return (farthest, isMissing)
    }
}
