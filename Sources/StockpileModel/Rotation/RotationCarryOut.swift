/// What a person asks of one step of a kept plan of rotation.
package struct RotationCarryOut: Sendable {
    package var plan: String
    package var step: Int64
    /// Nil: all that is still open.
    package var quantity: Int64?
    /// Units drawn for an extension test; they stand for all of the step.
    package var sample: Int64?
    /// Which units leave, of an item that is kept by serial number; then the quantity is theirs.
    package var serials: [String] = []
    /// The bin that goods of a transfer go into at their new place.
    package var toBin: String?
    /// What every document says of its time and grounds. Its only line, if any, is the fresh lot of a swap; that line's item is the step's.
    package var request: PostingRequest

    package init(plan: String, step: Int64, request: PostingRequest = PostingRequest(purpose: "", place: "", lines: [])) {
        self.plan = plan
        self.step = step
        self.request = request
    }

    /// For the hash of the request.
    package var json: JSONValue {
        .object(
            [
                JSONMember("plan", .text(plan)), JSONMember("step", .integer(step)), JSONMember("quantity", JSONValue(quantity)),
                JSONMember("sample", JSONValue(sample)), JSONMember("request", request.json),
            ] + (serials.isEmpty ? [] : [JSONMember("serials", .array(serials.map { .text($0) }))])
                + (toBin.map { [JSONMember("to_bin", .text($0))] } ?? []))
    }

    /// How much leaves; nil where nobody says so.
    package var leaving: Int64? { sample ?? quantity ?? (serials.isEmpty ? nil : Int64(serials.count)) }

    /// What the way owes besides, and what says nothing of it.
    package func problems(for way: RotationWayKind) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        let isTest = way == .extensionTest
        if isTest, sample == nil { problems.append(FieldProblem(field: "sample", .required)) }
        for (field, number, isWanted) in [("sample", sample, isTest), ("quantity", quantity, !isTest)] {
            guard let number, !isWanted else { continue }
            problems.append(FieldProblem(field: field, .notAllowed, ["value": String(number)]))
        }
        if let toBin, way != .transfer { problems.append(FieldProblem(field: "to_bin", .notAllowed, ["value": toBin])) }
        if let leaving, !serials.isEmpty, leaving != Int64(Set(serials).count) {
            problems.append(
                FieldProblem(
                    field: "serials", .contradiction,
                    ["value": String(serials.count), "expected": String(leaving), "reason": "serials_count"]))
        }
        guard way == .swap else {
            return problems + (request.lines.isEmpty ? [] : [FieldProblem(field: "fresh_quantity", .notAllowed, ["value": way.rawValue])])
        }
        // A figure that could not be read was told already.
        let told = Set(request.problems.map(\.field))
        if (request.lines.first?.quantity ?? 0) == 0, !told.contains("--fresh-quantity") {
            problems.append(FieldProblem(field: "fresh_quantity", .required))
        }
        if request.lines.first?.unitCostFen == nil, !told.contains("--fresh-unit-cost-fen") {
            problems.append(FieldProblem(field: "fresh_unit_cost_fen", .required))
        }
        return problems
    }
}
