/// What has to be done to goods while they lie (保养).
package enum CareDuty: String, Sendable, CaseIterable {
    /// Generators, pumps: started and run.
    case run
    case charge
    /// Tents, bedding: opened and aired.
    case air
    /// By whoever is allowed to: extinguishers.
    case service
    case inspect
    case clean
}

/// How goods were found when they were cared for.
package enum CareResult: String, Sendable, CaseIterable {
    case ok, defect
}

/// A duty of an item as a district's folder says it.
package struct CareRuleDraft: Sendable {
    package var code = ""
    package var item = ""
    package var duty = ""
    package var everyDays: Int64 = 0
    /// Not before so many days after manufacture; nil: from the receipt on.
    package var firstDays: Int64?
    package var instruction = ""
    package var source = ""
    package init() {}

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "code": .text(code), "item": .text(item), "duty": .text(duty), "every_days": .integer(everyDays),
            "first_days": JSONValue(firstDays), "instruction": .text(instruction), "source": .text(source),
        ]
    }
}

/// That a duty was done, as a person says it.
package struct CareDraft: Sendable {
    /// Code of the rule.
    package var rule: String
    package var place: String
    /// Nil, with the serial number: all of the item that lies at the place.
    package var lot: String?
    package var serial: String?
    /// Nil: today.
    package var doneOn: CalendarDate?
    /// Nil: whoever writes it down.
    package var doneBy: String?
    package var result: CareResult = .ok
    package var remarks: String?
    package var evidence: Attachment?
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(rule: String, at place: String) {
        self.rule = rule
        self.place = place
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "rule": .text(rule), "place": .text(place), "lot": JSONValue(lot), "serial": JSONValue(serial),
            "done_on": JSONValue(doneOn), "done_by": JSONValue(doneBy), "result": .text(result.rawValue),
            "remarks": JSONValue(remarks), "evidence": JSONValue(evidence?.sha256),
        ]
    }
}

/// Which duties are listed; nil means any.
package struct CareFilter: Sendable {
    package var items: [ItemID]?
    package var place: PlaceID?
    package var rule: String?
    /// Only what is overdue or was found defective.
    package var isOverdue: Bool
    /// Only what is due within so many days, what is overdue as well.
    package var within: Int?
    package var slice: ListSlice

    package init(items: [ItemID]? = nil, place: PlaceID? = nil, isOverdue: Bool = false, slice: ListSlice = .all) {
        self.items = items
        self.place = place
        self.isOverdue = isOverdue
        self.slice = slice
    }
}
