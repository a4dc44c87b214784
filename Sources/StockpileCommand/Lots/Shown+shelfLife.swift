extension Shown {
    private static let ruleOfLife = [
        "life_kind", "months", "days", "counted_from", "acquired_by", "warn_days", "rotate_before_days", "stop_issue_before_days",
    ]
    static let shelfLives = ["item", "item_name"] + ruleOfLife + ["source", "shelf_life_rule", "ended_on"]
    static let lotRules = ["ends_on", "decides", "life_kind", "months", "days", "counted_from", "acquired_by", "source"]
    static let lotTests = [
        "tested_on", "lot", "item", "item_name", "result", "state", "former_expires_on", "expires_on", "days_left", "laboratory",
        "report_number", "sampled_by_document", "person_name", "approved_by_name", "approved_at", "withdrawn_by", "withdrawn_because",
        "evidence",
    ]
    static let testsOfLot = [
        "tested_on", "result", "state", "former_expires_on", "expires_on", "laboratory", "report_number", "sampled_by_document",
        "person_name", "approved_by_name", "approved_at", "withdrawn_by", "withdrawn_because", "evidence",
    ]
    static let recordedTest = lotTests + ["document", "held", "released_orders"]
    static let relabels = ["place", "place_name", "relabel_due_at"]
}
