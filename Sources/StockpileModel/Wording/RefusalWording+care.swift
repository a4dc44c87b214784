extension Refusal {
    /// The words for inspection, holds and care (SP519 to SP521, SP637 to SP639), and for rules (SP690, SP691).
    func careWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let lots = (detail[key: "lines"]?.array ?? []).map { line in
            ["item", "lot", "receipt"].compactMap { line[key: $0]?.shown }.joined(separator: " ")
        }
        let subject = [text("rule"), text("item"), text("place"), text("done_on")].filter { !$0.isEmpty }.joined(separator: " ")
        switch code {
        case .inspectorTookIn:
            return Wording(
                title: language("入库经办人不能验收自己收进的物资。", "Whoever took the goods in does not accept them."), lines: lots,
                hint: language("请另一人验收（--as 登录名）。", "Let another person inspect them (--as LOGIN)."))
        case .notInInspection:
            return Wording(
                title: language("只能验收待检的物资。", "An acceptance takes only what waits in inspection."), lines: lots,
                hint: language("已验收过的，用 lot change-condition 变更状态。", "Change goods that were inspected before: lot change-condition."))
        case .holdEndsInPast:
            return Wording(
                title: language("冻结期限不能早于今天：\(text("until_on"))", "A hold does not end before it begins: \(text("until_on"))"),
                hint: language("写今天或以后的日期（--until）。", "Name today or a later day (--until)."))
        case .caredInFuture:
            return Wording(
                title: language("养护日期不能在将来：\(text("done_on"))", "Nothing was done in the future: \(text("done_on"))"))
        case .nothingToCareFor:
            return Wording(
                title: language("那天该地点没有应养护的物资。", "Nothing that needs this care lay there on that day."),
                lines: [subject].filter { !$0.isEmpty },
                hint: language("核对地点、批次、序列号和日期；care list 可查。", "Check place, lot, serial number and day: care list."))
        case .ruleKnown:
            return Wording(
                title: language("已有这条规则：\(text("rule"))", "There is this rule already: \(text("rule"))"),
                lines: [text("item")].filter { !$0.isEmpty },
                hint: language(
                    "养护规则换一个代码（停用的代码不再使用）；储存年限先停用旧的：item shelf-life end。",
                    "Choose another code for a rule of care, that of an ended one stays taken; of a shelf life end the old one: item "
                        + "shelf-life end."))
        case .ruleEnded:
            return Wording(
                title: language("规则 \(text("rule")) 已停用。", "The rule \(text("rule")) has ended."),
                lines: [text("ended_on")].filter { !$0.isEmpty },
                hint: language(
                    "仍要用的，另加一条：care-rule add，item shelf-life add。",
                    "Add another one where it is needed: care-rule add, item shelf-life add."))
        default:
            return Wording(
                title: language("这次养护已经登记过。", "This care was written down already."), lines: [subject].filter { !$0.isEmpty },
                hint: language("care history 可查。", "See it: care history."))
        }
    }
}
