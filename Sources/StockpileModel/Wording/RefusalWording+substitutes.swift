extension Refusal {
    /// The words for substitutes and parts of kits (SP539, SP655, SP675).
    func substituteWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        let pair = ["item", "substitute", "kit", "part"].map(text).filter { !$0.isEmpty }.joined(separator: " ← ")
        if code == .servesNot {
            return Wording(
                title: language("没有这一替代品或部件。", "There is no such substitute or part."), lines: [pair],
                hint: "stockpile item substitute list; stockpile item kit list")
        }
        if code == .servesAlready {
            return Wording(
                title: language("已有这一替代品或部件。", "This substitute or part is there already."), lines: [pair],
                hint: language("要改比例或数量，先移除再添加。", "To change what it stands for, remove it first and add it again."))
        }
        let chain = (detail[key: "items"]?.array ?? []).compactMap(\.shown).joined(separator: " ← ")
        return Wording(
            title: language("品种会绕回自身：不能替代或组成自己。", "An item would serve for itself."), lines: [chain],
            hint: language("先移除链上的一项替代品或部件。", "Remove one link of the chain first."))
    }
}
