extension Terms {
    /// Lots: how long goods last, tests, recalls.
    static let lotKeys = lastingKeys.merging(recallKeys) { first, _ in first }
    static let lotChoices = lastingChoices.merging(recallChoices) { first, _ in first }

    /// How long goods last, and tests of lots.
    private static let lastingKeys: [String: (String, String)] = [
        "life_kind": ("年限类别", "Kind of life"), "months": ("月数", "Months"), "counted_from": ("起算", "Counted from"),
        "acquired_by": ("取得方式", "Acquired by"), "warn_days": ("预警提前(天)", "Warn before (days)"),
        "rotate_before_days": ("轮换提前(天)", "Rotate before (days)"),
        "stop_issue_before_days": ("停发提前(天)", "Stop issue before (days)"), "ends_on": ("按此规则至", "Lasts until"),
        "decides": ("起作用", "Decides"), "rules": ("储存年限规则", "Rules"), "tests": ("检验", "Tests"),
        "relabels": ("待换贴标签", "New labels owed"), "lot_test": ("检验报告", "Test report"), "laboratory": ("检验机构", "Laboratory"),
        "report_number": ("报告编号", "Report number"), "sampled_by_document": ("抽样出库单", "Sampled by document"),
        "tested_on": ("检验日期", "Tested on"), "result": ("结果", "Result"), "former_expires_on": ("原到期日", "Former expiry"),
        "new_expires_on": ("新到期日", "New expiry"), "relabel_due_at": ("换签期限", "New labels due"),
    ]

    private static let lastingChoices: [String: (String, String)] = [
        "storage": ("储存", "storage"), "service": ("使用", "service"), "mandatory_scrap": ("强制报废", "mandatory scrap"),
        // Kinds of life, where the word alone means something else as well.
        "lost_result": ("丢失", "lost"),
        "storage_life": ("储存年限", "storage life"), "service_life": ("使用年限", "service life"),
        "mandatory_scrap_life": ("强制报废年限", "mandatory scrap age"), "rotation_life": ("轮换周期", "rotation"),
        "manufactured": ("自生产", "manufacture"), "received": ("自入库", "receipt"), "first_used": ("自启用", "first use"),
        "shelf_life_rule": ("按储存年限规则", "by rule of shelf life"), "extended_by_test": ("检验延期", "extended by test"),
        "waiting": ("待审批", "waiting for approval"), "passed": ("合格", "passed"), "failed": ("不合格", "failed"),
        "failed_later": ("其后检验不合格", "failed a later test"), "record_lot_test": ("登记批次检验", "record tests of lots"),
        "approve_lot_test": ("审批检验延期", "approve extensions by test"), "relabel_lot": ("换贴标签", "put on new labels"),
    ]
}
