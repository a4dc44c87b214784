/// How many base units one line of a standard needs in one scenario.
package struct Requirement: Sendable, Hashable {
    package let driverValue: ExactDecimal
    package let quantity: Quantity
    /// More than this is not asked for; nil where the line names one figure.
    package let quantityMax: Quantity?

    /// coefficient × driver value × days × (100 + redundancy) ÷ 100, a part of a unit counted as a whole one, once.
    ///
    /// Errors: SP606 when the product does not fit.
    package init(of line: StandardLine, driverValue: ExactDecimal) throws {
        self.driverValue = driverValue
        quantity = try Self.units(line.coefficient, of: line, driverValue)
        quantityMax = try line.coefficientMax.map { try Self.units($0, of: line, driverValue) }
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
