extension Refusal {
    /// The words for versions of standards (SP532, SP533, SP537, SP654, SP656, SP674).
    func standardWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        switch code {
        case .standardDayTaken:
            return Wording(
                title: language(
                    "同一等级自 \(text("effective_from")) 起已采用另一版本：\(text("other"))",
                    "Another version of this level was adopted for \(text("effective_from")): \(text("other"))"),
                hint: language("编制生效日期不同的新版本（standard import）。", "Draft a version with another day of effect (standard import)."))
        case .standardOvertaken:
            return Wording(
                title: language(
                    "生效日期更晚的版本 \(text("other")) 已施行，\(text("standard")) 不会再生效。",
                    "\(text("other")) is newer and in force: \(text("standard")) would never hold."),
                hint: language("编制生效日期更晚的新版本（standard import）。", "Draft a version with a later day of effect (standard import)."))
        case .noScenarioOfStandard:
            return Wording(
                title: language("没有该标准所涉灾种的情景，无法测算规模。", "No scenario has a hazard of this standard: there is nothing to size by."),
                hint: language("用 --scenario 指定，或编制情景（scenario create）。", "Name one with --scenario, or make one (scenario create)."))
        case .standardVersionKnown:
            return Wording(
                title: language("已有该标准的这一版本或更新的版本：\(text("standard"))", "There is this version or a newer one: \(text("standard"))"),
                hint: language("用更大的版本号。", "Give it a higher version number."))
        case .townFiguresUnequal:
            return Wording(
                title: language(
                    "各镇街的数值与全区的不符：\(text("driver"))", "The figures of the towns are not that of the district: \(text("driver"))"),
                hint: language(
                    "情景的每个镇街都要有数值，合计等于全区。", "Give every town of the scenario a figure; together they are the district's."))
        default:
            return Wording(
                title: language("\(text("standard")) 已采用，不再变更。", "\(text("standard")) is adopted already."),
                hint: language("要改须另编新版本（standard import）。", "To change it, draft a new version (standard import)."))
        }
    }
}
