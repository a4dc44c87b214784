/// A promise that was kept or broken, and when it was given.
package struct SettledPromise: Sendable, Codable {
    package let company: Int64
    package let promisedOn: CalendarDate
    package let isKept: Bool
    package let isBroken: Bool

    package init(company: Int64, promisedOn: CalendarDate, isKept: Bool, isBroken: Bool) {
        self.company = company
        self.promisedOn = promisedOn
        self.isKept = isKept
        self.isBroken = isBroken
    }
}

/// All that decides how much of each promise counts, for any day: the rules adopted, the proofs, and the record of every company.
package struct PromiseBook: Sendable {
    /// Every rule that was adopted, in the order in which they come into force, or the one that is tried.
    private let rules: [ConfidenceRule]
    private let isTrying: Bool
    package let lines: [PromiseLine]
    private let linesByKey: [PromiseKey: PromiseLine]
    private let settled: [Int64: [SettledPromise]]

    /// Shape: `tried` takes the place of every rule in force.
    package init(rules: [ConfidenceRule], trying tried: ConfidenceRule? = nil, lines: [PromiseLine], settled: [SettledPromise]) {
        self.rules = tried.map { [$0] } ?? rules
        isTrying = tried != nil
        self.lines = lines
        linesByKey = Dictionary(lines.map { ($0.key, $0) }) { first, _ in first }
        self.settled = Dictionary(grouping: settled, by: \.company)
    }

    package func rule(on day: CalendarDate) -> ConfidenceRule? { rules.last { isTrying || $0.validFrom <= day } }

    /// The days on which rules come into force.
    var ruleDays: [CalendarDate] { rules.map(\.validFrom) }

    /// What was called off of a promise and is not there for another need.
    package func drawn(of key: PromiseKey) -> Int64 { linesByKey[key]?.drawn ?? 0 }

    private func record(of company: Int64, by rule: ConfidenceRule, on day: CalendarDate) -> PromiseRecord {
        let first = day.adding(days: -rule.promiseDays)
        return (settled[company] ?? []).reduce(into: PromiseRecord()) { record, promise in
            guard promise.promisedOn > first, promise.promisedOn <= day else { return }
            record.kept += promise.isKept ? 1 : 0
            record.broken += promise.isBroken ? 1 : 0
        }
    }

    package func confidence(of key: PromiseKey, on day: CalendarDate) -> PromiseConfidence? {
        linesByKey[key].map { line in
            let rule = rule(on: day)
            return line.confidence(by: rule, record: rule.map { record(of: line.company, by: $0, on: day) }, on: day)
        }
    }

    /// Every promise at once.
    package func confidences(on day: CalendarDate) -> Confidences {
        let rule = rule(on: day)
        let companies = Set(lines.map(\.company))
        let records = rule.map { rule in
            Dictionary(companies.map { ($0, record(of: $0, by: rule, on: day)) }) { first, _ in first }
        }
        return Confidences(rule: rule, day: day, lines: lines, records: records ?? [:])
    }

    /// The days on which a promise may begin to count for more or less.
    func changeDays(of key: PromiseKey) -> [CalendarDate] {
        guard let line = linesByKey[key] else { return [] }
        let ageing = line.proofs.flatMap { proof in
            [proof.provedOn]
                + rules.flatMap(\.bands).filter { $0.kind == proof.kind }.map { proof.provedOn.adding(days: $0.daysMax + 1) }
        }
        let forgetting = (settled[line.company] ?? []).flatMap { promise in
            [promise.promisedOn] + rules.map { promise.promisedOn.adding(days: $0.promiseDays) }
        }
        return ageing + forgetting + rules.map(\.validFrom)
    }
}

/// Kept as what it is made of.
extension PromiseBook: Codable {
    private enum Part: String, CodingKey {
        case rules, isTrying, lines, settled
    }

    package init(from decoder: any Decoder) throws {
        let parts = try decoder.container(keyedBy: Part.self)
        let rules = try parts.decode([ConfidenceRule].self, forKey: .rules)
        self.init(
            rules: rules, trying: try parts.decode(Bool.self, forKey: .isTrying) ? rules.first : nil,
            lines: try parts.decode([PromiseLine].self, forKey: .lines), settled: try parts.decode([SettledPromise].self, forKey: .settled))
    }

    package func encode(to encoder: any Encoder) throws {
        var parts = encoder.container(keyedBy: Part.self)
        try parts.encode(rules, forKey: .rules)
        try parts.encode(isTrying, forKey: .isTrying)
        try parts.encode(lines, forKey: .lines)
        try parts.encode(settled.sorted { $0.key < $1.key }.flatMap(\.value), forKey: .settled)
    }
}
