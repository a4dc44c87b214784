/// How many base units one line of a standard needs in one scenario.
package struct Requirement: Sendable, Hashable {
    package let driverValue: ExactDecimal
    package let quantity: Quantity

    /// coefficient × driver value × days, a part of a unit counted as a whole one.
    ///
    /// Errors: SP606 when the product does not fit.
    package init(of line: StandardLine, driverValue: ExactDecimal) throws {
        let millionthsSquared: Int128 = 1_000_000_000_000
        // Two factors of 63 bits fit into 128; only the third can be too much.
        let (product, overflow) = (Int128(line.coefficient.millionths) * Int128(driverValue.millionths))
            .multipliedReportingOverflow(by: Int128(line.days))
        let (whole, rest) = product.quotientAndRemainder(dividingBy: millionthsSquared)
        guard !overflow, let units = Int64(exactly: rest > 0 ? whole + 1 : whole), let quantity = Quantity(rawValue: units) else {
            throw StockpileError.refused(
                Refusal(
                    .quantityInvalid,
                    [
                        "item": .text(line.itemCode), "coefficient": .decimal(line.coefficient.digits),
                        "driver": .text(line.driver), "driver_value": .decimal(driverValue.digits), "days": .integer(Int64(line.days)),
                    ]))
        }
        self.driverValue = driverValue
        self.quantity = quantity
    }
}
