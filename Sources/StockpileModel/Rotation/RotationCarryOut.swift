/// What a person asks of one step of a kept plan of rotation.
package struct RotationCarryOut: Sendable {
    package var plan: String
    package var step: Int64
    /// Nil: all that is still open.
    package var quantity: Int64?
    /// Units drawn for an extension test; they stand for all of the step.
    package var sample: Int64?
    /// What every document says of its time and grounds. Its only line, if any, is the fresh lot of a swap; that line's item is the step's.
    package var request: PostingRequest

    package init(plan: String, step: Int64, request: PostingRequest = PostingRequest(purpose: "", place: "", lines: [])) {
        self.plan = plan
        self.step = step
        self.request = request
    }

    /// For the hash of the request.
    package var json: JSONValue {
        [
            "plan": .text(plan), "step": .integer(step), "quantity": JSONValue(quantity), "sample": JSONValue(sample),
            "request": request.json,
        ]
    }

    /// What the way owes besides, and what says nothing of it.
    package func problems(for way: RotationWayKind) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        let isTest = way == .extensionTest
        if isTest, sample == nil { problems.append(FieldProblem(field: "sample", .required)) }
        for (field, number, isWanted) in [("sample", sample, isTest), ("quantity", quantity, !isTest)] {
            guard let number, !isWanted else { continue }
            problems.append(FieldProblem(field: field, .notAllowed, ["value": String(number)]))
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
