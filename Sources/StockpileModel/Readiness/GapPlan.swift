/// One thing to do so that a gap closes.
package struct GapStep: Sendable, Hashable {
    package let way: GapWay
    package let item: ItemID
    /// Of goods that become ours.
    package let category: String?
    /// Units; of capacity units a day.
    package let quantity: Int64
    /// Position among the offers; nil for what is done with our own stock.
    package let offer: Int?
    /// Position among the check's sources; nil for what comes from outside.
    package let source: Int?
    package let fromPlace: PlaceID?
    /// Where goods are to lie; of a promise the company's site.
    package let toPlace: PlaceID
    /// Price or fee of one.
    package let unitFen: Int64
    /// To be paid within the first year.
    package let costFen: Int64
    package let yearlyFen: Int64
    package let readyOn: CalendarDate
}

/// The cheapest way to close the gaps that can be closed, and what the check says once it is carried out.
package struct GapPlan: Sendable {
    /// By the order of the standard's items, then way and place.
    package let steps: [GapStep]
    package let before: ReadinessAnswer
    /// The answer of the same check with the steps carried out: what a plan brings is what this says.
    package let after: ReadinessAnswer
    /// No plan that covers as much costs less a year than this.
    package let yearlyAtLeastFen: Int64
    /// False when a program was stopped before it was sure of the best coverage.
    package let isCoverageOptimal: Bool
    /// False when a budget or missing offers leave a gap.
    package var closesEverything: Bool { after.lines.allSatisfy { $0.gap == 0 } }

    package var costFen: Int64 { steps.reduce(0) { $0 + $1.costFen } }
    package var yearlyFen: Int64 { steps.reduce(0) { $0 + $1.yearlyFen } }
    package var isOptimal: Bool { isCoverageOptimal && yearlyFen == yearlyAtLeastFen }
    /// By how much a year another plan of the same coverage may be cheaper.
    package var missFen: Int64 { max(0, yearlyFen - yearlyAtLeastFen) }
}
