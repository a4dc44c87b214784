internal import StockpileModel

extension Shown {
    static let standards = [
        "code", "version", "state", "name", "level", "effective_from", "redundancy_percent", "lines", "drafted_by", "adopted_by",
    ]
    static let standard = [
        "code", "version", "state", "name", "level", "effective_from", "superseded_from", "redundancy_percent", "source", "lines_total",
        "drafted_by", "drafted_at", "adopted_by", "adopted_at",
    ]
    static let standardLines = [
        "hazard", "category", "item", "item_name", "scope", "driver", "coefficient", "coefficient_max", "base_unit", "days", "within_hours",
        "source",
    ]
    static let unvaluedDrivers = ["scenario", "driver", "scope"]
    static let standardDifference = [
        "code", "from_version", "to_version", "level", "effective_from", "effective_from_then", "redundancy_percent",
        "redundancy_percent_then",
    ]
    static let standardChanges = [
        "line_change", "category", "item", "item_name", "scope", "scope_then", "driver", "driver_then", "coefficient", "coefficient_then",
        "coefficient_max",
        "coefficient_max_then", "base_unit", "days", "days_then", "within_hours", "within_hours_then",
    ]
    static let standardTrial = [
        "code", "version", "level", "standard", "scenario_name", "verdict", "verdict_then", "short", "short_then",
    ]
    static let standardEffects = [
        "effect", "category", "item", "item_name", "base_unit", "required", "required_then", "covered", "covered_then", "gap", "gap_then",
        "within_hours", "within_hours_then",
    ]
    static let reserveCatalogue = ["code", "version", "name", "level", "on", "standard_before", "scenarios"]
    static let reserveEntries = [
        "category", "item", "item_name", "required", "scenario", "form", "place", "place_name", "quantity", "base_unit", "on_hand",
        "change", "quantity_before", "change_before",
    ]
}

extension Execution {
    /// The version, what keeps it from being used in a scenario, then its lines.
    func showStandard(_ standard: JSONValue) {
        let lists = [("lines", Shown.standardLines), ("unvalued_drivers", Shown.unvaluedDrivers)]
        output.object(standard, keys: Shown.standard, lists: lists)
        guard let unvalued = standard[key: "unvalued_drivers"]?.array, !unvalued.isEmpty else { return }
        output.say("", "")
        output.say(
            "以上情景缺少因子数值：按本版本核算时没有结论。", "These scenarios have no figure for a driver: by this version their check has no answer.")
    }

    func showTrial(_ trial: JSONValue) {
        output.object(trial, keys: Shown.standardTrial, lists: [("lines", Shown.standardEffects)])
        let (short, relieved) = (trial[key: "turn_short"]?.integer ?? 0, trial[key: "relieved"]?.integer ?? 0)
        output.say("", "")
        output.say("按新版本：\(short) 行转为不足，\(relieved) 行转为充足。", "By this version \(short) lines turn short and \(relieved) are relieved.")
    }
}
