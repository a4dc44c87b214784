extension Terms {
    /// What people call a thing that was looked for, where no column is called so.
    static let subjectKeys: [String: (String, String)] = [
        "attachment": ("附件", "Attachment"), "call_off": ("协议调用", "Call-off"), "care_rule": ("养护规则", "Care rule"),
        "confidence_rule": ("可信度规则版本", "Version of the rule of confidence"), "count": ("盘点", "Count"),
        "key": ("防重复键", "Idempotency key"), "liaison_check": ("联络点名", "Roll-call"),
        "standard_line": ("该情景的标准行，品种为", "Line of the standard for the item"),
    ]
}
