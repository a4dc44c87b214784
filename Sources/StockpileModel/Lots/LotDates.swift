/// The dates of one lot. The lot's own dates win over the item's rules, since sources conflict; of the rules the shortest decides.
package struct LotDates: Sendable, Hashable {
    package var manufacturedOn: CalendarDate?
    package var receivedOn: CalendarDate
    package var expiresOn: CalendarDate?
    package var warnOn: CalendarDate?
    package var rotateByOn: CalendarDate?
    /// From this day on it is no longer issued for use.
    package var stopIssueOn: CalendarDate?
    /// The rules that gave the dates nobody stated, the expiry's first; empty when all were stated or no rule applies.
    package private(set) var givenBy: [ShelfLife] = []
    /// More was to be said than the item's own shelf life does.
    package private(set) var isByListedRules = false

    package init(
        manufacturedOn: CalendarDate?, receivedOn: CalendarDate, expiresOn: CalendarDate? = nil, warnOn: CalendarDate? = nil,
        rotateByOn: CalendarDate? = nil
    ) {
        self.manufacturedOn = manufacturedOn
        self.receivedOn = receivedOn
        self.expiresOn = expiresOn
        self.warnOn = warnOn
        self.rotateByOn = rotateByOn
    }

    /// The same dates, with what is open filled in by the rules that apply. What the shortest leaves open the next shortest says.
    package func completed(by rules: [ShelfLife]) -> LotDates {
        var dates = filled(by: rules)
        dates.isByListedRules = !dates.givenBy.isEmpty && rules.contains { !$0.isOwn }
        return dates
    }

    private func filled(by rules: [ShelfLife]) -> LotDates {
        let ending = rules.shortestFirst(for: self, isRotation: false)
        let rotating = rules.shortestFirst(for: self, isRotation: true)
        var dates = self
        dates.givenBy = []
        if expiresOn == nil, let shortest = ending.first {
            dates.expiresOn = shortest.end
            dates.note(shortest.rule)
        }
        // What does not expire is counted back from its rotation.
        guard let last = dates.expiresOn ?? rotating.first?.end else { return dates }
        let inOrder = (ending + rotating).map(\.rule)
        func before(_ days: (ShelfLife) -> Int?) -> (rule: ShelfLife, day: CalendarDate)? {
            for rule in inOrder {
                if let count = days(rule) { return (rule, last.adding(days: -count)) }
            }
            return nil
        }
        if warnOn == nil, let found = before(\.warnDays) {
            dates.warnOn = found.day
            dates.note(found.rule)
        }
        if stopIssueOn == nil, let found = before(\.stopIssueDays) {
            dates.stopIssueOn = found.day
            dates.note(found.rule)
        }
        if rotateByOn == nil {
            // Swapped no later than it expires.
            let swap = rotating.first.map { (rule: $0.rule, day: min($0.end, last)) }
            if let found = [before(\.rotateDays), swap].compactMap({ $0 }).min(by: { $0.day < $1.day }) {
                dates.rotateByOn = found.day
                dates.note(found.rule)
            }
        }
        return dates
    }

    private mutating func note(_ rule: ShelfLife) {
        if !givenBy.contains(rule) { givenBy.append(rule) }
    }

    /// The identifiers that rules were given when they were stored.
    package mutating func identifyRules(_ identifier: (ShelfLife) -> Int64?) {
        for index in givenBy.indices where givenBy[index].rule == nil { givenBy[index].rule = identifier(givenBy[index]) }
    }

    /// The dates given that cannot stand beside the others, once the rules have filled in what is open; empty when all agree.
    ///
    /// Shape: field, its date, and what would be right.
    package func contradictions(by rules: [ShelfLife]) -> [(field: String, date: CalendarDate, expected: String)] {
        let whole = completed(by: rules)
        var found: [(field: String, date: CalendarDate, expected: String)] = []
        func order(
            _ field: String, _ date: CalendarDate?, _ isRight: (CalendarDate, CalendarDate) -> Bool, _ sign: String, _ other: CalendarDate?
        ) {
            guard let date, let other, !isRight(date, other) else { return }
            found.append((field, date, "\(sign) \(other.rawValue)"))
        }
        order("manufactured_on", manufacturedOn, { $0 <= $1 }, "≤", receivedOn)
        order("expires_on", expiresOn, { $0 > $1 }, ">", whole.manufacturedOn)
        order("warn_on", warnOn, { $0 <= $1 }, "≤", whole.expiresOn)
        order("rotate_by_on", rotateByOn, { $0 <= $1 }, "≤", whole.expiresOn)
        return found
    }
}

extension LotDates {
    /// The rules with the day each would give, and whether it gave the lot the one it has.
    ///
    /// Shape: those that give an expiry first, earliest first; then rotation; last those that count from something unknown.
    package func answers(of rules: [ShelfLife]) -> [JSONValue] {
        let ending = rules.shortestFirst(for: self, isRotation: false)
        let rotating = rules.shortestFirst(for: self, isRotation: true)
        let undated = rules.filter { $0.end(of: self) == nil }
        func answer(_ rule: ShelfLife, _ end: CalendarDate?, _ decides: Bool) -> JSONValue {
            .object(rule.members + [JSONMember("ends_on", JSONValue(end?.rawValue)), JSONMember("decides", .bool(decides))])
        }
        return ending.enumerated().map { answer($1.rule, $1.end, $0 == 0 && $1.end == expiresOn) }
            + rotating.enumerated().map { answer($1.rule, $1.end, $0 == 0 && $1.end == rotateByOn) }
            + undated.map { answer($0, nil, false) }
    }
}

extension ShelfLife {
    /// As every list shows a rule.
    package var members: [JSONMember] {
        var (months, days): (Int?, Int?)
        switch period {
        case .months(let count): months = count
        case .days(let count): days = count
        }
        func number(_ value: Int?) -> JSONValue { JSONValue(value.map { Int64($0) }) }
        return [
            JSONMember("life_kind", .text(kind.rawValue)), JSONMember("months", number(months)), JSONMember("days", number(days)),
            JSONMember("counted_from", .text(from.rawValue)), JSONMember("acquired_by", JSONValue(acquiredBy)),
            JSONMember("warn_days", number(warnDays)), JSONMember("rotate_before_days", number(rotateDays)),
            JSONMember("stop_issue_before_days", number(stopIssueDays)), JSONMember("source", .text(source)),
        ]
    }
}
