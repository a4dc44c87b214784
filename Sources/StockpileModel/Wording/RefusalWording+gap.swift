extension Refusal {
    /// The words for kept plans that close gaps (SP672, SP696).
    func gapWording(_ language: Language) -> Wording {
        if code == .gapPlanOvertaken { return overtaken(language) }
        let short = detail[key: "short"]?.integer ?? 0
        return Wording(
            title: short == 0
                ? language("没有缺口，不必保存。", "Nothing is short: there is nothing to keep.")
                : language("缺口尚无办法补足，没有可保存的步骤。", "There is no way to close the gap: no step to keep."),
            hint: language(
                "补充报价（purchase_offers.csv 等），或放宽 --by 和 --budget-yuan。",
                "Load offers (purchase_offers.csv and others), or allow more with --by and --budget-yuan."))
    }

    private func overtaken(_ language: Language) -> Wording {
        let number = detail[key: "number"]?.shown ?? ""
        let lines = (detail[key: "findings"]?.array ?? []).map { finding in
            let reason = Terms.choice(finding[key: "reason"]?.text ?? "", language)
            let isPrice = finding[key: "reason"]?.text == GapFinding.Reason.dearer.rawValue
            func figure(_ key: String) -> String {
                finding[key: key]?.integer.map { isPrice ? YuanText.of($0) : String($0) } ?? ""
            }
            let (planned, now) = (figure("planned"), figure("now"))
            let figures = language("计划 \(planned)，现 \(now)", "planned \(planned), now \(now)")
            guard let step = finding[key: "step_no"]?.integer else {
                return language("全计划：\(reason)（\(figures)）", "\(reason) (\(figures))")
            }
            return language("第 \(step) 步：\(reason)（\(figures)）", "step \(step): \(reason) (\(figures))")
        }
        return Wording(
            title: language("补缺计划 \(number) 已与现况不符，未批准。", "The plan \(number) is not any more as things stand: it was not approved."),
            lines: lines,
            hint: language(
                "重新拟定（readiness gap --save），或用 --anyway 写明仍予批准的理由。",
                "Make it anew (readiness gap --save), or say why it is approved with --anyway."))
    }
}
