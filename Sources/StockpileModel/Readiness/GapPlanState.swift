/// Where a kept plan for closing gaps stands.
package enum GapPlanState: String, Sendable, CaseIterable {
    case draft, approved, cancelled

    /// Every step a plan may take: from, to, and who takes it.
    package static let transitions: [(from: GapPlanState, to: GapPlanState, actor: String)] = [
        (.draft, .approved, "commander, finance"),
        (.draft, .cancelled, "storekeeper, commander, administrator"),
        (.approved, .cancelled, "commander, finance"),
    ]
}
