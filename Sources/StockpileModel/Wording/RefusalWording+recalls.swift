extension Refusal {
    /// The words for recalls (SP522, SP523, SP640, SP641, SP673).
    func recallWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let number = text("number")
        switch code {
        case .recalledAlready:
            return Wording(
                title: language("批次 \(text("lot")) 已由 \(number) 召回。", "The lot \(text("lot")) is recalled already: \(number)."),
                hint: "stockpile recall show")
        case .recallOpen:
            return Wording(
                title: language("召回 \(number) 还有未落实的数量。", "Not every unit of the recall \(number) is accounted for."),
                lines: (detail[key: "lines"]?.array ?? []).map { holder(of: $0, language) }, hint: "stockpile recall progress")
        case .moreThanOpen:
            return Wording(
                title: language(
                    "召回 \(number) 的持有序号 \(text("holder_no")) 没有这么多未落实的数量。",
                    "The holder \(text("holder_no")) of the recall \(number) has less than that open."),
                lines: [asked(language)].filter { !$0.isEmpty }, hint: "stockpile recall show")
        case .ledgerTells:
            return Wording(
                title: language(
                    "在途和借出的物资以单据为准，不能手工登记收回。", "What is on its way or lent comes back with documents, which are counted by themselves."),
                lines: [Terms.choice(text("kind"), language), number].filter { !$0.isEmpty },
                hint: "stockpile order receive | receipt post --purpose loan_return")
        default:
            return Wording(
                title: language("单据 \(number) 没有收回这么多召回物资。", "The document \(number) did not bring back so much of the recalled goods."),
                lines: [asked(language)].filter { !$0.isEmpty }, hint: "stockpile receipt post --purpose return")
        }
    }

    private func asked(_ language: Language) -> String {
        guard let asked = detail[key: "asked"]?.shown, let available = detail[key: "available"]?.shown else { return "" }
        return language("申请 \(asked)，可用 \(available)", "\(asked) asked, \(available) available")
    }

    private func holder(of line: JSONValue, _ language: Language) -> String {
        let kind = line[key: "kind"]?.text.map { Terms.choice($0, language) }
        let texts = [
            line[key: "holder_no"]?.shown, kind, line[key: "place"]?.shown, line[key: "name"]?.shown, line[key: "telephone"]?.shown,
        ]
        let open = language("未落实 \(line[key: "available"]?.shown ?? "")", "\(line[key: "available"]?.shown ?? "") open")
        return (texts.compactMap(\.self) + [open]).joined(separator: " ")
    }
}
