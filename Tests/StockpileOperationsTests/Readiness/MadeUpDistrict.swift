/// A small district made from a seed, with much that does not count: late, far, old, broken, ended.
struct MadeUpDistrict {
    static let day = "2026-03-01"
    private(set) var rows = DistrictRows()
    private var numbers: Numbers

    private static let towns = ["T1", "T2", "T3"]
    private static let sites = ["S1": "co1", "S2": "co2"]
    private static let items = ["quilt": ["relief", "rescue"], "water": ["relief"], "rope": ["flood", "rescue"], "bag": ["flood"]]

    init(seed: UInt64) {
        numbers = Numbers(state: seed)
        addBasics()
        addPlaces()
        addItems()
        addLots()
        addAgreements()
        addStandards()
        addScenarios()
        addCareRules()
        addMutualAid()
    }

    private mutating func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }
    private mutating func pick<T>(_ choices: [T]) -> T { choices[some(0...choices.count - 1)] }

    private mutating func add(_ file: String, _ row: DistrictRows.Row) {
        rows[file].append(row.merging(["source": "illustrative", "name": "名", "name_en": "Name"]) { given, _ in given })
    }

    private mutating func addBasics() {
        add(
            "district",
            [
                "division_code": "500110", "local_unit": "07", "name": "试验区", "time_zone": "Asia/Shanghai", "short_code": "TT",
            ])
        for category in ["relief", "flood", "rescue", "fire"] { add("categories", ["code": category]) }
        for hazard in ["flood", "quake"] { add("hazards", ["code": hazard]) }
        for driver in ["resettled", "teams", "towns"] { add("drivers", ["code": driver, "unit": "人"]) }
        for code in ["1000000", "1990000", "1999900"] { add("classification", ["code": code]) }
        add("owners", ["code": "own"])
        for company in Self.sites.values.sorted() { add("companies", ["code": company]) }
        add("people", ["login": "admin", "roles": "administrator"])
    }

    private mutating func addPlaces() {
        let places =
            ["D1", "D2"].map { ($0, "depot", "") } + Self.towns.map { ($0, "town_point", "") }
            + Self.sites.sorted { $0.key < $1.key }.map { ($0.key, "company_site", $0.value) }
        for (code, kind, company) in places {
            let handling = pick(["", "0", "30", "60"])
            add("places", ["code": code, "kind": kind, "company": company, "handling_minutes": handling])
        }
        for (from, _, _) in places {
            for town in Self.towns where town != from && (from > town || !from.hasPrefix("T")) && some(0...12) > 0 {
                add(
                    "routes",
                    [
                        "from_place": from, "to_place": town, "minutes": "\(pick([10, 200, 330, 360, 361, 700, 1000]))",
                        "both_ways": pick(["yes", "yes", "no"]),
                    ])
            }
        }
    }

    private mutating func addItems() {
        for (code, categories) in Self.items.sorted(by: { $0.key < $1.key }) {
            let lasts = some(0...2)
            add(
                "items",
                [
                    "code": code, "classification_code": "1999900", "base_unit": "件", "categories": categories.joined(separator: ";"),
                    "shelf_life_months": lasts == 0 ? "" : "12", "shelf_life_from": lasts == 0 ? "" : pick(["manufactured", "received"]),
                    "shelf_life_source": lasts == 0 ? "" : "illustrative", "is_returnable": "no",
                ])
        }
    }

    private mutating func addLots() {
        for number in 1...some(8...24) {
            let (item, categories) = pick(Self.items.sorted { $0.key < $1.key })
            let lastsUntil = PlainDays.later(Self.day, days: some(0...20))
            add(
                "opening_stock",
                [
                    "as_of": "2025-06-30", "place": pick(["D1", "D1", "D2", "T1", "T2", "S1", "S2"]), "item": item,
                    "lot_number": "L\(number)",
                    "category": pick(categories), "owner": "own", "quantity": "\(some(1...90))", "unit_cost_fen": "100",
                    "condition": pick(["good", "good", "good", "good", "good", "in_inspection", "to_repair", "to_scrap"]),
                    "manufactured_on": pick(["", PlainDays.later("2025-02-25", days: some(0...20))]),
                    "received_on": PlainDays.later("2025-03-20", days: some(0...20)), "expires_on": pick(["", "", lastsUntil]),
                    "funding_source": "district_budget",
                ])
        }
    }

    private mutating func addAgreements() {
        for number in 1...3 {
            let site = pick(["S1", "S2"])
            add(
                "agreements",
                [
                    "number": "A\(number)", "company": Self.sites[site] ?? "",
                    "valid_from": pick(["2025-01-01", "2026-03-01", "2026-03-02"]),
                    "valid_to": pick(["2026-12-31", "2026-03-02", "2026-03-07"]),
                ])
            for item in Self.items.keys.sorted() where some(0...2) > 0 {
                add(
                    "agreement_stock",
                    [
                        "agreement": "A\(number)", "item": item, "place": site, "quantity": "\(some(1...120))",
                        "response_hours": "\(pick([0, 2, 5, 11]))", "confidence_percent": "\(pick([0, 33, 80, 85, 100]))",
                    ])
            }
            for item in Self.items.keys.sorted() where some(0...2) == 0 {
                add(
                    "capacity",
                    [
                        "agreement": "A\(number)", "item": item, "place": site, "units_per_day": "\(some(1...200))",
                        "ramp_up_hours": "\(pick([0, 6, 12]))", "quantity_max": "\(some(1...150))",
                    ])
            }
        }
    }

    private mutating func addStandards() {
        for (version, from) in [("1", "2026-01-01"), ("2", "2026-03-05")] {
            add("standards", ["code": "std", "version": version, "level": "II", "effective_from": from])
            for (item, categories) in Self.items.sorted(by: { $0.key < $1.key }) {
                for category in categories {
                    for hazard in ["any", "flood", "quake"] {
                        for driver in ["resettled", "teams"] where some(0...2) == 0 || (item, hazard, driver) == ("water", "any", "teams") {
                            add(
                                "standard_lines",
                                [
                                    "standard": "std", "version": version, "hazard": hazard, "category": category, "item": item,
                                    "driver": driver, "coefficient": pick(["1", "0.29", "0.333333", "2.5", "0.000001"]),
                                    "days": "\(some(1...3))", "within_hours": "\(pick([6, 12, 24]))",
                                ])
                        }
                    }
                }
            }
        }
    }

    private mutating func addScenarios() {
        for hazard in ["flood", "quake"] {
            let towns = ["T1"] + ["T2", "T3"].filter { _ in some(0...2) == 0 }
            add(
                "scenarios",
                [
                    "code": "\(hazard)-1", "hazard": hazard, "response_days": "\(some(1...10))", "towns": towns.joined(separator: ";"),
                ])
            add("scenario_drivers", ["scenario": "\(hazard)-1", "driver": "resettled", "value": "\(some(0...120))"])
            add("scenario_drivers", ["scenario": "\(hazard)-1", "driver": "teams", "value": "\(some(0...40)).\(some(0...9))"])
        }
        addTowns()
    }

    /// About half of the figures are known by town, and in some districts every town has a quota.
    private mutating func addTowns() {
        for scenario in rows["scenarios"] {
            let towns = (scenario["towns"] ?? "").split(separator: ";").map(String.init)
            for driver in ["resettled", "teams"] where some(0...1) == 0 {
                let people = towns.map { _ in some(0...60) }
                for (town, figure) in zip(towns, people) {
                    add(
                        "scenario_town_drivers", ["scenario": scenario["code"] ?? "", "town": town, "driver": driver, "value": "\(figure)"])
                }
                let position = rows["scenario_drivers"].firstIndex { $0["scenario"] == scenario["code"] && $0["driver"] == driver }
                if let position { rows["scenario_drivers"][position]["value"] = "\(people.reduce(0, +))" }
            }
        }
        for position in rows["standard_lines"].indices where some(0...9) == 0 {
            rows["standard_lines"][position]["scope"] = "town"
            rows["standard_lines"][position]["driver"] = "towns"
        }
        var seen: Set<[String?]> = []
        rows["standard_lines"].removeAll { row in
            !seen.insert(["standard", "version", "hazard", "category", "item", "driver", "scope"].map { row[$0] }).inserted
        }
    }

    /// Around the day of the check, which is 244 days after the stock was taken over.
    private mutating func addCareRules() {
        for item in Self.items.keys.sorted() where some(0...2) == 0 {
            add(
                "care_rules",
                [
                    "code": "care-\(item)", "item": item, "duty": "air", "every_days": "\(pick([30, 243, 244, 247, 400]))",
                    "first_days": pick(["", "30", "370"]), "instruction": "晾晒",
                ])
        }
    }

    private mutating func addMutualAid() {
        for number in 0..<some(0...4) {
            let neighbour = pick(["north", "south"])
            add(
                "mutual_aid",
                [
                    "number": "K\(number)", "neighbour": neighbour, "neighbour_name": "邻\(neighbour)", "neighbour_name_en": neighbour,
                    "item": pick(Self.items.keys.sorted()), "quantity": "\(some(1...90))", "place": pick(["D1", "D2", "T1", "T2"]),
                    "response_hours": "\(pick([0, 4, 11, 20]))", "confidence_percent": "\(pick([0, 33, 80, 100]))",
                    "valid_from": pick(["2025-01-01", "2026-03-02"]), "valid_to": pick(["2027-12-31", "2026-03-04"]),
                ])
        }
    }

    /// The same numbers for the same seed, on every machine.
    ///
    /// Source: SplitMix64 (Steele, Lea, Flood 2014).
    struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }
}
