internal import StockpileModel

/// A value as people read it on paper.
enum PageText {
    /// Names in the reader's language, money in yuan, times as on a clock.
    static func of(_ value: JSONValue, _ key: String, _ language: Language) -> String {
        if language == .en, let english = value[key: "\(key)_en"]?.text, !english.isEmpty { return english }
        guard let found = value[key: key], let shown = found.shown else { return "" }
        if let number = found.integer { return key.hasSuffix("_fen") ? YuanText.of(number) : String(number) }
        return key.hasSuffix("_at") ? String(shown.prefix(19)).replacing("T", with: " ") : shown
    }
}
