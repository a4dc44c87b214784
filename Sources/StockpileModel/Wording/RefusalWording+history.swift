extension Refusal {
    /// The words for what history does not allow.
    func historyWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let number = text("number")
        switch code {
        case .reversedAlready:
            return Wording(
                title: language("\(number) 已由 \(text("reversal")) 冲销。", "\(number) is reversed already, by \(text("reversal"))."))
        case .notReversible:
            return Wording(
                title: language("\(number) 不能单独冲销。", "\(number) is not reversed by itself."),
                hint: language("撤回指令，或解冻。", "Cancel the order, or release the hold."))
        case .historyNeverChanges:
            return Wording(title: language("历史不可更改。", "History is never changed."), hint: language("请冲销。", "Post a reversal."))
        default:
            return Wording(
                title: language("台账没有这一区块 \(text("block_no"))。", "The ledger has no such block: \(text("block_no"))."),
                hint: language("台账可能已被替换或恢复：请重新完整核对。", "The ledger was replaced or restored: check it again with --full."))
        }
    }
}
