/// What a neighbour would send when asked.
package struct MutualAidPromise: Sendable, Codable {
    package let quantity: Int64
    package let validity: Validity
    /// From the call until it is where it comes in.
    package let responseHours: Int
    /// What of it counts: never more than was written down with the promise.
    package var confidencePercent: Int

    package init(quantity: Int64, validity: Validity, responseHours: Int, confidencePercent: Int) {
        self.quantity = quantity
        self.validity = validity
        self.responseHours = responseHours
        self.confidencePercent = confidencePercent
    }

    func share(by way: Way, withinHours hours: Int, on day: CalendarDate) -> SupplyShare {
        guard let arrival = way.arrivalMinutes else { return .none(of: quantity, .noRoute) }
        guard validity.contains(day) else { return .none(of: quantity, .aidNotInForce) }
        // Whole units only: a part of a unit is not promised.
        let trusted = Int64(clamping: Int128(quantity) * Int128(confidencePercent) / 100)
        let isInTime = responseHours * 60 + arrival <= hours * 60
        return (isInTime ? SupplyShare.all(trusted) : .none(of: trusted, .tooLate)).leavingOut(quantity - trusted, .confidence)
    }
}

/// A neighbour's promise with whose it is and where it comes in.
package struct MutualAidSpan: Sendable, Codable {
    /// Who promised, by what people know them by.
    package struct Neighbour: Sendable, Hashable, Codable {
        package let code: String
        package let name: String
        package let nameEn: String

        package init(code: String, name: String, nameEn: String) {
            self.code = code
            self.name = name
            self.nameEn = nameEn
        }
    }

    package let number: String
    package let neighbour: Neighbour
    package let item: ItemID
    package let place: PlaceID
    package let promise: MutualAidPromise

    package init(number: String, neighbour: Neighbour, item: ItemID, place: PlaceID, promise: MutualAidPromise) {
        self.number = number
        self.neighbour = neighbour
        self.item = item
        self.place = place
        self.promise = promise
    }

    /// Nobody of ours proves what a neighbour holds: where a rule is in force, it counts for no more than what was never proved.
    func content(by rule: ConfidenceRule?) -> SupplySource.Content {
        var promise = promise
        if let rule { promise.confidencePercent = min(promise.confidencePercent, rule.neverPercent) }
        return .mutualAid(promise)
    }

    /// The days on which it begins and ceases to bind.
    var changeDays: [CalendarDate] { [promise.validity.from, promise.validity.to.adding(days: 1)] }
}
