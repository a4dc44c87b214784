/// Where a call-off stands.
package enum CallOffState: String, Sendable, CaseIterable {
    case sent, confirmed, refused
    case partlyDelivered = "partly_delivered"
    case delivered, settled

    /// Every step a call-off may take: from, to, and who takes it.
    package static let transitions: [(from: CallOffState, to: CallOffState, actor: String)] = [
        (.sent, .confirmed, "liaison"),
        (.sent, .refused, "liaison"),
        (.confirmed, .partlyDelivered, "storekeeper"),
        (.confirmed, .delivered, "storekeeper"),
        (.partlyDelivered, .delivered, "storekeeper"),
        (.delivered, .settled, "finance"),
        // A delivery was taken back.
        (.delivered, .partlyDelivered, "storekeeper"),
        (.delivered, .confirmed, "storekeeper"),
        (.partlyDelivered, .confirmed, "storekeeper"),
    ]
}
