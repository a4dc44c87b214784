/// An exact ratio: `packs` packs are `baseUnits` base units.
package struct UnitConversion: Hashable, Sendable {
    package let pack: String
    package let baseUnits: Int64
    package let packs: Int64

    package init?(pack: String, baseUnits: Int64, packs: Int64) {
        guard baseUnits > 0, packs > 0 else { return nil }
        self.pack = pack
        self.baseUnits = baseUnits
        self.packs = packs
    }

    /// So many packs in base units.
    ///
    /// Errors: SP607 when it does not come out even, with how much is missing to the next whole unit; SP606 when it does not fit.
    package func quantity(ofPacks count: Int64) throws -> Quantity {
        let (product, overflow) = count.multipliedReportingOverflow(by: baseUnits)
        guard !overflow, count > 0 else {
            throw StockpileError.refused(Refusal(.quantityInvalid, ["quantity": .integer(count)]))
        }
        let (whole, rest) = product.quotientAndRemainder(dividingBy: packs)
        guard rest == 0, let quantity = Quantity(rawValue: whole) else {
            throw StockpileError.refused(
                Refusal(
                    .conversionNotExact,
                    [
                        "pack": .text(pack), "packs": .integer(count), "whole_base_units": .integer(whole),
                        "remainder": .integer(rest), "divisor": .integer(packs),
                    ]))
        }
        return quantity
    }
}
