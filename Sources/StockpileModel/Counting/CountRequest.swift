/// What a person asks to be counted, by codes.
package struct CountPlan: Sendable {
    package var place: String
    package var category: String?
    package var item: String?
    /// So many lines drawn at random; nil counts all.
    package var randomLines: Int?
    /// Draws the same lines again.
    package var seed: String?
    /// Nil takes the district's tolerance in effect.
    package var toleranceFen: Int64?
    /// What reading found wrong already.
    package var problems: [FieldProblem] = []

    package init(place: String) {
        self.place = place
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "place": .text(place), "category": JSONValue(category), "item": JSONValue(item),
            "random_lines": JSONValue(randomLines.map(Int64.init)), "seed": JSONValue(seed), "tolerance_fen": JSONValue(toleranceFen),
        ]
    }
}

/// What one person counted of one heap: a line of the sheet, or goods found that are not on it.
package struct CountEntry: Sendable {
    /// Nil for goods that are not on the sheet; then item and lot name them.
    package var line: Int64?
    package var item: String?
    package var lot: String?
    package var bin: String?
    package var owner: String?
    package var condition: String?
    /// Base units; zero is a finding.
    package var quantity: Int64
    /// The units that were found, of an item that is kept by serial number.
    package var serials: [String] = []
    /// As it was written; nil takes the time of the whole sheet.
    package var countedAt: String?
    package var origin: InputOrigin?
    /// In which column of its file each field stands, from 1.
    package var columns: [String: Int] = [:]

    package init(line: Int64?, quantity: Int64) {
        self.line = line
        self.quantity = quantity
    }

    /// For the hash of the request; where an entry was read does not matter.
    package var json: JSONValue {
        .object(
            [
                JSONMember("line_no", JSONValue(line)), JSONMember("item", JSONValue(item)), JSONMember("lot", JSONValue(lot)),
                JSONMember("bin", JSONValue(bin)), JSONMember("owner", JSONValue(owner)), JSONMember("condition", JSONValue(condition)),
                JSONMember("quantity", .integer(quantity)), JSONMember("counted_at", JSONValue(countedAt)),
            ] + (serials.isEmpty ? [] : [JSONMember("serials", .array(serials.map { .text($0) }))]))
    }
}

extension FieldProblem {
    /// A problem of one entry, where it was read.
    package init(of entry: CountEntry, _ field: String, _ code: ProblemCode, _ detail: [String: String] = [:]) {
        self.init(file: entry.origin?.file, line: entry.origin?.line, column: entry.columns[field], field: field, code, detail)
    }
}
