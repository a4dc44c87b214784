internal import ArgumentParser
internal import StockpileModel
internal import StockpileOperations

/// What every question about readiness is asked with.
struct ReadinessOptions: ParsableArguments {
    @Option(name: .long, help: "响应等级：I、II、III、IV（Ⅱ、2、二级 亦可）。Response level.")
    var level: String
    @Option(name: .long, help: "情景代码；scenario list 可查。Scenario.", transform: Input.code)
    var scenario: String

    /// How many days are looked ahead.
    static func days(_ text: String, into problems: inout [FieldProblem]) -> Int? {
        let days = Input.number(text, field: "--days", into: &problems)
        if let days, days > 3660 {
            problems.append(FieldProblem(field: "--days", .outOfRange, ["value": String(days), "expected": "1–3660"]))
        }
        return days.map { Int(clamping: $0) }
    }

    /// A day from today on; nil when none is given.
    static func day(_ text: String?, today: CalendarDate, into problems: inout [FieldProblem]) -> CalendarDate? {
        let day = text.flatMap { Input.date($0, field: "--on", into: &problems) }
        if let day, day < today {
            let detail = ["value": day.rawValue, "expected": "≥ \(today.rawValue)", "reason": "past_day"]
            problems.append(FieldProblem(field: "--on", .outOfRange, detail))
        }
        return day
    }
}
