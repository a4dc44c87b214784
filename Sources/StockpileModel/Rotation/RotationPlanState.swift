/// Where a kept plan of rotation stands. Done is what its steps make it; taken back, a step makes it in progress again.
package enum RotationPlanState: String, Sendable, CaseIterable {
    case draft, approved
    case inProgress = "in_progress"
    case done, cancelled

    /// Every step a plan may take: from, to, and who takes it.
    package static let transitions: [(from: RotationPlanState, to: RotationPlanState, actor: String)] = [
        (.draft, .approved, "commander, finance"),
        (.draft, .cancelled, "storekeeper, commander"),
        (.approved, .inProgress, "storekeeper"),
        (.approved, .done, "storekeeper"),
        (.inProgress, .done, "storekeeper"),
        (.done, .inProgress, "storekeeper"),
        (.approved, .cancelled, "commander, finance"),
        (.inProgress, .cancelled, "commander, finance"),
    ]
}

/// Where one step of a plan of rotation stands.
package enum RotationStepState: String, Sendable, CaseIterable {
    case planned, done, dropped

    /// Every step it may take. Whoever takes its document back makes it planned again, or dropped where the plan was cancelled.
    package static let transitions: [(from: RotationStepState, to: RotationStepState, actor: String)] = [
        (.planned, .done, "storekeeper"),
        (.planned, .dropped, "commander, finance"),
        (.done, .planned, "storekeeper"),
        (.done, .dropped, "storekeeper"),
    ]
}

extension RotationWayKind {
    /// The document that carries a step of this way out.
    package var posting: (kind: String, purpose: String) {
        switch self {
        case .swap: ("issue", "rotation")
        case .use: ("issue", "use")
        case .transfer: ("transfer", "relocation")
        case .sale: ("issue", "sale")
        case .donation: ("issue", "donation")
        case .extensionTest: ("issue", "sample")
        case .disposal: ("issue", "disposal")
        }
    }

    /// Whether goods that are held or not good may go this way as well.
    package var takesBlocked: Bool { self == .disposal || self == .extensionTest }
}
