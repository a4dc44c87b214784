/// What a line is given once everything is shared.
///
/// Units: base units of the line's item, of a substitute its own.
package struct LineShare: Sendable {
    /// Units of a substitute that are used up for a line.
    package struct Substituted: Sendable, Hashable {
        package let item: ItemID
        package let quantity: Int64
        package let standsFor: Int64

        package init(item: ItemID, quantity: Int64, standsFor: Int64) {
            self.item = item
            self.quantity = quantity
            self.standsFor = standsFor
        }
    }

    /// What covers the line, by kind; a kit that is put together counts by the kind of its worst part.
    package var drawn: [SupplyKind: Int64]
    package var substitutes: [Substituted] = []
    /// Kits of the line's item that are put together of parts.
    package var assembled: Int64 = 0
    /// False where the search for something better was stopped: then at least so much is covered.
    package var isProved = true

    package init(drawn: [SupplyKind: Int64] = [:]) { self.drawn = drawn }

    /// What the towns of a line are given, added up.
    init(together shares: [LineShare]) {
        drawn = shares.reduce(into: [:]) { $0.merge($1.drawn) { $0 + $1 } }
        for one in shares.flatMap(\.substitutes) {
            let known = substitutes.firstIndex { $0.item == one.item }
            let before = known.map { substitutes.remove(at: $0) }
            let sum = Substituted(
                item: one.item, quantity: one.quantity + (before?.quantity ?? 0), standsFor: one.standsFor + (before?.standsFor ?? 0))
            substitutes.insert(sum, at: known ?? substitutes.count)
        }
        assembled = shares.reduce(0) { $0 + $1.assembled }
        isProved = shares.allSatisfy(\.isProved)
    }

    package var covered: Int64 { drawn.values.reduce(0, +) }
}

/// A substitute of a line's item, and what there is of it.
package struct AvailableSubstitute: Sendable, Hashable {
    package let item: ItemID
    package let quantity: Int64
    package let standsFor: Int64
}

/// A part of a line's item, and for how many kits what there is of it will do.
package struct AvailablePart: Sendable, Hashable {
    package let item: ItemID
    package let perKit: Int64
    package let quantity: Int64

    package init(item: ItemID, perKit: Int64, quantity: Int64) {
        self.item = item
        self.perKit = perKit
        self.quantity = quantity
    }

    package var makes: Int64 { quantity / max(1, perKit) }
}
