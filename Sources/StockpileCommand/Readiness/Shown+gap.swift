internal import StockpileModel

extension Shown {
    static let gapPlan = [
        "level", "scenario_name", "made_on", "by_on", "budget_fen", "cost_fen", "yearly_fen", "yearly_at_least_fen", "miss_fen",
        "short_before", "short_after", "verdict_before", "verdict_after",
    ]
    static let gapSteps = [
        "step_no", "way", "item", "item_name", "category", "quantity", "base_unit", "supplier", "from_place", "to_place", "unit_fen",
        "cost_fen", "yearly_fen", "ready_on",
    ]
    static let gapLines = ["category_name", "item", "item_name", "base_unit", "required", "within_hours", "gap_before", "gap_after"]
    static let keptGap = [
        "number", "state", "made_by", "made_at", "approved_by", "approved_at", "approval_remarks", "cancelled_by", "cancelled_at", "level",
        "scenario_name",
        "by_on", "budget_fen", "cost_fen", "yearly_fen", "yearly_at_least_fen", "miss_fen", "short_before", "short_after",
        "verdict_before", "verdict_after", "remarks", "steps_total", "steps_done",
    ]
    static let keptGapSteps = gapSteps + ["task", "outcome"]
    static let keptGaps = [
        "number", "state", "made_by_name", "made_at", "level", "scenario_name", "by_on", "steps_total", "steps_done", "cost_fen",
        "yearly_fen",
        "short_before", "short_after", "verdict_after",
    ]
    static let placement = ["level", "scenario_name", "on", "within_hours", "towns"]
    static let placements = [
        "item", "item_name", "base_unit", "required", "total", "place", "place_name", "best_quantity", "on_hand", "to_bring", "to_spare",
    ]
    static let unreached = ["item", "item_name", "required", "towns"]
    static let cramped = ["item", "item_name", "required", "base_unit"]
    static let moves = ["step_no", "item", "item_name", "quantity", "base_unit", "from_place", "to_place", "cost_fen", "ready_on"]
}

extension Execution {
    func showGap(_ plan: JSONValue, only way: String?) {
        output.object(plan.steps(only: way), keys: Shown.gapPlan, lists: [("steps", Shown.gapSteps), ("lines", Shown.gapLines)])
        output.say("", "")
        sayTried(plan)
        let missFen = plan[key: "miss_fen"]?.integer ?? 0
        let miss = YuanText.of(missFen)
        if plan[key: "is_optimal"] == .bool(true) {
            output.say("在所给报价下为最省的组合。", "No mix of what is offered costs less.")
        } else if missFen == 0 {
            output.say(
                "以此保障量，费用已最省；预算内能否再多保障一些，未能证明。",
                "What this covers cannot be had for less; whether the budget could cover more was not proved.")
        } else {
            output.say("未能证明最省：每年至多还可省 \(miss) 元。", "Not proved to be the cheapest: another may save at most \(miss) yuan a year.")
        }
        if plan[key: "is_stopped"]?.bool == true {
            let seconds = plan[key: "seconds_max"]?.integer ?? 0
            output.say("计算满 \(seconds) 秒即停。", "The search was stopped after \(seconds) seconds.")
        }
        let (short, verdict) = (plan[key: "short_after"]?.integer ?? 0, plan[key: "verdict_after"]?.text ?? "")
        output.say(
            "照此办理后重新核算：\(Terms.choice(verdict, language))，尚缺 \(short) 行。",
            "Checked again with the plan carried out: \(Terms.choice(verdict, language)), \(short) lines short.")
    }

    func showKeptGap(_ plan: JSONValue, only way: String?) {
        output.object(plan.steps(only: way), keys: Shown.keptGap, lists: [("steps", Shown.keptGapSteps)])
    }

    func showPlacement(_ answer: JSONValue) {
        let lists = [
            ("placements", Shown.placements), ("unreached", Shown.unreached), ("cramped", Shown.cramped), ("moves", Shown.moves),
            ("lines", Shown.gapLines),
        ]
        output.object(answer, keys: Shown.placement, lists: lists)
        let cramped = answer[key: "cramped"]?.array?.count ?? 0
        if cramped > 0 {
            output.say("", "")
            output.say("有 \(cramped) 种物资在够得着的库点里放不下（按标准的行序先放）。", "\(cramped) items have no room in the places that reach every town.")
        }
        let (before, after) = (answer[key: "short_before"]?.integer ?? 0, answer[key: "short_after"]?.integer ?? 0)
        output.say("", "")
        output.say("今晚移库：缺口由 \(before) 行变为 \(after) 行。", "Moving stock tonight: \(before) lines are short, then \(after).")
    }
}

extension JSONValue {
    /// The same plan with the steps of one way only.
    fileprivate func steps(only way: String?) -> JSONValue {
        guard let way, let members else { return self }
        return .object(
            members.map { member in
                guard member.key == "steps" else { return member }
                return JSONMember("steps", .array((member.value.array ?? []).filter { $0[key: "way"]?.text == way }))
            })
    }
}
