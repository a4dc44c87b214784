extension InputText {
    /// A day written 2026-09-30, 2026/9/30, 2026.9.30, 2026年9月30日 or 20260930.
    ///
    /// Errors: notADate, also for a day that does not exist.
    package func date() throws(InputProblem) -> CalendarDate {
        guard let parts = dateParts, let date = CalendarDate(year: parts.year, month: parts.month, day: parts.day) else {
            throw InputProblem(.notADate, value: written, example: "2026-09-30")
        }
        return date
    }

    private var dateParts: (year: Int, month: Int, day: Int)? {
        let digits = text.utf8.allSatisfy { (48...57).contains($0) }
        if digits && text.utf8.count == 8 {
            return Self.numbers([text.prefix(4), text.dropFirst(4).prefix(2), text.suffix(2)])
        }
        if text.hasSuffix("日") || text.hasSuffix("号") {
            let parts = text.dropLast().split(omittingEmptySubsequences: false) { $0 == "年" || $0 == "月" }
            return text.contains("年") && text.contains("月") ? Self.numbers(parts) : nil
        }
        for separator in ["-", "/", "."] as [Character] where text.contains(separator) {
            return Self.numbers(text.split(separator: separator, omittingEmptySubsequences: false))
        }
        return nil
    }

    /// Four digits for the year, so that nobody has to guess its century; one or two for month and day.
    private static func numbers(_ parts: [Substring]) -> (year: Int, month: Int, day: Int)? {
        let trimmed = parts.map { $0.filter { $0 != " " } }
        guard trimmed.count == 3, trimmed[0].count == 4, (1...2).contains(trimmed[1].count), (1...2).contains(trimmed[2].count),
            trimmed.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }), let year = Int(trimmed[0]), let month = Int(trimmed[1]),
            let day = Int(trimmed[2])
        else { return nil }
        return (year, month, day)
    }
}
