/// What a person asks to be posted: a document of one kind at one place, by codes, before anything is looked up.
package struct PostingRequest: Sendable {
    package var purpose: String
    package var place: String
    /// ISO 8601 with offset; nil means now.
    package var occurredAt: String?
    package var reference: String?
    package var remarks: String?
    package var grounds = DocumentGrounds()
    /// Who goods that leave are given to.
    package var receiver: GoodsReceiver?
    package var lines: [PostingRequestLine]
    /// What reading found wrong already; a request with problems is never carried out, and all of them are told at once.
    package var problems: [FieldProblem] = []

    package init(purpose: String, place: String, lines: [PostingRequestLine]) {
        self.purpose = purpose
        self.place = place
        self.lines = lines
    }

    /// For the hash of the request.
    package var json: JSONValue {
        .object(
            [
                JSONMember("purpose", .text(purpose)), JSONMember("place", .text(place)),
                JSONMember("occurred_at", JSONValue(occurredAt)), JSONMember("reference", JSONValue(reference)),
                JSONMember("remarks", JSONValue(remarks)), JSONMember("lines", .array(lines.map(\.json))),
            ] + grounds.members + (grounds.loan.map { [JSONMember("loan", .text($0))] } ?? []) + (receiver?.members ?? []))
    }
}

/// One line of it. Which fields are needed depends on the kind of document; `origin` says where the line was read.
package struct PostingRequestLine: Sendable {
    package var item: String
    package var quantity: Int64
    /// A pack's name; nil counts base units.
    package var pack: String?
    package var lot: String?
    package var bin: String?
    package var toPlace: String?
    package var toBin: String?
    /// The units by serial number, for items that are kept so.
    package var serials: [String] = []
    package var owner: String?
    package var category: String?
    package var fundingSource: String?
    package var producer: String?
    package var condition: String?
    package var unitCostFen: Int64?
    package var manufacturedOn: CalendarDate?
    package var expiresOn: CalendarDate?
    package var warnOn: CalendarDate?
    package var rotateByOn: CalendarDate?
    package var origin: InputOrigin?

    package init(item: String, quantity: Int64) {
        self.item = item
        self.quantity = quantity
    }

    /// For the hash of the request; where a line was read does not matter.
    package var json: JSONValue {
        let common: JSONValue = [
            "item": .text(item), "quantity": .integer(quantity), "pack": JSONValue(pack), "lot": JSONValue(lot), "bin": JSONValue(bin),
            "to_place": JSONValue(toPlace), "owner": JSONValue(owner), "category": JSONValue(category),
            "funding_source": JSONValue(fundingSource), "origin": JSONValue(producer), "condition": JSONValue(condition),
            "unit_cost_fen": JSONValue(unitCostFen), "manufactured_on": JSONValue(manufacturedOn), "expires_on": JSONValue(expiresOn),
            "warn_on": JSONValue(warnOn), "rotate_by_on": JSONValue(rotateByOn),
        ]
        // Only where they are given: a request without them keeps the hash it had before there were any.
        var members = common.members ?? []
        if let toBin { members.append(JSONMember("to_bin", .text(toBin))) }
        if !serials.isEmpty { members.append(JSONMember("serials", .array(serials.map { .text($0) }))) }
        return .object(members)
    }
}

extension FieldProblem {
    /// A problem of one line, where it was read.
    package init(of line: PostingRequestLine, _ field: String, _ code: ProblemCode, _ detail: [String: String] = [:]) {
        self.init(file: line.origin?.file, line: line.origin?.line, field: field, code, detail)
    }
}

/// Where in a file something was read.
package struct InputOrigin: Sendable, Hashable {
    package let file: String
    package let line: Int

    package init(file: String, line: Int) {
        self.file = file
        self.line = line
    }
}
