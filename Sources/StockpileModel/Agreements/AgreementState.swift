/// Where an agreement stands.
package enum AgreementState: String, Sendable, CaseIterable {
    case draft
    case inForce = "in_force"
    case suspended, ended

    /// Every step an agreement may take: from, to, and who takes it. Who made it does not put it in force.
    package static let transitions: [(from: AgreementState, to: AgreementState, actor: String)] = [
        (.draft, .inForce, "commander, finance"),
        (.draft, .ended, "commander, finance"),
        (.inForce, .suspended, "commander, finance"),
        (.suspended, .inForce, "commander, finance"),
        (.inForce, .ended, "commander, finance, worker"),
        (.suspended, .ended, "commander, finance, worker"),
    ]
}
