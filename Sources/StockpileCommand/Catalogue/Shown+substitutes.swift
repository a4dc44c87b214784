extension Shown {
    static let substitutes = [
        "item", "item_name", "base_unit", "substitute", "substitute_name", "substitute_unit", "units", "substitute_condition", "source",
    ]
    static let kits = ["kit", "kit_name", "base_unit", "parts"]
    static let kitParts = ["kit", "kit_name", "part", "part_name", "per_kit", "part_unit", "source"]
}
