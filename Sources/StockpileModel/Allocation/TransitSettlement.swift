/// What becomes of goods that an order sent off and that did not arrive.
package struct TransitSettlement: Sendable {
    package enum Outcome: Sendable, Hashable {
        /// They are gone: their value goes to loss.
        case lost
        /// They lie again at the place with this code.
        case turnedBack(to: String)
    }

    package let order: String
    package let item: String
    /// Where several lots of the item are on their way.
    package var lot: String?
    /// Where they were to arrive, when the order has several destinations.
    package var place: String?
    /// In base units.
    package let quantity: Int64
    package let outcome: Outcome
    package var serials: [String] = []
    package var occurredAt: String?
    package var reference: String?
    package var remarks: String?
    package var grounds = DocumentGrounds()
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(order: String, item: String, quantity: Int64, outcome: Outcome) {
        self.order = order
        self.item = item
        self.quantity = quantity
        self.outcome = outcome
    }

    /// The purpose of its document, which is of the kind `arrival`.
    package var purpose: String {
        switch outcome {
        case .lost: "lost"
        case .turnedBack: "turned_back"
        }
    }

    /// Who may: a loss takes value off the books.
    package var permission: Permission { outcome == .lost ? .approveWriteOff : .receiveOrder }

    /// For the hash of the request.
    package var json: JSONValue {
        var back: String?
        if case .turnedBack(let code) = outcome { back = code }
        let head: [JSONMember] = [
            JSONMember("order", .text(order)), JSONMember("purpose", .text(purpose)), JSONMember("item", .text(item)),
            JSONMember("lot", JSONValue(lot)), JSONMember("place", JSONValue(place)), JSONMember("quantity", .integer(quantity)),
            JSONMember("to_place", JSONValue(back)), JSONMember("serials", .array(serials.map { .text($0) })),
            JSONMember("occurred_at", JSONValue(occurredAt)), JSONMember("reference", JSONValue(reference)),
            JSONMember("remarks", JSONValue(remarks)),
        ]
        return .object(head + grounds.members)
    }
}

/// So much of an item that was sent off and has not arrived yet, while the rest has.
package struct ShortArrival: Sendable, Hashable {
    package let item: String
    package let quantity: Int64

    package init(item: String, quantity: Int64) {
        self.item = item
        self.quantity = quantity
    }
}
