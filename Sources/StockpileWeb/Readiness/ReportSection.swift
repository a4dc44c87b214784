internal import StockpileModel

/// A part of a report on paper: what it says, its pictures, its table.
struct ReportSection {
    let title: String
    var notes: [String] = []
    var pictures: [String] = []
    var columns: [String] = []
    /// Each row as long as the columns.
    var rows: [[ReportCell]] = []

    init(_ title: String) { self.title = title }

    /// A table of some keys under their words.
    mutating func table(_ values: [JSONValue], _ keys: [String], _ language: Language) {
        columns = keys.map { Terms.word($0, language) }
        rows = values.map { value in keys.map { ReportCell(value, $0, language) } }
        if values.isEmpty { notes.append(language("（无）", "(none)")) }
    }

    /// For the template.
    var content: [String: Any] {
        [
            "title": title, "notes": notes, "pictures": pictures.map { ["svg": $0] },
            "tables": rows.isEmpty ? [] : [["columns": columns, "rows": rows.map { ["cells": $0.map(\.content)] }] as [String: Any]],
        ]
    }
}

/// One cell; figures stand at the right.
struct ReportCell {
    let text: String
    let isFigure: Bool

    init(_ text: String, isFigure: Bool = false) {
        self.text = text
        self.isFigure = isFigure
    }

    init(_ value: JSONValue, _ key: String, _ language: Language) {
        let found = value[key: key]
        isFigure = found?.integer != nil
        if let parts = found?.array {
            text = parts.map { part in
                part.townText(language)
                    ?? "\(Terms.choice(part[key: "reason"]?.text ?? "", language)) \(part[key: "quantity"]?.shown ?? "")"
            }.joined(separator: language("；", "; "))
        } else if Self.choices.contains(key) {
            text = Terms.choice(found?.text ?? "", language)
        } else if let flag = found?.bool {
            text = flag ? language("是", "yes") : ""
        } else {
            text = PageText.of(value, key, language)
        }
    }

    private static let choices: Set = ["verdict", "loss_kind", "layer", "care_state", "duty", "form", "confidence_reason", "proof_kind"]

    fileprivate var content: [String: String] { ["text": text, "class": isFigure ? "figure" : ""] }
}
