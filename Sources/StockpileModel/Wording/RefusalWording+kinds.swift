extension Refusal {
    /// The words for what single kinds of document do not allow: returns, loans, changes of a lot, what a purpose owes, files.
    func kindWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let number = text("number")
        switch code {
        case .inspectionOwed:
            return Wording(
                title: language("退回、归还的物资须先验收，不能直接入为完好。", "Goods that come back are inspected before they are good."),
                hint: language(
                    "不写 --condition，验收用 lot accept。", "Leave --condition out; after inspection: lot accept."))
        case .moreThanLent:
            return Wording(
                title: language("超过借用单 \(number) 尚未归还的数量。", "This is more than is out on the loan \(number)."),
                lines: (detail[key: "lines"]?.array ?? []).map { stockLine($0, language) },
                hint: language(
                    "loan list 可查各借用单未还多少：超出的部分属于另一张借用单，按那张归还（--loan 编号）；本非借出的，用新批次号入库。",
                    "loan list says what is out on which loan: what is more goes back to another one (--loan NUMBER); what was never "
                        + "lent is received under a lot number of its own."))
        case .loanPartlyBack:
            return Wording(
                title: language(
                    "借用单 \(number) 已有归还：\(text("returns"))。", "Goods of the loan \(number) have come back: \(text("returns"))."),
                hint: language("先冲销归还单。", "Reverse the returns first."))
        case .attachedAlready:
            return Wording(title: language("\(number) 已附有此文件。", "The file is attached to \(number) already."))
        case .owedMissing:
            let purpose = Terms.choice(text("purpose"), language)
            return Wording(
                title: language("\(purpose)单缺少必需的内容，未记账。", "A document for \(purpose) owes more than was given; nothing was posted."),
                lines: owedLines(language),
                hint: language("补齐以上各项后重新登记。", "Post it again with all of these."))
        case .nothingChanges:
            return Wording(
                title: language("没有变化：这些物资已是如此。", "Nothing would change: the goods are so already."),
                hint: language("请核对批次与要改成的内容。", "Check the lot and what it should become."))
        case .attachmentElsewhere:
            return Wording(
                title: language("文件太大，未存入数据库。", "The file is too large and is not kept in the database."),
                lines: [language("存放处：", "Kept at: ") + text("kept_at")])
        default:
            return Wording(
                title: language("附件内容与其校验和不符。", "The content of the attachment does not have its hash."),
                lines: [text("sha256")].filter { !$0.isEmpty },
                hint: language("请用 ledger verify 核对，并通知管理员。", "Run ledger verify and tell the administrator."))
        }
    }

    /// Each on a line of its own; of a document in a file all in one.
    private func owedLines(_ language: Language) -> [String] {
        if let owed = detail[key: "owed"]?.array { return owed.compactMap { $0.text.map { Self.owed($0, language) } } }
        let owed = (detail[key: "owed"]?.text ?? "").split(separator: " ").map { Self.owed(String($0), language) }
        return owed.isEmpty ? [] : [owed.joined(separator: language("、", ", "))]
    }

    /// What is owed, and the option that gives it.
    private static func owed(_ word: String, _ language: Language) -> String {
        let options = [
            "evidence": language("--reference 或 --attach", "--reference or --attach"), "due_on": "--due-on",
        ]
        return "\(Terms.word(word, language))\(language("：", ": "))\(options[word] ?? "--\(word)")"
    }
}
