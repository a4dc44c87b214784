extension Terms {
    /// Rules that are kept, goods that are followed.
    static let ruleKeys: [String: (String, String)] = [
        "shelf_life_rule": ("规则号", "Rule no."), "ended_on": ("停用日期", "Ended on"), "care_overdue": ("养护逾期", "Care overdue"),
        "withdrawn_by": ("撤回人", "Withdrawn by"), "withdrawn_at": ("撤回时间", "Withdrawn at"),
        "withdrawn_because": ("撤回原因", "Withdrawn because"), "recalled_at": ("召回时间", "Recalled at"),
    ]

    static let ruleChoices: [String: (String, String)] = [
        "keep_rules": ("维护年限和养护规则", "keep rules of shelf life and care"), "withdrawn": ("已撤回", "withdrawn"),
    ]
}
