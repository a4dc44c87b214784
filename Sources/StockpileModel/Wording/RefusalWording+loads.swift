extension Refusal {
    /// The words for what stands in the way of a bulk load (SP63x).
    func loadWording(_ language: Language) -> Wording {
        func text(_ key: String) -> String { detail[key: key]?.shown ?? "" }
        switch code {
        case .notLoadable:
            return Wording(
                title: language(
                    "\(Terms.choice(text("kind"), language))单没有可批量装入的用途 \(text("purpose"))。",
                    "A \(Terms.choice(text("kind"), language)) with the purpose \(text("purpose")) is not loaded from files."))
        case .ledgerNotEmpty:
            return Wording(
                title: language("账本中已有单据，不是首次装入。", "The ledger holds documents already: this is no first load."),
                hint: language("去掉 --first 再装入。", "Load without --first."))
        case .ownerNeeded:
            return Wording(
                title: language(
                    "批量装入须以数据库所有者 stockpile_owner 的身份连接。", "A bulk load needs a connection that may act as stockpile_owner."),
                hint: language("请数据库管理员装入，或授予该角色。", "Let the administrator of the database load it, or grant that role."))
        default:
            return Wording(
                title: language("有 \(text("count")) 处问题，未装入任何单据。", "There are \(text("count")) problems: nothing was loaded."))
        }
    }
}
