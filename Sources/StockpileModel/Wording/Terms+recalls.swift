extension Terms {
    /// Recalls, and what a trace of a lot shows.
    static let recallKeys: [String: (String, String)] = [
        "recalled_on": ("召回日期", "Recalled on"), "recall": ("召回", "Recall"),
        "recall_holder": ("召回持有人", "Holder of recalled goods"),
        "recalled": ("召回", "Recalled"), "from_lot": ("转出批次", "From lot"), "steps": ("经过", "Steps"),
        "recalled_lots": ("召回批次", "Recalled lots"), "holders": ("持有人", "Holders"), "holder_no": ("持有序号", "Holder no."),
        "holder_name": ("持有人", "Holder"), "holders_total": ("持有人数", "Holders in all"),
        "holders_open": ("未落实持有人数", "Holders with open goods"),
        "on_hand_quantity": ("现存", "On hand now"), "back_quantity": ("已收回", "Back"),
        "not_recoverable_quantity": ("无法收回", "Not recoverable"),
        "open_quantity": ("未落实", "Open"), "last_at": ("最近进展", "Last news"), "completed_by": ("办结人", "Completed by"),
        "completed_by_name": ("办结人", "Completed by"), "completed_at": ("办结时间", "Completed at"),
    ]

    static let recallChoices: [String: (String, String)] = [
        "complete": ("已办结", "complete"), "returned": ("已收回", "returned"), "not_recoverable": ("无法收回", "not recoverable"),
        "recall_lot": ("召回批次", "recall lots"),
    ]
}
