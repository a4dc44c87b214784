internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Says that one item stands for another, from the next check on. Answers the pair.
    ///
    /// Errors: invalid; SP401; SP539 for a pair that is there already; SP675 when the item would serve for itself.
    package func addSubstitute(
        _ draft: SubstituteDraft, problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> [JSONValue] {
        try person.require(.keepCatalogue)
        let person = self.person
        return try await run("add_substitute", key: key, request: draft.json) { tx, _ in
            var problems = problems
            _ = try Self.item(draft.item, &problems, in: tx)
            if try tx.listItems(codes: [draft.substitute]).isEmpty {
                problems.append(.unknown("substitute", draft.substitute, "item"))
            }
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            try tx.addSubstitutes([draft], by: person.id)
            return .array(try tx.listSubstitutes(of: draft.item, substitute: draft.substitute))
        }.array ?? []
    }

    /// Says that it does not any more. Answers the pair as it was.
    ///
    /// Errors: SP401; SP655 for a pair that is not there.
    package func removeSubstitute(_ substitute: String, of item: String, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepCatalogue)
        let person = self.person
        let request: JSONValue = ["item": .text(item), "substitute": .text(substitute)]
        return try await run("remove_substitute", key: key, request: request) { tx, _ in
            let pair = try tx.listSubstitutes(of: item, substitute: substitute)
            try tx.removeSubstitute(substitute, of: item, by: person.id)
            return .array(pair)
        }.array ?? []
    }

    /// What stands for one item, or for any.
    ///
    /// Errors: notFound for an item that does not exist.
    package func listSubstitutes(of item: String?) async throws -> [JSONValue] {
        try await store.read { tx in
            if let item, try tx.listItems(codes: [item]).isEmpty { throw StockpileError.notFound(subject: "item", code: item) }
            return try tx.listSubstitutes(of: item)
        }
    }
}
