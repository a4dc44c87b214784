extension Terms {
    /// What plans for closing gaps and the placement of the reserve are told in.
    static let gapKeys: [String: (String, String)] = [
        "supplier": ("供应方", "Supplier"), "unit_fen": ("单价或年费(元)", "Price or yearly fee (yuan)"),
        "yearly_fen": ("年成本(元)", "Cost a year (yuan)"),
        "yearly_at_least_fen": ("年成本下限(元)", "Cost a year at least (yuan)"),
        "miss_fen": ("至多可再省(元/年)", "May miss by at most (yuan a year)"), "ready_on": ("到位日", "Ready on"),
        "by_on": ("补足期限", "To be closed by"), "budget_fen": ("预算(元)", "Budget (yuan)"),
        "short_before": ("原缺行数", "Lines short before"), "short_after": ("尚缺行数", "Lines short after"),
        "verdict_before": ("原结论", "Verdict before"), "verdict_after": ("办理后结论", "Verdict after"),
        "gap_before": ("原缺口", "Gap before"), "gap_after": ("办理后缺口", "Gap after"), "total": ("合计最少", "Least in all"),
        "planned_elsewhere_fen": ("其他计划已列(元)", "In other plans (yuan)"),
        "best_quantity": ("宜存数量", "Best to lie there"), "on_hand": ("现存可用", "There and usable"),
        "to_bring": ("应增", "To bring"), "to_spare": ("可移出", "To spare"), "scenario_name": ("情景", "Scenario"),
        "capacity_m3": ("容积(m³)", "Volume (m³)"), "approval_remarks": ("批准理由", "Why approved anyway"),
        "gap_plan": ("补缺计划", "Plan for closing gaps"),
    ]

    static let gapChoices: [String: (String, String)] = [
        "agreement": ("协议储备", "agreement"), "plan_gap": ("拟定补缺计划", "make plans for closing gaps"),
        "offer_gone": ("报价已撤", "the offer is gone"), "offer_too_late": ("不能按期到位", "it comes too late"),
        "dearer": ("涨价", "dearer"), "less_offered": ("报价数量不足", "less is offered"), "stock_gone": ("物资已动", "the goods are gone"),
        "no_room": ("放不下", "no room"), "stays_short": ("办完仍不足的行数增加", "more lines stay short"),
        "approve_gap": ("审批补缺计划", "approve plans for closing gaps"),
    ]
}
