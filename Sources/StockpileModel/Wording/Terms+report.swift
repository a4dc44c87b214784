extension Terms {
    /// What frozen reports are told in.
    static let reportKeys: [String: (String, String)] = [
        "frozen_report": ("留存报告", "Frozen report"), "frozen_by": ("留存人", "Frozen by"), "frozen_by_name": ("留存人姓名", "Name of who froze it"),
        "frozen_at": ("留存时间", "Frozen at"), "is_same": ("完全相同", "The same"), "figures": ("比对的数字", "Figures compared"),
        "heaps": ("比对的库存堆", "Heaps of stock compared"), "standard_version": ("标准版本", "Version of the standard"),
        "layers": ("分层可到数量", "Layers"),
    ]

    static let reportChoices: [String: (String, String)] = [
        "freeze_report": ("留存充足度报告", "freeze reports of readiness"),
        "report_altered": ("报告被改动", "report altered"), "inputs_altered": ("所依据的数据被改动", "inputs altered"),
        "inputs_unreadable": ("所依据的数据无法推算", "inputs give no report"), "figure_differs": ("数字不同", "figure differs"),
        "stock_differs": ("库存与台账不同", "stock differs from the ledger"),
    ]
}
