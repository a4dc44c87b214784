extension Refusal {
    /// The words for tests by which a lot lasts longer (SP115, SP634 to SP636).
    func lotTestWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let (lot, report) = (text("lot"), text("report_number"))
        switch code {
        case .notASampleOfLot:
            return Wording(
                title: language(
                    "单据 \(text("number")) 不是批次 \(lot) 的抽样出库单。", "The document \(text("number")) did not draw a sample of the lot \(lot)."),
                hint: "stockpile issue post --purpose sample")
        case .lastsNoLonger:
            let dates = ["expires_on", "tested_on", "new_expires_on"].compactMap { key -> String? in
                text(key).isEmpty ? nil : "\(Terms.word(key, language)) \(text(key))"
            }
            return Wording(
                title: language("检验不能延长批次 \(lot) 的保质期。", "By this test the lot \(lot) would not last longer."),
                lines: dates.isEmpty ? [] : [dates.joined(separator: language("，", ", "))],
                hint: language("新到期日应晚于原到期日和检验日期。", "The new expiry comes after the old one and after the test."))
        case .testReportKnown:
            return Wording(
                title: language(
                    "批次 \(lot) 的检验报告 \(report) 已登记。", "The report \(report) on the lot \(lot) was recorded already."),
                lines: [text("laboratory")], hint: "stockpile lot test list")
        default:
            let state = Terms.choice(text("state"), language)
            return Wording(
                title: language(
                    "批次 \(lot) 的检验报告 \(report) 不待审批（\(state)）。",
                    "The report \(report) on the lot \(lot) waits for nobody's approval: \(state)."),
                hint: "stockpile lot test list")
        }
    }
}
