/// New dates of a lot; what is nil stays as it is.
package struct LotDatesChange: Sendable {
    package var expiresOn: CalendarDate?
    package var warnOn: CalendarDate?
    package var rotateByOn: CalendarDate?
    /// From this day on it is no longer issued for use.
    package var stopIssueOn: CalendarDate?
    package var reason: String?
    /// What the dates rest on: a test report, a notice of the maker.
    package var source: String?
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init() {}

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "expires_on": JSONValue(expiresOn?.rawValue), "warn_on": JSONValue(warnOn?.rawValue),
            "rotate_by_on": JSONValue(rotateByOn?.rawValue), "stop_issue_on": JSONValue(stopIssueOn?.rawValue),
            "reason": JSONValue(reason), "source": JSONValue(source),
        ]
    }
}

/// How many days goods must still last where they are used: of an item or all, at a kind of place or all, for a purpose or all.
package struct LifeLeftDemand: Sendable {
    package var item: String?
    package var placeKind: PlaceKind?
    package var purpose: String?
    /// Nil ends the demand.
    package var days: Int?
    package var source: String
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(days: Int?, source: String) {
        self.days = days
        self.source = source
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "item": JSONValue(item), "place_kind": JSONValue(placeKind?.rawValue), "purpose": JSONValue(purpose),
            "days": JSONValue(days.map { Int64($0) }), "source": .text(source),
        ]
    }
}
