extension Terms {
    /// What plans measure, and at which figures they start a level.
    static let responseKeys: [String: (String, String)] = [
        "plan": ("预案", "Plan"), "plan_year": ("预案年份", "Year of the plan"), "jurisdiction": ("适用地区", "Jurisdiction"),
        "is_at_least": ("至少", "At least"), "response_hazard_name": ("预案灾种", "Hazard in the plan"), "metric_name": ("指标", "Metric"),
        "figure": ("指标值", "Figure"), "min_inclusive": ("以上(含)", "From"), "max_exclusive": ("以下(不含)", "Below"),
        "is_beyond": ("超出已装入等级", "Beyond what is loaded"), "missing_figures": ("缺少指标", "Figures not given"),
        "is_not_by_forecast": ("不按预判启动", "Not by forecast"), "triggers": ("启动条件", "Triggers"),
        "unit": ("单位", "Unit"), "drivers": ("需求因子", "Drivers"),
    ]

    static let responseChoices: [String: (String, String)] = [
        "dead": ("死亡人数", "dead"), "missing": ("失踪人数", "missing"), "evacuated": ("紧急避险转移人数", "evacuated"),
        "resettled": ("紧急转移安置人数", "resettled"), "seriously_injured": ("重伤人数", "seriously injured"),
        "in_need": ("需紧急生活救助人数", "in need of relief"), "threatened": ("受威胁需转移人数", "threatened"),
        "rooms_collapsed": ("倒塌房屋间数", "rooms collapsed"), "rooms_severe": ("严重损坏房屋间数", "rooms severely damaged"),
        "rooms_damaged": ("损坏房屋间数", "rooms damaged"), "households_collapsed": ("倒塌户数", "households collapsed"),
        "households_severe": ("严重损坏户数", "households severely damaged"), "drought_in_need": ("旱灾需救助人数", "in need by drought"),
        "drought_without_water": ("旱灾饮水困难人数", "without water by drought"), "farm_population": ("农业人口", "farm population"),
        "direct_loss_yuan": ("直接经济损失(元)", "direct loss (yuan)"), "drought_loss_yuan": ("旱灾直接损失(元)", "loss by drought (yuan)"),
        "potential_loss_yuan": ("潜在经济损失(元)", "potential loss (yuan)"), "burning_hectares": ("过火面积(公顷)", "hectares burnt"),
        "persons": ("人", "persons"), "rooms": ("间", "rooms"), "households": ("户", "households"), "CNY": ("元", "yuan"),
        "hectare": ("公顷", "hectares"), "pct_of_agri_population": ("占农业人口%", "% of the farm population"),
        "neighbour_dead": ("邻区死亡人数", "dead next door"), "neighbour_missing": ("邻区失踪人数", "missing next door"),
    ]
}
