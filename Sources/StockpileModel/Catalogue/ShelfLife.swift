/// An item's rule for the dates of its lots.
package struct ShelfLife: Sendable, Hashable {
    package enum Origin: String, Sendable {
        case manufactured
        case received
    }

    package let months: Int
    package let from: Origin
    package let warnDays: Int?
    package let rotateDays: Int?

    package init(months: Int, from: Origin, warnDays: Int?, rotateDays: Int?) {
        self.months = months
        self.from = from
        self.warnDays = warnDays
        self.rotateDays = rotateDays
    }
}

/// The dates of one lot. The lot's own dates win over the item's rule, since sources conflict.
package struct LotDates: Sendable, Hashable {
    package var manufacturedOn: CalendarDate?
    package var receivedOn: CalendarDate
    package var expiresOn: CalendarDate?
    package var warnOn: CalendarDate?
    package var rotateByOn: CalendarDate?

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

    /// The same dates, with what is open filled in by the rule. Without a manufacturing date the rule counts from receipt.
    package func completed(by rule: ShelfLife?) -> LotDates {
        guard let rule else { return self }
        var dates = self
        let origin = rule.from == .manufactured ? manufacturedOn ?? receivedOn : receivedOn
        let expiry = expiresOn ?? origin.adding(months: rule.months)
        dates.expiresOn = expiry
        dates.warnOn = warnOn ?? rule.warnDays.map { expiry.adding(days: -$0) }
        dates.rotateByOn = rotateByOn ?? rule.rotateDays.map { expiry.adding(days: -$0) }
        return dates
    }

    /// The dates given that cannot stand beside the others, once the rule has filled in what is open; empty when all agree.
    ///
    /// Shape: field, its date, and what would be right.
    package func contradictions(by rule: ShelfLife?) -> [(field: String, date: CalendarDate, expected: String)] {
        let whole = completed(by: rule)
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
