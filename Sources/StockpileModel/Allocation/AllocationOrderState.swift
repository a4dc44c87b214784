/// Where an order stands.
package enum AllocationOrderState: String, Sendable, CaseIterable {
    case draft, issued, acknowledged, fulfilled, recalled, superseded, expired
    case partlyReserved = "partly_reserved"

    /// The states in which goods may still be reserved, sent and received.
    package static let open: [AllocationOrderState] = [.issued, .acknowledged, .partlyReserved]

    /// Every step an order may take: from, to, and who takes it.
    package static let transitions: [(from: AllocationOrderState, to: AllocationOrderState, actor: String)] = [
        (.draft, .issued, "commander"),
        (.draft, .partlyReserved, "commander"),
        (.issued, .fulfilled, "storekeeper"),
        (.partlyReserved, .fulfilled, "storekeeper"),
        (.issued, .partlyReserved, "storekeeper"),
        (.issued, .recalled, "commander"),
        (.partlyReserved, .recalled, "commander"),
        (.issued, .expired, "worker"),
        (.partlyReserved, .expired, "worker"),
    ]
}
