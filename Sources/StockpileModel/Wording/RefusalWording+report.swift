extension Refusal {
    /// The words for reports that are frozen (SP680, SP681).
    func reportWording(_ language: Language) -> Wording {
        let number = detail[key: "number"]?.shown ?? ""
        guard code == .reportAltered else {
            return Wording(
                title: language(
                    "台账一直有新单据记入，未能取得已全部封存的一刻。",
                    "Documents kept being posted: there was no moment at which all of them were sealed."),
                hint: language("稍候再试。", "Try again in a moment."))
        }
        return Wording(
            title: language("留存报告 \(number) 已被改动，不再出示。", "The frozen report \(number) was altered and is not shown."),
            hint: language(
                "用 readiness report verify 查明何处不同，并从备份恢复。", "readiness report verify says where; restore it from a backup."))
    }
}
