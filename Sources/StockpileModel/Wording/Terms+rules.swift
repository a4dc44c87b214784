extension Terms {
    /// Rules that are kept, goods that are followed.
    static let ruleKeys: [String: (String, String)] = [
        "shelf_life_rule": ("规则号", "Rule no."), "ended_on": ("停用日期", "Ended on"), "care_overdue": ("养护逾期", "Care overdue"),
    ]

    static let ruleChoices: [String: (String, String)] = [
        "keep_rules": ("维护年限和养护规则", "keep rules of shelf life and care")
    ]
}
