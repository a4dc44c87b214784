/// One proof of stock as a person gives it: by codes, before anything is looked up.
package struct ProofDraft: Sendable {
    package var agreement: String
    package var item: String
    package var place: String
    package var form = "agreement_stock"
    package var kind: ProofKind = .declaration
    package var provedOn: CalendarDate
    package var quantity: Int64
    package var remarks: String?
    package var origin: InputOrigin?
    /// Columns of the file, counted from 1.
    package var columns: [String: Int] = [:]

    package init(agreement: String, item: String, place: String, provedOn: CalendarDate, quantity: Int64) {
        self.agreement = agreement
        self.item = item
        self.place = place
        self.provedOn = provedOn
        self.quantity = quantity
    }

    /// For the hash of the request; where a line was read does not matter.
    package var json: JSONValue {
        [
            "agreement": .text(agreement), "item": .text(item), "place": .text(place), "form": .text(form), "kind": .text(kind.rawValue),
            "proved_on": JSONValue(provedOn), "quantity": .integer(quantity), "remarks": JSONValue(remarks),
        ]
    }

    /// A problem of one of its fields, where it was read.
    package func problem(_ field: String, _ code: ProblemCode, _ detail: [String: String]) -> FieldProblem {
        FieldProblem(file: origin?.file, line: origin?.line, column: columns[field], field: field, code, detail)
    }
}

/// A call-off as a person asks for it.
package struct CallOffDraft: Sendable {
    package var agreement: String
    package var item: String
    /// The site it comes from; nil where the agreement has only one for the item.
    package var from: String?
    package var quantity: Int64
    package var to: String
    package var respondHours: Int64
    package var order: String?
    package var incident: String?
    package var remarks: String?

    package init(agreement: String, item: String, quantity: Int64, to: String, respondHours: Int64) {
        self.agreement = agreement
        self.item = item
        self.quantity = quantity
        self.to = to
        self.respondHours = respondHours
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "agreement": .text(agreement), "item": .text(item), "from": JSONValue(from), "quantity": .integer(quantity),
            "to": .text(to), "respond_hours": .integer(respondHours), "order": JSONValue(order), "incident": JSONValue(incident),
            "remarks": JSONValue(remarks),
        ]
    }
}
