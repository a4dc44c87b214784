package import StockpileModel

/// From which day on lines are not covered any more: a strip of days for each line, and the number of short lines over all of them.
package enum ForecastChart {
    /// Pictures (SVG) that need nothing else: no scripts, no fonts or links from elsewhere.
    ///
    /// Shape:  one for every so many lines of a forecast; the number of short lines stands in the first.
    package static func pictures(_ forecast: JSONValue, _ language: Language, linesMax: Int = 32) -> [String] {
        guard let days = Days(forecast) else { return [] }
        let lines = forecast[key: "lines"]?.array ?? []
        return stride(from: 0, to: max(lines.count, 1), by: linesMax).map { first in
            let marks = ChartMarks(language: language, name: "forecast\(first)")
            let part = Array(lines[first..<min(first + linesMax, lines.count)])
            let (curve, top) = first == 0 ? steps(forecast, days, marks) : ([], Self.top)
            let strips = part.enumerated().map { strip($1, days, y: top + $0 * rowHeight, marks) }
            let bottom = top + part.count * rowHeight
            return marks.picture(
                title: language("若不补充，逐日充足情况", "Day by day, if nothing is done"), height: bottom + 30,
                curve + strips + [axis(days, y: bottom + 4, from: top, marks)])
        }
    }

    private static let (left, room, top, rowHeight, curveHeight) = (170, 400, 60, 22, 90)

    /// The days of a forecast, as places from left to right.
    private struct Days {
        let first: CalendarDate
        let last: CalendarDate

        init?(_ forecast: JSONValue) {
            guard let first = forecast.day("on"), let last = forecast.day("until"), first < last else { return nil }
            self.first = first
            self.last = last
        }

        var count: Int { last.dayNumber - first.dayNumber }

        func x(_ day: CalendarDate) -> Int { left + (min(day, last).dayNumber - first.dayNumber) * room / count }
    }

    private static func strip(_ line: JSONValue, _ days: Days, y: Int, _ marks: ChartMarks) -> String {
        let language = marks.language
        let required = line[key: "required"]?.integer ?? 0
        let steps = (line[key: "steps"]?.array ?? []).compactMap { step in
            step.day("on").map { (x: days.x($0), grade: ChartGrade(covered: step[key: "covered"]?.integer ?? 0, required: required)) }
        }
        // Steps of one grade are one box.
        let turns = steps.reduce(into: [(x: Int, grade: ChartGrade)]()) { turns, step in
            if turns.last?.grade != step.grade { turns.append(step) }
        }
        let ends = turns.dropFirst().map(\.x) + [left + room]
        let boxes = zip(turns, ends).map { marks.box(x: $0.x, y: y, width: max($1 - $0.x, 1), height: 13, $0.grade) }
        let short = line[key: "first_short_on"]?.text
        let told = short.map { language("\($0) 起不足", "short from \($0) on") } ?? language("始终满足", "covered throughout")
        return
            ([marks.text(marks.short(PageText.of(line, "item_name", language)), x: 8, y: y + 11)] + boxes
            + [marks.text(told, x: left + room + 6, y: y + 11, size: 10)]).joined(separator: "\n")
    }

    /// The number of lines that are short, as a line of steps with the number at each.
    private static func steps(_ forecast: JSONValue, _ days: Days, _ marks: ChartMarks) -> ([String], Int) {
        let counts = (forecast[key: "short_lines"]?.array ?? []).compactMap { count in
            count.day("on").map { (x: days.x($0), short: Int(clamping: count[key: "short"]?.integer ?? 0)) }
        }
        let most = max(counts.map(\.short).max() ?? 0, 1)
        let (ceiling, floor) = (top + 14, top + curveHeight - 14)
        func y(_ short: Int) -> Int { floor - short * (floor - ceiling) / most }
        var path = ""
        var numbers: [String] = []
        var lastX = -100
        for count in counts {
            path += path.isEmpty ? "M\(count.x) \(y(count.short))" : "H\(count.x)V\(y(count.short))"
            guard count.x - lastX >= 16 else { continue }
            lastX = count.x
            numbers.append(marks.text(String(count.short), x: count.x + 2, y: y(count.short) - 3, size: 10))
        }
        let label = marks.language("不足的行数", "Lines that are short")
        let frame = marks.line("M\(left) \(ceiling)V\(floor)H\(left + room)", isThin: true)
        return ([marks.text(label, x: 8, y: ceiling + 10), frame, marks.line(path + "H\(left + room)")] + numbers, top + curveHeight)
    }

    /// Seven days at equal distances.
    private static func axis(_ days: Days, y: Int, from top: Int, _ marks: ChartMarks) -> String {
        (0...6).map { part in
            let day = days.first.adding(days: days.count * part / 6)
            let x = days.x(day)
            return marks.line("M\(x) \(top - 4)V\(y)", isThin: true) + marks.text(day.rawValue, x: x, y: y + 14, size: 9, anchor: "middle")
        }.joined(separator: "\n")
    }
}

extension JSONValue {
    fileprivate func day(_ key: String) -> CalendarDate? { self[key: key]?.text.flatMap { CalendarDate(rawValue: $0) } }
}
