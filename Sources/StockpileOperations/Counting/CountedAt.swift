internal import Foundation
internal import StockpileModel

/// When something was counted, as people write it.
enum CountedAt {
    /// The moment as the database reads it: ISO 8601 with its offset, or a day and a time in the district's time zone, such as
    /// 2026-11-24 08:30 or 2026年11月24日 8:30. Nil for anything else.
    static func moment(_ text: String, zone: String) -> String? {
        guard let input = try? InputText(text) else { return nil }
        let written = input.text
        let withFraction = ISO8601DateFormatter()
        withFraction.formatOptions.insert(.withFractionalSeconds)
        if ISO8601DateFormatter().date(from: written) != nil || withFraction.date(from: written) != nil { return written }
        let parts = written.split { $0 == " " || $0 == "T" }
        guard parts.count == 2, let day = try? InputText(String(parts[0])).date(), let time = time(parts[1]) else { return nil }
        return "\(day.rawValue) \(time) \(zone)"
    }

    /// Hours and minutes, seconds if there are any.
    private static func time(_ text: Substring) -> String? {
        let fields = text.split(separator: ":", omittingEmptySubsequences: false)
        let limits = [23, 59, 59]
        guard (2...3).contains(fields.count) else { return nil }
        for (field, limit) in zip(fields, limits) {
            guard (1...2).contains(field.count), field.allSatisfy({ ("0"..."9").contains($0) }), let number = Int(field), number <= limit
            else { return nil }
        }
        return String(text)
    }

    static func detail(_ text: String) -> [String: String] {
        ["value": String(text.prefix(60)), "expected": "2026-11-24 08:30, 2026-11-24T08:30:00+08:00"]
    }
}
