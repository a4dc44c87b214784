extension Refusal {
    /// The words for kept plans that close gaps (SP672).
    func gapWording(_ language: Language) -> Wording {
        let short = detail[key: "short"]?.integer ?? 0
        return Wording(
            title: short == 0
                ? language("没有缺口，不必保存。", "Nothing is short: there is nothing to keep.")
                : language("缺口尚无办法补足，没有可保存的步骤。", "There is no way to close the gap: no step to keep."),
            hint: language(
                "补充报价（purchase_offers.csv 等），或放宽 --by 和 --budget-yuan。",
                "Load offers (purchase_offers.csv and others), or allow more with --by and --budget-yuan."))
    }
}
