internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Puts someone who holds goods on the list for requisition. The goods are neither stock nor promised. Answers the entry.
    ///
    /// Errors: invalid; SP401.
    package func addCandidate(_ draft: CandidateDraft, problems: [FieldProblem] = [], key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepRequisitionList)
        let person = self.person
        let request: JSONValue = .object(draft.json + [JSONMember("item", JSONValue(draft.item))])
        return try await run("add_candidate", key: key, request: request) { tx, _ in
            var problems = problems
            if (draft.item == nil) == (draft.classification == nil) {
                problems.append(
                    FieldProblem(field: draft.item == nil ? "item" : "classification", draft.item == nil ? .required : .notAllowed))
            }
            if draft.classification != nil, draft.unit == nil { problems.append(FieldProblem(field: "unit", .required)) }
            if draft.item != nil, let unit = draft.unit {
                problems.append(FieldProblem(field: "unit", .notAllowed, ["value": unit]))
            }
            if let code = draft.classification, try !tx.isClassification(code) {
                problems.append(.unknown("classification", code, "classification_code"))
            }
            let item = try draft.item.flatMap { try Self.item($0, &problems, in: tx) }
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            let number = try tx.addCandidate(draft, item: item, by: person.id)
            return .array(try tx.listCandidates(number: number, withRetired: true))
        }.array ?? []
    }

    /// Takes an entry off the list; it stays readable. Answers it.
    ///
    /// Errors: SP401, SP529, SP601.
    package func retireCandidate(_ number: String, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepRequisitionList)
        let person = self.person
        return try await run("retire_candidate", key: key, request: ["number": .text(number)]) { tx, _ in
            try tx.retireCandidate(number, by: person.id)
            return .array(try tx.listCandidates(number: number, withRetired: true))
        }.array ?? []
    }

    /// The list for requisition; with those taken off it, or without.
    package func listCandidates(withRetired: Bool) async throws -> [JSONValue] {
        try await store.read { try $0.listCandidates(withRetired: withRetired) }
    }
}
