/// What drivers are worth in each town of a scenario, as far as that is known: of a driver either every town has a figure or none.
package struct TownFigures: Sendable, Hashable, Codable {
    /// The driver that counts towns: without figures of its own it is worth one in each.
    package static let townsDriver = "towns"

    /// By driver, then by the town's code.
    package let values: [String: [String: ExactDecimal]]

    package init(_ values: [String: [String: ExactDecimal]] = [:]) {
        self.values = values
    }

    package init(_ rows: [(driver: String, town: String, value: ExactDecimal)]) {
        self.init(rows.reduce(into: [:]) { $0[$1.driver, default: [:]][$1.town] = $1.value })
    }

    /// Shape: by driver, then town.
    package var rows: [(driver: String, town: String, value: ExactDecimal)] {
        values.sorted { $0.key < $1.key }.flatMap { driver, towns in
            towns.sorted { $0.key < $1.key }.map { (driver: driver, town: $0.key, value: $0.value) }
        }
    }

    package subscript(driver: String) -> [String: ExactDecimal]? { values[driver] }

    /// The same proportion between towns for other figures of the district: in whole units where all are whole, else to the millionth. A
    /// driver that is worth nothing in any town has no proportion, and is not known by town any more.
    package func following(_ drivers: [String: ExactDecimal]) -> TownFigures {
        var followed = values
        for (driver, value) in drivers {
            guard let towns = values[driver]?.sorted(by: { $0.key < $1.key }) else { continue }
            let unit: Int64 = (towns.map(\.value) + [value]).allSatisfy { $0.millionths % 1_000_000 == 0 } ? 1_000_000 : 1
            let parts = ReserveSizing.parts(of: value.millionths / unit, by: towns.map(\.value.millionths))
            let isDivided = towns.contains { $0.value.millionths > 0 }
            let rows = zip(towns, parts).compactMap { town, part in ExactDecimal(millionths: part * unit).map { (town.key, $0) } }
            followed[driver] = isDivided ? Dictionary(rows) { first, _ in first } : nil
        }
        return TownFigures(followed)
    }

    package init(from decoder: any Decoder) throws {
        values = try decoder.singleValueContainer().decode([String: [String: ExactDecimal]].self)
    }

    package func encode(to encoder: any Encoder) throws {
        var single = encoder.singleValueContainer()
        try single.encode(values)
    }
}

extension ReadinessScenario {
    /// True where a line is reckoned town by town: it asks for that, or its driver has figures by town.
    package func isByTown(_ line: StandardLine) -> Bool { line.scope == .town || townFigures[line.driver] != nil }

    /// Where what a line asks for has to be.
    package func targets(of line: StandardLine, in position: Int = 0) -> [SupplyTarget] {
        guard isByTown(line), !towns.isEmpty else { return [SupplyTarget(scenario: position)] }
        return towns.indices.map { SupplyTarget(scenario: position, town: $0) }
    }

    /// What the driver of a line is worth in a town; nil where nobody said.
    func figure(of line: StandardLine, in town: String) -> ExactDecimal? {
        if let known = townFigures[line.driver]?[town] { return known }
        return line.scope == .town && line.driver == TownFigures.townsDriver ? ExactDecimal(millionths: 1_000_000) : nil
    }
}
