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

/// A version of a standard that is tried in place of the one in force.
struct TriedStandardOption: ParsableArguments {
    @Option(name: .long, help: "试用标准的某一版本（可为草稿），如 wansheng-level2/2。Try a version, also a draft.", transform: Input.code)
    var standard: String?

    func value(into problems: inout [FieldProblem]) -> StandardVersion? {
        guard let standard else { return nil }
        let parts = standard.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, !parts[0].isEmpty, let version = Int(parts[1]), version > 0 {
            return StandardVersion(code: String(parts[0]), version: version)
        }
        problems.append(FieldProblem(field: "--standard", .notAllowed, ["value": standard, "expected": "wansheng-level2/2"]))
        return nil
    }
}

extension Execution {
    /// Says when an answer is not by the standard in force.
    func sayTried(_ answer: JSONValue) {
        guard answer[key: "is_tried"]?.bool == true else { return }
        let named = "\(answer[key: "standard"]?.text ?? "")/\(answer[key: "standard_version"]?.integer ?? 0)"
        output.say("注意：试用标准 \(named)，不是现行标准。", "Note: by \(named), which is tried and not in force.")
    }
}
