extension Refusal {
    /// The words for proofs of stock, the rule of confidence and call-offs (SP530, SP531, SP657 to SP662).
    func callOffWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let number = text("number")
        let free = language(
            "要求 \(text("asked"))，可用 \(text("available"))", "\(text("asked")) asked, \(text("available")) left")
        switch code {
        case .ruleAdoptedAlready:
            return Wording(title: language("第 \(text("version")) 版可信度规则已采用。", "Version \(text("version")) is adopted already."))
        case .notADelivery:
            return Wording(
                title: language(
                    "\(text("document")) 不是协议调用 \(number) 的交货入库单。", "\(text("document")) is not a delivery of the call-off \(number)."),
                hint: "stockpile call-off deliver")
        case .calledOffTooMuch:
            return Wording(
                title: language("超过协议 \(number) 下尚可调用的数量。", "More than the agreement \(number) has left to be called off."),
                lines: ["\(text("item")) \(text("place")): \(free)"],
                hint: language(
                    "减少数量；已交货的，须经在库核查证明已补足。", "Ask for less; what was delivered has to be proved to be there again."))
        case .agreementNotInForce:
            return Wording(
                title: language("协议 \(number) 今天不在有效期内。", "The agreement \(number) is not in force today."),
                lines: ["\(text("valid_from")) – \(text("valid_to"))"])
        case .agreementLineUnknown:
            return Wording(
                title: language("协议 \(number) 没有这样的一行。", "The agreement \(number) has no such line."), hint: "stockpile agreement list")
        case .deliveredTooMuch:
            return Wording(
                title: language("超过协议调用 \(number) 尚未交货的数量。", "More than is still to be delivered for \(number)."), lines: [free],
                hint: language("多交的不收，或另行采购入库。", "Leave the rest, or receive it as a purchase of its own."))
        case .proofFileKnown:
            return Wording(
                title: language("该申报文件已录入：\(text("file"))", "This file of declarations was entered already: \(text("file"))"),
                lines: [text("recorded_at")])
        default:
            return Wording(
                title: language("核查日期不能在将来：\(text("proved_on"))", "Nothing can be proved in the future: \(text("proved_on"))"))
        }
    }
}
