extension Terms {
    /// What versions of standards, their differences and the reserve they ask for are told in.
    static let standardKeys: [String: (String, String)] = [
        "redundancy_percent": ("冗余(%)", "Redundancy (%)"), "redundancy_percent_then": ("冗余(新版,%)", "Redundancy then (%)"),
        "drafted_by": ("编制人", "Drafted by"), "drafted_at": ("编制时间", "Drafted at"),
        "superseded_from": ("被替代日期", "Superseded from"), "effective_from_then": ("生效日期(新版)", "Effective from then"),
        "coefficient": ("定额", "Coefficient"), "coefficient_then": ("定额(新版)", "Coefficient then"),
        "coefficient_max": ("定额上限", "Coefficient at most"), "coefficient_max_then": ("定额上限(新版)", "Coefficient at most then"),
        "required_max": ("需求量上限", "Required at most"), "required_then": ("需求量(新版)", "Required then"),
        "covered_then": ("已保障(新版)", "Covered then"), "driver_then": ("需求因子(新版)", "Driver then"),
        "days_then": ("天数(新版)", "Days then"), "within_hours_then": ("到位(小时,新版)", "Within hours then"),
        "short_then": ("不足行数(新版)", "Short then"), "turn_short": ("转为不足", "Turn short"), "relieved": ("转为充足", "Relieved"),
        "from_version": ("原版本", "From version"), "to_version": ("新版本", "To version"), "line_change": ("变动", "Change"),
        "scope": ("范围", "Scope"), "scope_then": ("范围(新版)", "Scope then"),
        "effect": ("影响", "Effect"), "unvalued_drivers": ("情景缺少的因子", "Drivers without a figure"), "standard": ("标准", "Standard"),
        "standard_before": ("上一版本", "Version before"), "scenarios": ("情景", "Scenarios"), "change": ("应增减", "Change"),
        "quantity_before": ("上一版数量", "Quantity before"), "change_before": ("比上一版增减", "Change from before"),
    ]

    static let standardChoices: [String: (String, String)] = [
        "adopted": ("已采用", "adopted"), "draft_standard": ("编制储备标准", "draft standards"),
        "adopt_standard": ("采用储备标准", "adopt standards"), "line_added": ("新增", "added"), "line_removed": ("删除", "removed"),
        "line_changed": ("修改", "changed"), "turns_short": ("转为不足", "turns short"), "relieved": ("转为充足", "relieved"),
        "stays_short": ("仍不足", "stays short"), "stays_adequate": ("仍充足", "stays adequate"),
        "physical": ("实物储备", "physical"), "entrusted": ("代储", "entrusted"), "district": ("全区", "district"),
    ]
}
