extension Refusal {
    /// The words for tests by which a lot lasts longer (SP115, SP634 to SP636, SP693).
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
        case .testOfAnother:
            return Wording(
                title: language(
                    "批次 \(lot) 的检验报告 \(report) 只能由登记人撤回。", "The report \(report) on the lot \(lot) is taken back by who recorded it."),
                lines: [text("person")].filter { !$0.isEmpty },
                hint: language(
                    "请登记人撤回（--as 登录名）；不合格的由可审批的另一人撤回。",
                    "Let that person do it (--as LOGIN); one that failed is taken back by another who may approve."))
        default:
            let state = Terms.choice(text("state"), language)
            return Wording(
                title: language(
                    "批次 \(lot) 的检验报告 \(report) 不待审批（\(state)）。",
                    "The report \(report) on the lot \(lot) waits for nobody's approval: \(state)."),
                hint: language(
                    "stockpile lot test list 可查；已审批的不撤回，日期有误用 lot set-dates 更正。",
                    "stockpile lot test list shows it; an approved one stays, and wrong dates are put right by lot set-dates."))
        }
    }
}
