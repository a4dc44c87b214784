/// How many base units one line of a standard needs in one scenario.
package struct Requirement: Sendable, Hashable {
    package let driverValue: ExactDecimal
    package let quantity: Quantity
    /// More than this is not asked for; nil where the line names one figure.
    package let quantityMax: Quantity?
    /// What each town needs, in the order of the scenario's towns; empty where it is one need that has to reach them all.
    package let towns: [TownRequirement]

    /// coefficient × driver value × days × (100 + redundancy) ÷ 100, a part of a unit counted as a whole one, once.
    ///
    /// Errors: SP606 when the product does not fit.
    package init(of line: StandardLine, driverValue: ExactDecimal) throws {
        self.driverValue = driverValue
        quantity = try Self.units(line.coefficient, of: line, driverValue)
        quantityMax = try line.coefficientMax.map { try Self.units($0, of: line, driverValue) }
        towns = []
    }

    /// The same for each town by its own figure, rounded up in each, and their sum.
    ///
    /// Errors: SP606 when a product or the sum does not fit.
    package init(of line: StandardLine, byTown values: [(town: String, driverValue: ExactDecimal)]) throws {
        let single = try values.map { try Requirement(of: line, driverValue: $0.driverValue) }
        let millionths = values.reduce(Int128(0)) { $0 + Int128($1.driverValue.millionths) }
        guard let sum = Quantity.sum(single.map(\.quantity)), let most = Quantity.sum(single.map { $0.quantityMax ?? $0.quantity }),
            let driverValue = Int64(exactly: millionths).flatMap(ExactDecimal.init(millionths:))
        else { throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(line.itemCode), "driver": .text(line.driver)])) }
        self.driverValue = driverValue
        quantity = sum
        quantityMax = line.coefficientMax == nil ? nil : most
        towns = zip(values, single).map { TownRequirement(town: $0.town, driverValue: $0.driverValue, quantity: $1.quantity) }
    }

    /// The needs it consists of, each to be met by itself.
    func needs(in scenario: Int) -> [(target: SupplyTarget, required: Int64)] {
        if towns.isEmpty { return [(SupplyTarget(scenario: scenario), quantity.rawValue)] }
        return towns.enumerated().map { (SupplyTarget(scenario: scenario, town: $0), $1.quantity.rawValue) }
    }

    private static func units(_ coefficient: ExactDecimal, of line: StandardLine, _ driverValue: ExactDecimal) throws -> Quantity {
        // Millionths twice, and hundredths.
        let fraction: Int128 = 100_000_000_000_000
        // Two factors of 63 bits fit into 128. What does not fit with the others is more than any quantity even when it is divided.
        let product = Int128(coefficient.millionths) * Int128(driverValue.millionths)
        let (daily, isTooMuch) = product.multipliedReportingOverflow(by: Int128(line.days))
        let (percent, isStillTooMuch) = daily.multipliedReportingOverflow(by: Int128(100 + line.redundancyPercent))
        let (whole, rest) = percent.quotientAndRemainder(dividingBy: fraction)
        guard !isTooMuch, !isStillTooMuch, let units = Int64(exactly: rest > 0 ? whole + 1 : whole),
            let quantity = Quantity(rawValue: units)
        else {
            throw StockpileError.refused(
                Refusal(
                    .quantityInvalid,
                    [
                        "item": .text(line.itemCode), "coefficient": .decimal(coefficient.digits), "driver": .text(line.driver),
                        "driver_value": .decimal(driverValue.digits), "days": .integer(Int64(line.days)),
                        "redundancy_percent": .integer(Int64(line.redundancyPercent)),
                    ]))
        }
        return quantity
    }
}

/// What one line needs in one town.
package struct TownRequirement: Sendable, Hashable {
    /// The code of the town.
    package let town: String
    package let driverValue: ExactDecimal
    package let quantity: Quantity
}
