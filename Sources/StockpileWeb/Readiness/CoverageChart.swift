package import StockpileModel

/// What of each line can be there by 6, 12, 24 and 72 hours, against what it needs.
package enum CoverageChart {
    /// Pictures (SVG) that need nothing else: no scripts, no fonts or links from elsewhere.
    ///
    /// Shape:  one for every so many lines of a check, so that none is torn between two pages.
    package static func pictures(_ check: JSONValue, _ language: Language, linesMax: Int = 18) -> [String] {
        let lines = check[key: "lines"]?.array ?? []
        return stride(from: 0, to: lines.count, by: linesMax).map { first in
            picture(Array(lines[first..<min(first + linesMax, lines.count)]), ChartMarks(language: language, name: "coverage\(first)"))
        }
    }

    private static let (left, room, top, barHeight) = (200, 430, 56, 9)

    private static func picture(_ lines: [JSONValue], _ marks: ChartMarks) -> String {
        let language = marks.language
        var y = top
        var body: [String] = []
        for line in lines {
            let coverage = line[key: "coverage"]?.array ?? []
            body.append(row(line, coverage, y: y, marks))
            y += coverage.count * (barHeight + 1) + 12
        }
        // Where a need is covered whole.
        body.append(marks.line("M\(left + room) \(top - 6)V\(y - 8)"))
        body.append(marks.text(language("需求量", "required"), x: left + room, y: top - 10, size: 10, anchor: "middle"))
        return marks.picture(title: language("各时限可保障程度", "Covered by which hour"), height: y + 4, body)
    }

    private static func row(_ line: JSONValue, _ coverage: [JSONValue], y: Int, _ marks: ChartMarks) -> String {
        let required = line[key: "required"]?.integer ?? 0
        let unit = line[key: "base_unit"]?.text ?? ""
        let hours = line[key: "within_hours"]?.integer ?? 0
        let bars = coverage.enumerated().map { position, part -> String in
            let covered = part[key: "covered"]?.integer ?? 0
            let barY = y + position * (barHeight + 1)
            let width = required > 0 ? Int(clamping: Int128(min(covered, required)) * Int128(room) / Int128(required)) : room
            let percent = required > 0 ? Int64(clamping: Int128(min(covered, required)) * 100 / Int128(required)) : 100
            return marks.text("\(part[key: "hours"]?.integer ?? 0) h", x: left - 4, y: barY + 8, size: 9, anchor: "end")
                + marks.box(x: left, y: barY, width: width, height: barHeight, ChartGrade(covered: covered, required: required))
                + marks.text("\(percent)%  \(covered)", x: left + room + 6, y: barY + 8, size: 9)
        }
        let name = marks.short(PageText.of(line, "item_name", marks.language))
        let need = marks.language("需 \(required) \(unit)，\(hours) 小时内", "\(required) \(unit) within \(hours) h")
        return ([marks.text(name, x: 8, y: y + 10), marks.text(need, x: 8, y: y + 25, size: 10)] + bars).joined(separator: "\n")
    }
}
