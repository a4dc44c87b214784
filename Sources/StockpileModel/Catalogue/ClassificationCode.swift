/// A code of GB/T 38565: seven digits, 1 + 2 + 2 + 2, padded with zeros; its parent is a prefix; 99 is the catch-all of a level.
///
/// Source: GB/T 38565-2020 section 5.
package struct ClassificationCode: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init?(rawValue: String) {
        let digits = Array(rawValue.utf8)
        guard digits.count == 7, digits.allSatisfy({ (48...57).contains($0) }), digits[0] != 48 else { return nil }
        var ended = false
        for level in stride(from: 1, to: 7, by: 2) {
            let isEmpty = digits[level] == 48 && digits[level + 1] == 48
            if ended && !isEmpty { return nil }
            ended = isEmpty
        }
        self.rawValue = rawValue
    }

    /// 1 (大类) to 4 (细类).
    package var level: Int {
        1 + [1, 3, 5].count(where: { part($0) != "00" })
    }

    /// The code one level up; nil for a top class.
    package var parent: ClassificationCode? {
        guard level > 1 else { return nil }
        let kept = rawValue.prefix(1 + (level - 2) * 2)
        return ClassificationCode(rawValue: kept + String(repeating: "0", count: 7 - kept.count))
    }

    /// True when the last part used is 99, "other".
    package var isCatchAll: Bool { level > 1 && part(1 + (level - 2) * 2) == "99" }

    private func part(_ offset: Int) -> Substring { rawValue.dropFirst(offset).prefix(2) }
}
