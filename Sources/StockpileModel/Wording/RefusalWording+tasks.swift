extension Refusal {
    /// The words for tasks, liaison officers and their roll-calls, loans that are due before they began, and recovery.
    func taskWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        switch code {
        case .dueBeforeLent:
            return Wording(
                title: language("应还日期 \(text("due_on")) 早于借出日。", "The goods would be due on \(text("due_on")), before they were lent."),
                hint: "--due-on")
        case .taskEndsByItself:
            let name = language(text("task_name"), text("task_name_en"))
            return Wording(
                title: language(
                    "待办 \(text("task"))（\(name)）办完该事即自动办结，不能手工办结。",
                    "The task \(text("task")) (\(name)) ends with what it asks for, not by hand."),
                lines: [text("subject")].filter { !$0.isEmpty }, hint: Self.whatEndsTask(text("kind")))
        case .taskEnded:
            return Wording(
                title: language("待办 \(text("task")) 已办结。", "The task \(text("task")) has ended already."),
                lines: [Terms.choice(text("outcome"), language)].filter { !$0.isEmpty })
        case .moreThanOut, .recoveredAlready, .returnOfOthers: return recoveryWording(language)
        default: return liaisonWording(language)
        }
    }

    private func recoveryWording(_ language: Language) -> Wording {
        let number = detail[key: "number"]?.shown ?? ""
        switch code {
        case .moreThanOut:
            return Wording(
                title: language("超过出库单 \(number) 尚未回收的数量。", "This is more than is still out of the issue \(number)."),
                lines: (detail[key: "lines"]?.array ?? []).map { stockLine($0, language) }, hint: "stockpile recovery list")
        case .recoveredAlready:
            return Wording(
                title: language(
                    "出库单 \(number) 的物资已有回收或报失，不能冲销。", "Goods of the issue \(number) came back or are lost: it is not taken back."),
                hint: language("先冲销退库单。", "Reverse the returns first."))
        default:
            return Wording(
                title: language("退库单与 \(number) 的回收记录不符。", "The return brought something else than was recorded of \(number)."),
                hint: "stockpile recovery record")
        }
    }

    private func liaisonWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let (number, name, organisation) = (text("number"), text("name"), text("organisation"))
        switch code {
        case .answeredAlready:
            return Wording(title: language("\(name) 在点名 \(number) 中已应答。", "\(name) has answered the roll-call \(number) already."))
        case .organisationOfAnotherKind:
            let kind = Terms.choice(text("organisation_kind"), language)
            return Wording(
                title: language("\(organisation) 不是\(kind)。", "\(organisation) is not of the kind \(kind)."),
                lines: [Terms.choice(text("place_kind"), language)].filter { !$0.isEmpty },
                hint: language("镇街用其储备点，企业库点用企业代码。", "A town is its town point; a company's site goes by the company."))
        case .noDeputy:
            return Wording(
                title: language("\(organisation) \(name) 没有副联络员。", "\(name) of \(organisation) has no deputy."), hint: "--by liaison")
        case .answeredBeforeCall:
            return Wording(
                title: language("应答不能早于点名 \(number) 开始。", "Nobody answers before the roll-call \(number) began."),
                lines: [text("started_at")].filter { !$0.isEmpty })
        case .severalCalled:
            let who = (detail[key: "lines"]?.array ?? []).map { one in
                [one[key: "organisation_kind"]?.text.map { Terms.choice($0, language) }, one[key: "name"]?.text].compactMap(\.self)
                    .joined(separator: " ")
            }
            return Wording(
                title: language("\(organisation) 有多名联络员，请写明是谁。", "\(organisation) has several liaison officers: say which one."),
                lines: who, hint: "--name, --kind")
        default:
            return Wording(
                title: language("点名的截止时间已过。", "The roll-call would be over before it began."),
                lines: [text("respond_due_at")].filter { !$0.isEmpty }, hint: "--within")
        }
    }

    /// The command whose work ends a task of a kind.
    private static func whatEndsTask(_ kind: String) -> String? {
        let commands = [
            "loan_due": "stockpile receipt post --purpose loan_return --loan", "recovery": "stockpile recovery record",
            "declaration_due": "stockpile proof import", "floor_breach": "stockpile floor report",
            "call_off_due": "stockpile call-off confirm | refuse | deliver", "hold_due": "stockpile lot release",
            "care_due": "stockpile care record", "rotation_step": "stockpile rotation carry-out | drop",
            "recall_holder": "stockpile recall progress",
        ]
        return commands[kind]
    }
}
