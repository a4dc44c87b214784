/// Where a recall stands.
package enum RecallState: String, Sendable, CaseIterable {
    case issued, complete
    case inProgress = "in_progress"

    /// Every step a recall may take: from, to, and who takes it.
    package static let transitions: [(from: RecallState, to: RecallState, actor: String)] = [
        (.issued, .inProgress, "storekeeper, commander"),
        (.inProgress, .complete, "storekeeper, commander"),
        (.issued, .complete, "storekeeper, commander"),
    ]
}

/// A lot that is to be recalled, with all lots made from it.
package struct RecallDraft: Sendable {
    package var lot: String
    /// Where several items have the lot number.
    package var item: String?
    package var reason: String
    /// The authority, producer or paper it rests on.
    package var reference: String?
    package var evidence: Attachment?
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(lot: String, item: String? = nil, reason: String) {
        self.lot = lot
        self.item = item
        self.reason = reason
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "lot": .text(lot), "item": JSONValue(item), "reason": .text(reason), "reference": JSONValue(reference),
            "evidence": JSONValue(evidence?.sha256),
        ]
    }
}

/// What became of goods that a holder of recalled goods had.
package struct RecallProgress: Sendable {
    package enum Outcome: String, Sendable, CaseIterable {
        case returned
        case notRecoverable = "not_recoverable"
    }

    /// Number of the recall.
    package var number: String
    package var holderNo: Int64
    package var outcome: Outcome
    /// In base units; nil for all that is open.
    package var quantity: Int64?
    /// Number of the return that goods came back with.
    package var document: String?
    package var remarks: String?
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(_ number: String, holder holderNo: Int64, _ outcome: Outcome, quantity: Int64? = nil) {
        self.number = number
        self.holderNo = holderNo
        self.outcome = outcome
        self.quantity = quantity
    }

    package var members: [JSONMember] {
        [
            JSONMember("number", .text(number)), JSONMember("holder_no", .integer(holderNo)),
            JSONMember("outcome", .text(outcome.rawValue)),
            JSONMember("quantity", JSONValue(quantity)), JSONMember("document", JSONValue(document)),
            JSONMember("remarks", JSONValue(remarks)),
        ]
    }
}
