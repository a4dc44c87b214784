/// How a line, a category or the whole stands; later cases are worse.
package enum ReadinessVerdict: String, Sendable, CaseIterable, Comparable {
    case adequate
    /// The standard says nothing of it: never taken for adequate.
    case notAssessed = "not_assessed"
    case short

    package static func < (first: Self, second: Self) -> Bool { first.badness < second.badness }

    private var badness: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// How the district stands against a standard in one scenario.
///
/// Shape: every category of the district in its order; lines in the order of the standard.
package struct ReadinessAnswer: Sendable {
    package let categories: [CategoryAnswer]
    package let lines: [LineAnswer]

    /// As bad as the worst category; without any category nothing was assessed.
    package var verdict: ReadinessVerdict { categories.map(\.verdict).max() ?? .notAssessed }

    /// What of own stock is more than all lines of its item and category ask for at most; nil where this line names no maximum.
    package func aboveMax(of answer: LineAnswer) -> Int64? {
        guard answer.requirement.quantityMax != nil else { return nil }
        let own = Int128(answer.available[.physical] ?? 0) + Int128(answer.available[.entrusted] ?? 0)
        let asked = lines.filter {
            $0.scenario == answer.scenario && $0.line.item == answer.line.item && $0.line.category == answer.line.category
        }.reduce(Int128(0)) { $0 + Int128(($1.requirement.quantityMax ?? $1.requirement.quantity).rawValue) }
        return Int64(clamping: max(0, own - asked))
    }
}

package struct CategoryAnswer: Sendable {
    package let category: String
    package let lineCount: Int
    package let shortCount: Int

    package var verdict: ReadinessVerdict {
        if lineCount == 0 { return .notAssessed }
        return shortCount > 0 ? .short : .adequate
    }
}

/// What one line needs, what there is for it, and what it gets once everything is shared.
///
/// Units: base units of the item.
package struct LineAnswer: Sendable {
    package let line: StandardLine
    /// The position of the scenario that asks for it.
    package let scenario: Int
    package let requirement: Requirement
    /// What could serve this line, or one of its towns, if nothing else needed it.
    package let available: [SupplyKind: Int64]
    /// What this line takes of it, where every unit is taken once.
    package let drawn: [SupplyKind: Int64]
    package let covered: Int64
    package let leftOut: [ExclusionReason: Int64]
    /// What would be covered if all had to be there by other hours.
    package let coverage: [HourCoverage]
    /// How each town stands where the line is reckoned town by town, in the order of the scenario; else empty.
    package let towns: [TownAnswer]

    package var gap: Int64 { requirement.quantity.rawValue - covered }
    package var verdict: ReadinessVerdict { gap > 0 ? .short : .adequate }

    /// What does not count, in the order in which reasons are looked for; reasons without a unit are left out.
    package var exclusions: [(reason: ExclusionReason, quantity: Int64)] {
        ExclusionReason.inOrder(leftOut)
    }
}

/// How one town stands in one line.
///
/// Units: base units of the item.
package struct TownAnswer: Sendable, Hashable {
    /// The code of the town.
    package let town: String
    package let required: Int64
    package let covered: Int64

    package var gap: Int64 { required - covered }
}

/// How much of a line's need can be at the towns by an hour.
package struct HourCoverage: Sendable, Hashable {
    package let hours: Int
    package let covered: Int64

    package init(hours: Int, covered: Int64) {
        self.hours = hours
        self.covered = covered
    }

    /// Those hours of a curve at which there is more than before.
    package static func steps(_ curve: [HourCoverage]) -> [HourCoverage] {
        curve.reduce(into: []) { steps, next in
            if next.covered > steps.last?.covered ?? 0 { steps.append(next) }
        }
    }
}
