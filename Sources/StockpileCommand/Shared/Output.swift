internal import Foundation
internal import StockpileModel

/// Writes an answer as table, JSON or CSV; all three from the same data.
struct Output: Sendable {
    let format: OutputFormat
    let language: Language
    /// Long tables go through a pager when a person reads them.
    var pages = false

    /// A list: JSON has every key, tables and CSV the named columns.
    func list(_ rows: [JSONValue], columns: [String]) {
        switch format {
        case .json: line(JSONValue.array(rows).writtenPretty)
        case .csv: csv(rows, columns)
        case .table:
            if pages { Pager.start() }
            if rows.isEmpty {
                line(language("（无）", "(none)"))
            } else {
                table(rows, columns)
            }
        }
    }

    /// One thing: JSON whole; else its plain keys as a heading and its lists as tables.
    func object(_ value: JSONValue, keys: [String], lists: [(key: String, columns: [String])] = []) {
        switch format {
        case .json: line(value.writtenPretty)
        case .csv: csv(lists.first.flatMap { value[key: $0.key]?.array } ?? [value], lists.first?.columns ?? keys)
        case .table:
            if pages, !lists.isEmpty { Pager.start() }
            for key in keys {
                guard let shown = cell(value, key), !shown.isEmpty else { continue }
                line("\(Terms.word(key, language))\(language("：", ": "))\(shown)")
            }
            for list in lists {
                let rows = value[key: list.key]?.array ?? []
                guard !rows.isEmpty else { continue }
                line("")
                table(rows, list.columns)
            }
        }
    }

    /// A line for people; silent when a program reads.
    func say(_ chinese: String, _ english: String) {
        if format == .table { line(language(chinese, english)) }
    }

    func table(_ rows: [JSONValue], _ columns: [String]) {
        line(
            TextTable(
                headings: columns.map { Terms.word($0, language) }, rows: rows.map { row in columns.map { cell(row, $0) ?? "" } },
                isNumber: columns.map { column in rows.contains { $0[key: column]?.integer != nil } }
            ).text)
    }

    private func csv(_ rows: [JSONValue], _ columns: [String]) {
        FileHandle.standardOutput.write(Data(Self.csvText(rows, columns).utf8))
    }

    /// Heading and rows as comma-separated values, in the words of the JSON.
    static func csvText(_ rows: [JSONValue], _ columns: [String]) -> String {
        let lines = rows.map { row in columns.map { quoted(row[key: $0]?.shown ?? "") }.joined(separator: ",") }
        return ([columns.joined(separator: ",")] + lines).joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        text.contains { ",\"\n\r".contains($0) } ? "\"" + text.replacingOccurrences(of: "\"", with: "\"\"") + "\"" : text
    }

    private func line(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private static let choiceKeys: Set<String> = [
        "counted_from", "acquired_by",
        "kind", "purpose", "state", "verdict", "reason", "from_kind", "to_kind", "from_availability", "to_availability", "form",
        "condition", "recount_reason", "way", "from_condition", "to_condition", "account_kind", "availability", "place_kind",
        "proof_kind", "confidence_reason", "verdict_then", "verdict_before", "verdict_after", "duty", "result", "last_result", "care_state",
        "third_role", "price_rule", "layer", "unit", "responsible_role", "outcome", "organisation_kind", "answered_by",
        "scope", "scope_then", "line_change", "effect", "verdict_now", "loss_kind", "supply_kind",
    ]

    /// A value as people read it: names in their language, money in yuan, choices in words.
    private func cell(_ row: JSONValue, _ key: String) -> String? {
        let localized =
            language == .en && (key.hasSuffix("_name") || key.hasSuffix("_names") || key == "name") ? row[key: "\(key)_en"] : nil
        guard let value = localized.flatMap({ $0 == .null ? nil : $0 }) ?? row[key: key] else { return nil }
        switch value {
        case .integer(let number): return key.hasSuffix("_fen") ? YuanText.of(number) : String(number)
        case .bool(let flag): return flag ? language("是", "yes") : ""
        // The district's own time, as one reads a clock; JSON and CSV keep the exact instant with its offset.
        case .text(let text) where key.hasSuffix("_at"): return String(text.prefix(19)).replacing("T", with: " ")
        case .text(let text) where key == "life_kind": return Terms.choice("\(text)_life", language)
        // What a document is lost for is lost on the way; what is not recovered may be lost anywhere.
        case .text("lost") where key == "result": return Terms.choice("lost_result", language)
        case .text(let text): return Self.choiceKeys.contains(key) ? Terms.choice(text, language) : text.visible
        case .array(let parts):
            return parts.map { part in
                if let way = part[key: "way"]?.text {
                    return "\(Terms.choice(way, language)) \(Terms.choice(part[key: "reason"]?.text ?? "", language))"
                }
                if let standsFor = part[key: "stands_for"]?.integer {
                    let name = self.cell(part, "item_name") ?? ""
                    return "\(name) \(part[key: "quantity"]?.shown ?? "") \(language("顶", "for")) \(standsFor)"
                }
                if let town = part.townText(language) { return town }
                if let hours = part[key: "hours"]?.integer {
                    return language("\(hours)小时", "\(hours) h") + " \(part[key: "covered"]?.shown ?? "")"
                }
                return part.text.map { Terms.choice($0, language) }
                    ?? "\(Terms.choice(part[key: "reason"]?.text ?? "", language)) \(part[key: "quantity"]?.shown ?? "")"
            }.joined(separator: language("；", "; "))
        case .object(let members):
            return members.map { "\(Terms.choice($0.key, language)) \($0.value.shown ?? "")" }.joined(separator: language("；", "; "))
        default: return value.shown
        }
    }
}
