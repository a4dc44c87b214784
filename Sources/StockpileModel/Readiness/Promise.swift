/// The days on which an agreement binds, the first and the last included.
package struct Validity: Sendable, Hashable, Codable {
    package let from: CalendarDate
    package let to: CalendarDate

    package init(from: CalendarDate, to: CalendarDate) {
        self.from = from
        self.to = to
    }

    package func contains(_ day: CalendarDate) -> Bool { from <= day && day <= to }
}

/// Goods a company keeps for us under an agreement.
package struct AgreementPromise: Sendable, Codable {
    package var quantity: Int64
    package var validity: Validity
    /// From the call to the first loading.
    package var responseHours: Int
    /// From the call until the last town is reached, where towns have hours of their own; nil where the line's hours hold for all.
    package var slowestMinutes: Int?
    package var isSuspended = false
    /// What its last proof of stock deserves.
    package var confidencePercent: Int
    /// What was last found there, where it is less than what is promised.
    package var foundQuantity: Int64?
    /// What we called off and is not there for another need.
    package var calledOff: Int64 = 0

    package init(quantity: Int64, validity: Validity, responseHours: Int, confidencePercent: Int) {
        self.quantity = quantity
        self.validity = validity
        self.responseHours = responseHours
        self.confidencePercent = confidencePercent
    }

    /// Whole units only: a part of a unit is not promised.
    package var trusted: Int64 {
        let there = max(0, min(foundQuantity ?? quantity, quantity) - drawn)
        return Int64(clamping: Int128(there) * Int128(confidencePercent) / 100)
    }

    private var drawn: Int64 { min(calledOff, quantity) }

    func share(by way: Way, withinHours hours: Int, on day: CalendarDate) -> SupplyShare {
        guard let arrival = way.arrivalMinutes else { return .none(of: quantity, .noRoute) }
        guard validity.contains(day), !isSuspended else { return .none(of: quantity, .agreementNotInForce) }
        let isInTime = (slowestMinutes ?? responseHours * 60 + arrival) <= hours * 60
        let share: SupplyShare = isInTime ? .all(trusted) : .none(of: trusted, .tooLate)
        return share.leavingOut(drawn, .calledOff).leavingOut(quantity - drawn - trusted, .confidence)
    }
}

/// Goods a company makes for us from the day of the call.
package struct CapacityPromise: Sendable, Codable {
    package var unitsPerDay: Int64
    package var rampUpHours: Int
    package var quantityMax: Int64
    package var validity: Validity
    /// What its last proof deserves; all of it where no rule is in force.
    package var confidencePercent = 100
    package var isSuspended = false
    /// For so many days of making there is raw material; nil where nobody knows, and nothing is taken off.
    package var rawMaterialDays: Int64?

    /// All that can be made before the raw material is used up.
    package var makeable: Int64 {
        guard let rawMaterialDays else { return quantityMax }
        return min(quantityMax, Int64(clamping: Int128(unitsPerDay) * Int128(rawMaterialDays)))
    }

    package init(unitsPerDay: Int64, rampUpHours: Int, quantityMax: Int64, validity: Validity) {
        self.unitsPerDay = unitsPerDay
        self.rampUpHours = rampUpHours
        self.quantityMax = quantityMax
        self.validity = validity
    }

    func share(by way: Way, withinHours hours: Int, on day: CalendarDate) -> SupplyShare {
        guard let driving = way.drivingMinutes else { return .none(of: quantityMax, .noRoute) }
        guard validity.contains(day), !isSuspended else { return .none(of: quantityMax, .agreementNotInForce) }
        let producing = max(0, (hours - rampUpHours) * 60 - driving)
        let made = Int64(clamping: Int128(unitsPerDay) * Int128(producing) / 1440)
        let trusted = Int64(clamping: Int128(makeable) * Int128(confidencePercent) / 100)
        let counted = Int64(clamping: Int128(min(made, makeable)) * Int128(confidencePercent) / 100)
        return SupplyShare.part(counted, of: trusted, rest: .tooLate).leavingOut(makeable - trusted, .confidence)
            .leavingOut(quantityMax - makeable, .rawMaterial)
    }
}
