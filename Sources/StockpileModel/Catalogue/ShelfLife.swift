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
}
