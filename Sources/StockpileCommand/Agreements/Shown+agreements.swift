extension Shown {
    static let proofs = [
        "proved_on", "agreement_number", "company_name", "item", "item_name", "place", "form", "proof_kind", "found_quantity",
        "standing_quantity", "shortfall", "base_unit", "person", "evidence", "file", "remarks",
    ]
    static let proofFile = ["file", "rows", "sha256"]
    static let reminders = ["opened"]
    static let scorecardWeight = ["measure", "weight", "source"]
    static let confidenceBands = ["proof_kind", "days_max", "percent"]
    static let confidences = [
        "agreement_number", "company_name", "item", "item_name", "place", "form", "standing_quantity", "called_off", "found_quantity",
        "agreed_percent", "confidence_percent", "confidence_reason", "proof_kind", "proved_on", "proof_age_days", "promises_kept",
        "promises_broken", "points", "counting_quantity", "base_unit", "rule_version",
    ]
    static let readinessPromises = [
        "agreement_number", "item", "place", "form", "standing_quantity", "confidence_percent", "confidence_reason", "proof_kind",
        "proved_on",
        "counting_quantity", "base_unit",
    ]
    static let confidenceRules = [
        "version", "name", "valid_from", "never_percent", "broken_points", "kept_points", "kept_points_max", "promise_days", "source",
        "made_by", "adopted_by", "adopted_at",
    ]
    static let confidenceChanges = [
        "item", "item_name", "agreement", "agreement_then", "capacity", "capacity_then", "gap", "gap_then", "base_unit", "verdict",
        "verdict_then",
    ]
    static let callOff = [
        "number", "state", "agreement_number", "company_name", "contact", "telephone", "is_liaison", "item", "item_name", "quantity",
        "delivered_quantity", "base_unit",
        "from_place",
        "to_place", "order", "incident", "sent_by", "sent_at", "respond_due_at", "answered_at", "is_answer_late", "deliver_due_at",
        "last_delivered_at", "is_delivery_late", "price_rule", "price_fen", "price_percent", "amount_fen", "settled_at", "remarks",
    ]
    static let callOffs = [
        "number", "state", "company_name", "contact", "telephone", "item", "item_name", "quantity", "delivered_quantity", "base_unit",
        "to_place",
        "respond_due_at", "is_answer_late", "deliver_due_at", "is_delivery_late", "amount_fen",
    ]
    static let callOffSteps = ["state", "person_name", "recorded_at", "amount_fen", "remarks"]
    static let callOffDeliveries = ["document", "quantity", "recorded_at", "is_reversed"]
    static let scorecard = [
        "company", "company_name", "score", "call_offs", "refused", "answered_in_time_percent", "confirmed_percent",
        "delivered_in_full_percent", "delivered_on_time_percent", "proofs", "proofs_short", "proofs_sufficient_percent",
    ]
}
