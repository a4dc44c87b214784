extension Shown {
    static let keptRotation = [
        "number", "state", "made_by", "made_at", "approved_by", "approved_at", "cancelled_by", "cancelled_at", "until_on", "level",
        "scenarios", "steps_total", "steps_done", "steps_dropped", "steps_overdue", "done_percent", "value_at_risk_fen",
        "no_way_value_fen", "saved_fen", "saved_so_far_fen", "cost_fen", "net_at_most_fen", "remarks",
    ]
    static let keptRotations = [
        "number", "state", "made_by_name", "made_at", "until_on", "level", "steps_total", "steps_done", "steps_dropped", "steps_overdue",
        "done_percent", "value_at_risk_fen", "saved_fen", "saved_so_far_fen",
    ]
    static let keptRotationSteps = [
        "step_no", "state", "way", "place", "item", "item_name", "lot", "quantity", "done_quantity", "base_unit", "planned_on",
        "days_left", "is_overdue", "to_place", "agreement", "value_at_risk_fen", "saved_fen", "saved_so_far_fen", "cost_fen",
        "why_not_better", "reason",
    ]
    static let rotationDocuments = [
        "step_no", "number", "kind", "purpose", "quantity", "occurred_at", "person_name", "in_exchange_for", "fresh_lot", "reversed_by",
    ]
    static let rotationEvents = ["recorded_at", "step_no", "state", "person_name", "remarks"]
}
