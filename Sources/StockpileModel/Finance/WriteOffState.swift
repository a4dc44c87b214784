/// Where a write-off stands.
package enum WriteOffState: String, Sendable, CaseIterable {
    case requested, approved, posted, rejected

    /// Every step a write-off may take: from, to, and who takes it; three different persons by constraint.
    package static let transitions: [(from: WriteOffState, to: WriteOffState, actor: String)] = [
        (.requested, .approved, "approver"),
        (.requested, .rejected, "approver"),
        (.approved, .posted, "finance"),
    ]
}
