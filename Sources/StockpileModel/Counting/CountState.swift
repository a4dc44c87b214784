/// Where a count stands.
package enum CountState: String, Sendable, CaseIterable {
    case planned, counting, counted, recounting, approved, posted, cancelled
    case underReview = "under_review"

    /// Every step a count may take: from, to, and who takes it. A line's counters are three different persons; the approver is none of
    /// them and not the planner; who posts has neither counted nor approved.
    package static let transitions: [(from: CountState, to: CountState, actor: String)] = [
        (.planned, .counting, "counter"),
        (.counting, .counted, "second counter"),
        (.counting, .recounting, "second counter"),
        (.recounting, .counted, "third counter"),
        (.counted, .recounting, "reviewer"),
        (.counted, .underReview, "reviewer"),
        (.underReview, .approved, "approver"),
        (.approved, .underReview, "reviewer"),
        (.approved, .posted, "finance"),
        (.planned, .cancelled, "planner"),
        (.counting, .cancelled, "planner"),
        (.counted, .cancelled, "planner"),
        (.recounting, .cancelled, "planner"),
        (.underReview, .cancelled, "planner"),
        (.approved, .cancelled, "planner"),
    ]

    /// The states from which a count may come to `state`.
    package static func sources(of state: CountState) -> [CountState] {
        transitions.filter { $0.to == state }.map(\.from)
    }

    /// The states in which people count.
    package static let openForCounting: [CountState] = [.planned, .counting, .recounting]

    /// True once nobody counts any more: only then are book and counted quantities shown.
    package var isRevealed: Bool { [.underReview, .approved, .posted, .cancelled].contains(self) }
}
