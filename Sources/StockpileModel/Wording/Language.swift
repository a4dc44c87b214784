/// The languages people read. Chinese comes first; English when asked for, or when the locale is an English one.
package enum Language: String, Sendable, CaseIterable {
    case zh, en

    /// From `--lang`, else from the locale variables.
    package static func chosen(_ asked: Language?, environment: [String: String]) -> Language {
        if let asked { return asked }
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().hasPrefix("en") ? .en : .zh
    }

    package func callAsFunction(_ chinese: String, _ english: String) -> String { self == .zh ? chinese : english }
}
