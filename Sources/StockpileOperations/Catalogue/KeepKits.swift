internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Says that a kit has a part, from the next check on. Answers the part.
    ///
    /// Errors: invalid; SP401; SP539 for a part that the kit has already; SP675 when the kit would be part of itself.
    package func addKitPart(_ draft: KitPartDraft, problems: [FieldProblem] = [], key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepCatalogue)
        let person = self.person
        return try await run("add_kit_part", key: key, request: draft.json) { tx, _ in
            var problems = problems
            for (field, code) in [("kit", draft.kit), ("part", draft.part)] where try tx.listItems(codes: [code]).isEmpty {
                problems.append(.unknown(field, code, "item"))
            }
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            try tx.addKitParts([draft], by: person.id)
            return .array(try tx.listKitParts(of: draft.kit, part: draft.part))
        }.array ?? []
    }

    /// Says that a kit has a part no more. Answers the part as it was.
    ///
    /// Errors: SP401; SP655 for a part that is not there.
    package func removeKitPart(_ part: String, of kit: String, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepCatalogue)
        let person = self.person
        return try await run("remove_kit_part", key: key, request: ["kit": .text(kit), "part": .text(part)]) { tx, _ in
            let found = try tx.listKitParts(of: kit, part: part)
            try tx.removeKitPart(part, of: kit, by: person.id)
            return .array(found)
        }.array ?? []
    }

    /// Every kit with the number of its parts.
    package func listKits() async throws -> [JSONValue] { try await store.read { try $0.listKits() } }

    /// A kit with its parts.
    ///
    /// Errors: notFound for what is no kit.
    package func showKit(_ kit: String) async throws -> JSONValue {
        try await store.read { tx in
            let parts = try tx.listKitParts(of: kit)
            guard let head = try tx.listKits().first(where: { $0[key: "kit"]?.text == kit }) else {
                throw StockpileError.notFound(subject: "kit", code: kit)
            }
            return head.adding("kit_parts", .array(parts))
        }
    }
}
