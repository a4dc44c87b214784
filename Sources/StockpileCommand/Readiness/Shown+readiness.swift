extension Shown {
    /// A file of lines has no headings between them, so each tells its category.
    static func withCategory(_ columns: [String]) -> [String] { ["category"] + columns }

    static let readinessAbove = ["category_name", "item", "item_name", "required", "physical", "entrusted", "above_max", "base_unit"]
    static let explainedItem = ["item", "item_name", "base_unit", "scenario_name", "on"]
    static let explainedLines = [
        "category_name", "within_hours", "required", "covered", "gap", "verdict", "short_towns", "curve",
    ]
    static let explainedSources = [
        "supply_kind", "place", "place_name", "lot", "agreement_number", "neighbour_name", "quantity", "counting_quantity",
        "arrival_minutes", "by_town", "curve", "excluded",
    ]
    static let explainedSubstitutes = [
        "serves_as", "item", "item_name", "units", "quantity", "base_unit", "stands_for", "substitute_condition", "source",
    ]
    static let explainedParts = [
        "serves_as", "item", "item_name", "per_kit", "quantity", "base_unit", "makes", "is_scarcest", "source",
    ]
    static let substitutedLines = ["category_name", "item", "item_name", "covered", "base_unit", "drawn_substitutes", "assembled"]
    static let forecastCategories = ["category_name", "lines", "short", "short_at_end", "first_short_on"]
    static let forecastLines = [
        "category_name", "item", "item_name", "required", "covered", "first_short_on", "lowest_covered", "lowest_on", "base_unit",
        "within_hours",
    ]
    static let forecastLine = ["category_name", "item", "item_name", "required", "base_unit", "within_hours"]
    static let forecastSteps = ["on", "covered", "gap", "changes"]
    static let forecastCounts = ["on", "short"]
    static let imaginedLines = [
        "category_name", "item", "item_name", "required_now", "covered_now", "gap_now", "required", "covered", "gap", "base_unit",
        "within_hours", "verdict_now", "verdict",
    ]
    static let stressLosses = ["rank", "loss_kind", "loss", "loss_name", "turned_short", "covered_less", "lost_permille"]
    static let stressLines = ["category_name", "item", "item_name", "required", "covered_now", "covered", "base_unit"]
}
