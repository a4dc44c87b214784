/// Whole base units of one item (pieces, metres, litres: the item says which). Never negative.
package struct Quantity: RawRepresentable, Hashable, Comparable, Sendable, ExpressibleByIntegerLiteral {
    package let rawValue: Int64

    package init?(rawValue: Int64) {
        guard rawValue >= 0 else { return nil }
        self.rawValue = rawValue
    }

    /// For figures written in code; a negative one is a programming error.
    package init(integerLiteral value: Int64) {
        precondition(value >= 0, "a quantity is never negative")
        rawValue = value
    }

    package static let zero: Quantity = 0

    package static func < (first: Self, second: Self) -> Bool { first.rawValue < second.rawValue }

    /// What is left to find after `taken`; zero when more was taken than asked.
    package func remaining(after taken: Quantity) -> Quantity {
        Quantity(rawValue: max(0, rawValue - taken.rawValue)) ?? .zero
    }

    /// Errors: nil when the sum does not fit.
    package static func sum(_ quantities: some Sequence<Quantity>) -> Quantity? {
        var total: Int64 = 0
        for quantity in quantities {
            let (next, overflow) = total.addingReportingOverflow(quantity.rawValue)
            if overflow { return nil }
            total = next
        }
        return Quantity(rawValue: total)
    }
}
