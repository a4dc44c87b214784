extension Terms {
    /// What readiness is asked and answered in.
    static let readinessKeys: [String: (String, String)] = [
        "coverage": ("各时限可保障", "Covered by hour"), "short_at_end": ("期末不足", "Short at the end"),
        "first_short_on": ("首次不足", "First short on"), "lowest_covered": ("最低可保障", "Covered at worst"),
        "lowest_on": ("最低之日", "Worst on"), "required_now": ("现需求", "Required now"), "covered_now": ("现可保障", "Covered now"),
        "gap_now": ("现缺口", "Gap now"), "verdict_now": ("现结论", "Verdict now"), "rank": ("序", "Rank"), "loss_kind": ("损失种类", "Loss of"),
        "loss": ("损失对象代码", "Code"), "loss_name": ("损失对象", "What is lost"), "turned_short": ("转为不足", "Turned short"),
        "turns_short": ("转为不足", "Turns short"), "covered_less": ("保障下降", "Covered less"),
        "lost_permille": ("保障下降合计‰", "Coverage lost, ‰"), "changes": ("变化(负为恢复)", "Why (below zero: counts again)"),
        "supply_kind": ("来源", "Supply"), "arrival_minutes": ("装运到最远镇(分)", "Minutes to the last town"),
        "mutual_aid": ("跨区域支援", "Mutual aid"), "neighbour": ("邻区", "Neighbour"), "neighbour_name": ("邻区", "Neighbour"),
        "ended_on": ("终止日", "Ended on"),
        "above_max": ("超出上限", "Above the most"), "curve": ("何时到多少", "How much by when"), "until": ("截至", "Until"),
        "short_towns": ("不足镇街", "Towns short"), "by_town": ("可供镇街", "For which town"),
        "town_drivers": ("各镇街因子", "Drivers by town"),
    ]

    static let readinessChoices: [String: (String, String)] = [
        "mutual_aid": ("跨区域支援", "mutual aid"), "neighbour": ("邻区", "neighbour"),
        "aid_not_in_force": ("支援承诺不在有效期内", "mutual aid not in force"),
        "keep_mutual_aid": ("登记跨区域支援", "keep mutual aid"), "assumed_lost": ("假定损失", "assumed lost"), "road": ("道路", "road"),
    ]
}
