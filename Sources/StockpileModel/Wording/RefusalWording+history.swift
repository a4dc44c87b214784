extension Refusal {
    /// The words for what history does not allow.
    func historyWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let number = text("number")
        switch code {
        case .periodNotEnded:
            return Wording(title: language("会计期间 \(text("period")) 尚未结束。", "The period \(text("period")) has not ended yet."))
        case .periodNotClosed:
            return Wording(
                title: language("会计期间 \(text("period")) 没有结账。", "The period \(text("period")) is not closed."),
                hint: language("直接按发生时间记入该期间（--occurred-at）。", "Post into it, with the time at which goods moved (--occurred-at)."))
        case .belongsElsewhere:
            return Wording(
                title: language(
                    "此类单据由调拨指令或核销申请产生，不能单独记账。",
                    "Documents of this kind come from an order or a write-off; they are not posted by themselves."))
        case .moreThanIssued:
            return Wording(
                title: language("退回的比发出的多。", "More is given back than was given out."),
                lines: (detail[key: "lines"]?.array ?? []).map { stockLine($0, language) },
                hint: language("另有来源的物资请用新批次号入库。", "Receive what comes from elsewhere under a lot number of its own."))
        case .reversedAlready:
            let lines = (detail[key: "reversed_lines"]?.array ?? []).map { line in
                let (lineNumber, reversal) = (line[key: "line_no"]?.shown ?? "", line[key: "reversal"]?.shown ?? "")
                return language("第 \(lineNumber) 行：\(reversal)", "Line \(lineNumber): \(reversal)")
            }
            return Wording(
                title: language("\(number) 已由 \(text("reversal")) 冲销。", "\(number) is reversed already, by \(text("reversal"))."),
                lines: lines.count > 1 ? lines : [])
        case .reversalBlocked: return blockedReversal(language)
        case .notReversible:
            return Wording(
                title: language("\(number) 不能单独冲销。", "\(number) is not reversed by itself."),
                hint: text("kind") == "reversal"
                    ? language("冲销错了，请重新登记原来的单据。", "Where the reversal was the mistake, post the document again.")
                    : language("撤回指令，或解冻。", "Cancel the order, or release the hold."))
        case .historyNeverChanges:
            return Wording(title: language("历史不可更改。", "History is never changed."), hint: language("请冲销。", "Post a reversal."))
        default:
            return Wording(
                title: language("台账没有这一区块 \(text("block_no"))。", "The ledger has no such block: \(text("block_no"))."),
                hint: language("台账可能已被替换或恢复：请重新完整核对。", "The ledger was replaced or restored: check it again with --full."))
        }
    }

    /// What is missing, and step by step what has to be undone first.
    private func blockedReversal(_ language: Language) -> Wording {
        let number = detail[key: "number"]?.shown ?? ""
        let steps = (detail[key: "in_the_way"]?.array ?? []).enumerated().map { position, step in
            "\(position + 1). \(stepBack(step, language))"
        }
        return Wording(
            title: language("\(number) 所列物资已被动用，不能冲销。", "What \(number) brought has moved on, so it cannot be taken back."),
            lines: (detail[key: "lines"]?.array ?? []).map { stockLine($0, language) } + steps,
            hint: steps.isEmpty
                ? language("盘点现有数量，按盘点调整。", "Count what is there, and adjust by the count.")
                : language("按以上顺序先行处理，再冲销本单。", "Undo these first, in this order; then reverse this one."))
    }

    private func stepBack(_ step: JSONValue, _ language: Language) -> String {
        func text(_ key: String) -> String { step[key: key]?.shown ?? "" }
        let subject = language(
            "\(text("number"))（\(Terms.choice(text("kind"), language))）第 \(text("line_no")) 行，数量 \(text("quantity"))",
            "\(text("number")) (\(Terms.choice(text("kind"), language))), line \(text("line_no")), quantity \(text("quantity"))")
        switch text("kind") {
        case "receipt", "issue", "transfer", "write_off", "condition_change", "owner_change", "reclassification":
            return subject + language("：", ": ") + "document reverse \(text("number")) --line \(text("line_no"))"
        case "reservation": return subject + language("：", ": ") + "order cancel \(text("order"))"
        case "hold": return subject + language("：", ": ") + "lot release \(text("lot")) --place \(text("place"))"
        default: return subject + language("：不能单独冲销", ": is not taken back by itself")
        }
    }
}
