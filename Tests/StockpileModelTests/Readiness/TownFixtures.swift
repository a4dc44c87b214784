import StockpileModel
import Testing

/// Figures by town: a driver's name, then what it is worth in T1, T2 …
func figures(_ drivers: [String: [String]]) throws -> TownFigures {
    TownFigures(
        try drivers.mapValues { values in
            Dictionary(try values.enumerated().map { ("T\($0 + 1)", try #require(ExactDecimal($1))) }) { first, _ in first }
        })
}

extension ReadinessScenario {
    /// A flood in T1, T2 … as many as a driver has figures.
    static func towns(_ known: [String: [String]], drivers: [String: String] = [:]) throws -> ReadinessScenario {
        let count = known.values.map(\.count).max() ?? 2
        return ReadinessScenario(
            code: "flood", name: "洪涝", nameEn: "Flood", hazard: "flood", responseDays: 7, towns: (1...count).map { "T\($0)" },
            drivers: try drivers.mapValues { try #require(ExactDecimal($0)) }, townFigures: try figures(known))
    }
}

extension StandardLine {
    /// The same line, asked of each town.
    var perTown: StandardLine {
        StandardLine(
            category: category, item: item, itemCode: itemCode, itemName: itemName, itemNameEn: itemNameEn, baseUnit: baseUnit,
            driver: driver, coefficient: coefficient, days: days, withinHours: withinHours, source: source, hazard: hazard,
            coefficientMax: coefficientMax, redundancyPercent: redundancyPercent, scope: .town)
    }
}

extension SupplySource {
    /// The same content, so many minutes from T1, T2 …; nil where no road leads.
    static func from(_ minutes: [Int?], item: Int64 = 1, at place: Int64 = 9, _ content: Content) -> SupplySource {
        let whole = Way.minutes(minutes.compactMap(\.self).max(), missesTown: minutes.contains(nil))
        return SupplySource(
            item: ItemID(rawValue: item), origin: .init(place: PlaceID(rawValue: place)),
            aspects: [
                .init(
                    way: whole, content: content,
                    towns: minutes.map { .init(way: .minutes($0, missesTown: $0 == nil), content: content) })
            ])
    }

    static func goods(_ quantity: Int64, _ minutes: [Int?], of category: String = "relief") -> SupplySource {
        .from(minutes, .stock(StockGroup(category: category, quantity: quantity, place: .depot)))
    }
}

extension ReadinessCheck {
    static func inTowns(
        _ lines: [StandardLine], _ sources: [SupplySource], _ known: [String: [String]], drivers: [String: String] = [:]
    ) throws -> ReadinessCheck {
        ReadinessCheck(
            scenario: try .towns(known, drivers: drivers), categories: ["relief", "flood"], lines: lines, sources: sources, day: .checkDay)
    }
}
