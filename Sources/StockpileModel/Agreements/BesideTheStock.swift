/// Someone who holds goods that may be requisitioned, as a person writes it down.
package struct CandidateDraft: Sendable {
    package var holder: String
    /// An item, or else a class with its unit.
    package var item: String?
    package var classification: String?
    package var quantity: Int64
    package var unit: String?
    /// In words: it need not be a place of ours.
    package var place: String
    package var contact: String?
    package var telephone: String?
    package var source: String

    package init(holder: String, quantity: Int64, place: String, source: String) {
        self.holder = holder
        self.quantity = quantity
        self.place = place
        self.source = source
    }

    package var json: [JSONMember] {
        [
            JSONMember("holder", .text(holder)), JSONMember("quantity", .integer(quantity)), JSONMember("unit", JSONValue(unit)),
            JSONMember("place", .text(place)), JSONMember("contact", JSONValue(contact)), JSONMember("telephone", JSONValue(telephone)),
            JSONMember("source", .text(source)), JSONMember("classification_code", JSONValue(classification)),
        ]
    }
}

/// By what the share under agreement is measured.
package enum ShareSubject: String, Sendable, CaseIterable {
    case item, category, value
}
