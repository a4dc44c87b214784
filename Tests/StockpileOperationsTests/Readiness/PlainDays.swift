/// Dates as they are written, reckoned with day by day.
enum PlainDays {
    static func later(_ date: String, days: Int) -> String {
        var (year, month, day) = parts(date)
        for _ in 0..<days {
            day += 1
            if day > length(month, year) { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        return written(year, month, day)
    }

    static func later(_ date: String, months: Int) -> String {
        var (year, month, day) = parts(date)
        for _ in 0..<months {
            month += 1
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        day = min(day, length(month, year))
        return written(year, month, day)
    }

    private static func parts(_ date: String) -> (Int, Int, Int) {
        let numbers = date.split(separator: "-").map { Int($0) ?? 0 }
        return (numbers[0], numbers[1], numbers[2])
    }

    private static func written(_ year: Int, _ month: Int, _ day: Int) -> String {
        "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
    }

    private static func length(_ month: Int, _ year: Int) -> Int {
        if month == 2 { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }
}
