/// Which columns each kind of answer shows in tables and CSV.
enum Shown {
    static let document = [
        "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person_name", "reference", "remarks", "order",
        "write_off", "reverses", "reversed_by",
    ]
    static let documentLines = [
        "line_no", "item", "item_name", "lot", "expires_on", "quantity", "base_unit", "value_fen", "from_kind",
        "from_place", "to_kind", "to_place",
    ]
    static let order = ["number", "state", "incident", "issued_by", "issued_at", "due_at", "remarks"]
    static let orderLines = [
        "line_no", "item", "item_name", "to_place", "asked", "picked", "shortfall", "dispatched", "received", "released",
        "base_unit",
    ]
    static let orderPicks = ["line_no", "item", "place", "lot", "expires_on", "quantity"]
    static let orderDocuments = ["number", "kind", "recorded_at"]
    static let writeOff = ["number", "state", "place", "reason", "requested_by", "approved_by", "posted_by", "document"]
    static let writeOffLines = ["line_no", "item", "item_name", "lot", "expires_on", "quantity", "base_unit", "value_fen"]
    static let lots = [
        "lot", "item", "item_name", "place", "quantity", "base_unit", "held", "expires_on", "days_left", "rotate_by_on",
        "value_fen",
    ]
    static let reconciliation = [
        "place", "place_name", "is_in_transit", "category_name", "opening_quantity", "in_quantity", "out_quantity",
        "closing_quantity", "opening_value_fen", "in_value_fen", "out_value_fen", "closing_value_fen", "difference_quantity",
        "difference_value_fen",
    ]
    static let differences = ["kind", "account_id", "recorded", "recomputed"]
    static let readinessCategories = ["category_name", "verdict", "lines", "short"]
    static let readinessLines = [
        "category", "item", "item_name", "required", "physical", "entrusted", "agreement", "capacity", "covered", "gap",
        "base_unit", "within_hours", "verdict", "excluded",
    ]
    static let stockFigures = ["quantity", "available", "reserved", "held", "expired", "in_transit", "not_good", "value_fen"]
}
