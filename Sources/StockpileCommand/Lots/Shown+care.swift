extension Shown {
    static let heldLots = [
        "lot", "item", "item_name", "place", "place_name", "quantity", "base_unit", "reason", "hold_owner_name", "until_on", "days_left",
        "held_by", "held_at", "document",
    ]
    static let lotsInCondition = [
        "lot", "item", "item_name", "place", "place_name", "condition", "quantity", "base_unit", "since_on", "days_waiting", "brought_by",
        "document",
    ]
    static let care = [
        "rule", "item", "item_name", "duty", "place", "place_name", "lot", "serial", "quantity", "base_unit", "last_done_on", "last_result",
        "due_on", "days_left", "care_state",
    ]
    static let careRecords = [
        "done_on", "rule", "item", "item_name", "duty", "place", "place_name", "lot", "serial", "result", "done_by", "remarks", "next_on",
        "recorded_by", "evidence",
    ]
    static let careRules = ["rule", "item", "item_name", "duty", "every_days", "first_days", "instruction", "source", "ended_on"]
    static let careReminder = ["open_tasks"]
    /// For the words' test: every list above.
    static let ofLots = [heldLots, lotsInCondition, care, careRecords, careRules, careReminder]
}
