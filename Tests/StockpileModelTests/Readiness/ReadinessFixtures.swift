import StockpileModel
import Testing

extension StandardLine {
    /// A line for one item; the item's number is part of its code.
    static func needing(
        _ coefficient: String, item: Int64 = 1, of category: String = "relief", per driver: String = "resettled", days: Int = 1,
        within hours: Int = 12, atMost most: String? = nil, redundancy: Int = 0, hazard: String? = nil
    ) throws -> StandardLine {
        StandardLine(
            category: category, item: ItemID(rawValue: item), itemCode: "item-\(item)", itemName: "物资\(item)",
            itemNameEn: "Item \(item)", baseUnit: "件", driver: driver, coefficient: try #require(ExactDecimal(coefficient)), days: days,
            withinHours: hours, source: "illustrative", hazard: hazard, coefficientMax: try most.map { try #require(ExactDecimal($0)) },
            redundancyPercent: redundancy)
    }
}

extension SupplySource {
    static func stock(
        _ quantity: Int64, item: Int64 = 1, of category: String = "relief", at place: PlaceKind = .depot, way: Way = .near,
        inDate: Bool = true, condition: StockGroup.Condition = .good, availability: StockGroup.Availability = .free,
        inTransit: Bool = false, care: StockGroup.Care = .cared, recalled: Bool = false
    ) -> SupplySource {
        let group = StockGroup(
            category: category, quantity: quantity, place: place, isInTransit: inTransit, condition: condition,
            availability: availability, isInDate: inDate, care: care, isRecalled: recalled)
        return SupplySource(item: ItemID(rawValue: item), way: way, content: .stock(group))
    }

    static func agreement(
        _ quantity: Int64, item: Int64 = 1, trusted percent: Int = 100, after hours: Int = 0, way: Way = .near,
        valid: Validity = .thisYear
    ) -> SupplySource {
        let promise = AgreementPromise(quantity: quantity, validity: valid, responseHours: hours, confidencePercent: percent)
        return SupplySource(item: ItemID(rawValue: item), way: way, content: .agreement(promise))
    }

    static func capacity(
        _ unitsPerDay: Int64, item: Int64 = 1, after rampUp: Int = 0, most: Int64 = 1_000_000, way: Way = .near,
        valid: Validity = .thisYear
    ) -> SupplySource {
        let promise = CapacityPromise(unitsPerDay: unitsPerDay, rampUpHours: rampUp, quantityMax: most, validity: valid)
        return SupplySource(item: ItemID(rawValue: item), way: way, content: .capacity(promise))
    }
}

extension Way {
    static let near = Way(handlingMinutes: 0, farthestMinutes: 0, missesTown: false)
    static func minutes(_ minutes: Int?, handling: Int = 0, missesTown: Bool = false) -> Way {
        Way(handlingMinutes: handling, farthestMinutes: minutes, missesTown: missesTown)
    }
}

extension CalendarDate {
    static let checkDay = CalendarDate(dayNumber: 20_700)
}

extension Validity {
    static let thisYear = Validity(from: CalendarDate.checkDay.adding(days: -100), to: CalendarDate.checkDay.adding(days: 100))
}

extension ReadinessCheck {
    static func of(
        _ lines: [StandardLine], _ sources: [SupplySource], drivers: [String: String] = ["resettled": "100"],
        categories: [String] = ["relief", "flood"]
    ) throws -> ReadinessCheck {
        let scenario = ReadinessScenario(
            code: "flood", name: "洪涝", nameEn: "Flood", hazard: "flood", responseDays: 7, towns: ["T1"],
            drivers: try drivers.mapValues { try #require(ExactDecimal($0)) })
        return ReadinessCheck(scenario: scenario, categories: categories, lines: lines, sources: sources, day: .checkDay)
    }
}

/// The same numbers for the same seed, on every machine.
///
/// Source: SplitMix64 (Steele, Lea, Flood 2014).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
