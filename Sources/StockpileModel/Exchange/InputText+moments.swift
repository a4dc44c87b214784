/// A moment as people write it: a day and a time, in the district's own time unless an offset says otherwise.
package struct WrittenMoment: Hashable, Sendable {
    package let day: CalendarDate
    package let hour: Int
    package let minute: Int
    package let second: Int
    /// The digits behind the seconds' point; empty for none.
    package let fraction: String
    /// Minutes east of Greenwich; nil for the district's own time.
    package let offsetMinutes: Int?

    /// In ISO 8601, with this offset where none was written.
    package func iso(offsetMinutes other: Int) -> String {
        let offset = offsetMinutes ?? other
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let time = [hour, minute, second].map(two).joined(separator: ":") + (fraction.isEmpty ? "" : ".\(fraction)")
        let (hours, minutes) = Int(offset.magnitude).quotientAndRemainder(dividingBy: 60)
        return "\(day.rawValue)T\(time)\(offset < 0 ? "-" : "+")\(two(hours)):\(two(minutes))"
    }
}

extension InputText {
    /// The first year in which anything on the books can have happened.
    private static let yearMin = 1900

    /// A moment written 2026-11-25 07:00, 2026-11-25T07:00:00 or, with an offset, 2026-11-25T07:00:00+08:00.
    ///
    /// Errors: notADate, also for a day or a time that does not exist; outOfRange for a year before 1900.
    package func moment() throws(InputProblem) -> WrittenMoment {
        let problem = InputProblem(.notADate, value: written, example: "2026-11-25 07:00")
        guard
            let parts = text.wholeMatch(
                of: /(.+?)(?:[Tt]| +)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.]([0-9]{1,6}))?)? *([Zz]|[+-][0-9]{2}:?[0-9]{2})?/)?.output,
            let hour = Int(parts.2), let minute = Int(parts.3), let second = Int(parts.4 ?? "0"), hour < 24, minute < 60, second < 60
        else { throw problem }
        var offset: Int?
        if let written = parts.6 {
            guard let minutes = Self.minutes(ofOffset: written) else { throw problem }
            offset = minutes
        }
        guard let day = try? InputText(String(parts.1)).date() else { throw problem }
        guard day.components.year >= Self.yearMin else {
            throw InputProblem(.outOfRange, value: written, expected: "≥ \(Self.yearMin)-01-01")
        }
        return WrittenMoment(
            day: day, hour: hour, minute: minute, second: second, fraction: String(parts.5 ?? ""), offsetMinutes: offset)
    }

    /// Nil beyond the 15 hours and 59 minutes a database takes.
    private static func minutes(ofOffset written: Substring) -> Int? {
        if written.lowercased() == "z" { return 0 }
        let digits = written.dropFirst().filter { $0 != ":" }
        guard let hours = Int(digits.prefix(2)), let minutes = Int(digits.suffix(2)), hours < 16, minutes < 60 else { return nil }
        return (hours * 60 + minutes) * (written.first == "-" ? -1 : 1)
    }

    /// A month written 2026-10, 2026-1, 2026/10, 2026年10月 or 202610, as 2026-10.
    ///
    /// Errors: notADate, also for a month that does not exist.
    package func month() throws(InputProblem) -> String {
        let problem = InputProblem(.notADate, value: written, example: "2026-10")
        guard let parts = text.wholeMatch(of: /([0-9]{4})(?:[-\/.年]([0-9]{1,2})月?|([0-9]{2}))/)?.output,
            let year = Int(parts.1), let month = Int(parts.2 ?? parts.3 ?? ""),
            let first = CalendarDate(year: year, month: month, day: 1)
        else { throw problem }
        return String(first.rawValue.prefix(7))
    }
}
