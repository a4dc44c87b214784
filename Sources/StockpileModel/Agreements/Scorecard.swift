/// How often something went well.
package struct ScoredShare: Sendable, Hashable {
    package let good: Int64
    package let all: Int64

    package init(good: Int64, all: Int64) {
        self.good = good
        self.all = all
    }

    /// Whole percent, rounded down; nil where there was no occasion.
    package var percent: Int64? { all > 0 ? good * 100 / all : nil }
}

/// How a company keeps its promises: the figures, what each weighs, and the score they make.
package struct Scorecard: Sendable, Hashable {
    package enum Measure: String, Sendable, CaseIterable {
        case answeredInTime = "answered_in_time"
        case confirmed
        case deliveredInFull = "delivered_in_full"
        case deliveredOnTime = "delivered_on_time"
        case proofsSufficient = "proofs_sufficient"
    }

    package let shares: [Measure: ScoredShare]
    package let weights: [Measure: Int64]

    package init(shares: [Measure: ScoredShare], weights: [Measure: Int64]) {
        self.shares = shares
        self.weights = weights
    }

    /// The weighted mean in whole percent, rounded down, of what there was an occasion for; nil where there was none.
    package var score: Int64? {
        let known = Measure.allCases.compactMap { measure -> (share: ScoredShare, weight: Int64)? in
            guard let share = shares[measure], share.all > 0, let weight = weights[measure], weight > 0 else { return nil }
            return (share, weight)
        }
        let weight = known.reduce(0) { $0 + $1.weight }
        guard weight > 0 else { return nil }
        return known.reduce(0) { $0 + $1.weight * ($1.share.percent ?? 0) } / weight
    }
}
