internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Says what is known of a liaison officer from now on; what is left out stays as it was known. Answers the officers of the
    /// organisation.
    ///
    /// Errors: invalid; SP401, SP601, SP610, SP643.
    package func setLiaison(_ draft: LiaisonDraft, problems: [FieldProblem] = [], key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepLiaisons)
        let (person, today, zone) = (self.person, self.today, timeZone)
        return try await run("set_liaison", key: key, request: .object(draft.members)) { tx, _ in
            var problems = problems
            if draft.telephone == nil, !problems.contains(where: { $0.field == "--telephone" }), try !tx.isLiaisonKnown(draft) {
                problems.append(FieldProblem(field: "--telephone", .required))
            }
            if draft.dropsDeputy, let deputy = draft.deputy {
                problems.append(FieldProblem(field: "--deputy", .notAllowed, ["value": deputy, "expected": "--no-deputy"]))
            }
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            try tx.setLiaisons([draft], by: person.id)
            return .array(
                try tx.listLiaisons(
                    kind: draft.organisationKind, organisation: draft.organisation, isMissingOnly: false, withFormer: true, on: today,
                    zone: zone))
        }.array ?? []
    }

    /// Liaison officers by organisation, and towns and companies that have none.
    ///
    /// Errors: invalid for a kind that is none.
    package func listLiaisons(kind: String?, isMissingOnly: Bool, withFormer: Bool) async throws -> [JSONValue] {
        let (today, zone) = (self.today, timeZone)
        if let kind, !LiaisonDraft.organisationKinds.contains(kind) {
            let choices = LiaisonDraft.organisationKinds.joined(separator: ", ")
            throw StockpileError.invalid([FieldProblem(field: "--kind", .notAChoice, ["value": kind, "choices": choices])])
        }
        return try await store.read {
            try $0.listLiaisons(
                kind: kind, organisation: nil, isMissingOnly: isMissingOnly, withFormer: withFormer, on: today, zone: zone)
        }
    }
}
