/// How goods that come back are found.
package enum RecoveryResult: String, Sendable, CaseIterable {
    case good
    case inInspection = "in_inspection"
    case toRepair = "to_repair"
    case toScrap = "to_scrap"
    case lost

    /// The condition they come back in: nothing is good before it was inspected. Nil for what does not come back.
    package var condition: String? {
        switch self {
        case .good, .inInspection: "in_inspection"
        case .toRepair, .toScrap: rawValue
        case .lost: nil
        }
    }
}

/// So much of one item, found in one way.
package struct RecoveryLine: Sendable {
    package var item: String
    package var lot: String?
    /// In base units.
    package var quantity: Int64
    package var result: RecoveryResult
    /// The units by serial number, for items that are kept so.
    package var serials: [String] = []
    /// The bin it is put into; nil for none.
    package var bin: String?
    package var origin: InputOrigin?

    package init(item: String, quantity: Int64, result: RecoveryResult) {
        self.item = item
        self.quantity = quantity
        self.result = result
    }

    package var json: JSONValue {
        .object(
            [
                JSONMember("item", .text(item)), JSONMember("lot", JSONValue(lot)), JSONMember("quantity", .integer(quantity)),
                JSONMember("result", .text(result.rawValue)), JSONMember("serials", .array(serials.map { .text($0) })),
            ] + (bin.map { [JSONMember("bin", .text($0))] } ?? []))
    }
}

/// What came back of an issue, as a person writes it down.
package struct RecoveryRequest: Sendable {
    /// Number of the issue.
    package var document: String
    package var lines: [RecoveryLine]
    package var reason: String?
    package var remarks: String?
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(document: String, lines: [RecoveryLine]) {
        self.document = document
        self.lines = lines
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "document": .text(document), "lines": .array(lines.map(\.json)), "reason": JSONValue(reason), "remarks": JSONValue(remarks),
        ]
    }
}
