extension Shown {
    static let agreement = [
        "number", "state", "name", "company_name", "government_party", "third_party", "third_role", "valid_from", "valid_to", "last_day",
        "days_left", "remind_days", "fee_per_year_fen", "swap_back_days", "shelf_life_days_min", "replaces", "replaced_by", "made_by",
        "approved_by", "approved_at", "source",
    ]
    static let agreementLines = [
        "form", "item", "item_name", "place", "quantity", "base_unit", "response_hours", "confidence_percent", "price_rule", "price_fen",
        "price_percent", "ramp_up_hours", "quantity_max", "raw_material_days", "days_of_use", "daily_use",
    ]
    static let agreementTowns = ["item", "item_name", "place", "to_place", "response_hours"]
    static let agreementSteps = ["state", "person_name", "recorded_at", "remarks"]
    static let agreementFiles = ["name", "size_bytes", "sha256", "person", "recorded_at"]
    static let agreementReminders = ["opened", "ended"]
}
