extension Refusal {
    /// The words for agreements, minimum stock and the list for requisition (SP526 to SP529, SP647 to SP653).
    func agreementWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let number = text("number")
        let state = Terms.choice(text("state"), language)
        switch code {
        case .agreementNotDraft:
            return Wording(
                title: language("协议 \(number) 已不是草稿（\(state)），条款不再改动。", "The agreement \(number) is \(state): what was agreed stays."),
                hint: "stockpile agreement create --replaces \(number)")
        case .agreementEmpty:
            return Wording(
                title: language("协议 \(number) 还没有任何一行，不能生效。", "The agreement \(number) has no lines yet."),
                hint: "stockpile agreement line add")
        case .agreementOver:
            return Wording(
                title: language(
                    "协议 \(number) 的期限已过（\(text("valid_to"))）。", "The time of the agreement \(number) is over (\(text("valid_to")))."))
        case .candidateRetired:
            return Wording(title: language("该征用预备项已撤下：\(number)", "This candidate was retired already: \(number)"))
        case .aidEndedAlready:
            return Wording(title: language("该支援承诺已终止：\(number)", "This mutual aid was ended already: \(number)"))
        case .neighbourOfAnotherName:
            return Wording(
                title: language(
                    "邻区 \(text("neighbour")) 已登记为 \(text("name"))（\(text("name_en"))）。",
                    "The neighbour \(text("neighbour")) is \(text("name_en")), not that."),
                hint: language("不写名称，或换一个邻区代码。", "Leave the name out, or give the other neighbour a code of its own."))
        case .agreementExists:
            return Wording(
                title: language("已有编号为 \(number) 的协议。", "There is an agreement \(number) already."),
                hint: language("换一个编号，或不填由系统编号。", "Choose another number, or leave it out to get one."))
        case .siteOfAnother:
            return Wording(
                title: language(
                    "\(text("place")) 不是企业 \(text("company")) 的库点。", "\(text("place")) is not a site of the company \(text("company"))."),
                hint: "stockpile company show \(text("company"))")
        case .replacesWrong:
            return Wording(
                title: language("不能替代协议 \(number)。", "It cannot take the place of the agreement \(number)."),
                lines: ["\(text("company")) \(state) \(text("valid_from"))"],
                hint: language(
                    "被替代的须是同一企业生效或中止中的协议，未被他约替代，且新约不早于旧约开始。",
                    "Only one in force or suspended of the same company, not replaced yet, that does not begin later."))
        case .floorUnknown:
            return Wording(
                title: language(
                    "企业 \(text("company")) 没有约定 \(text("item")) 的最低库存。",
                    "The company \(text("company")) has no minimum stock of \(text("item")) in force."), hint: "stockpile floor list")
        default:
            return Wording(
                title: language("报告日期不能在将来：\(text("reported_on"))", "Nothing can be reported in the future: \(text("reported_on"))"))
        }
    }
}
