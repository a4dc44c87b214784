/// Where a month stands. Without a row in the table `period` a month is open.
package enum PeriodState: String, Sendable, CaseIterable {
    case open, closing, closed

    /// Every step a month may take: from, to, and who takes it; nothing leads back.
    package static let transitions: [(from: PeriodState, to: PeriodState, actor: String)] = [
        (.open, .closing, "finance"),
        (.closing, .closed, "another finance"),
    ]
}
