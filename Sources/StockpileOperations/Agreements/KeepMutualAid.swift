internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Keeps what a neighbour promises to send. It is no stock: readiness counts it from the hour at which it can be there. Answers it.
    ///
    /// Errors: invalid with all problems at once; SP401, SP695.
    package func addMutualAid(_ draft: MutualAidDraft, problems: [FieldProblem] = [], key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepMutualAid)
        let (person, today) = (self.person, self.today)
        let request: JSONValue = .object(
            draft.json + [JSONMember("item", .text(draft.item)), JSONMember("place", .text(draft.place))])
        return try await run("add_mutual_aid", key: key, request: request) { tx, _ in
            var problems = problems
            if draft.neighbourName == nil, try !tx.isNeighbour(draft.neighbour) {
                problems.append(FieldProblem(field: "--neighbour-name", .required, ["value": ""]))
            }
            if draft.validTo < draft.validFrom, !problems.contains(where: { ["--from", "--until"].contains($0.field) }) {
                let detail = ["value": draft.validTo.rawValue, "expected": "≥ \(draft.validFrom.rawValue)", "reason": "dates"]
                problems.append(FieldProblem(field: "--until", .contradiction, detail))
            }
            let item = try Self.item(draft.item, &problems, in: tx)
            let place = try tx.findRouteMap().place(draft.place)
            if place == nil { problems.append(.unknown("place", draft.place, "place")) }
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            let number = try tx.addMutualAid(draft, item: item, place: place, by: person.id)
            return .array(try tx.listMutualAid(number: number, on: today, withEnded: true))
        }.array ?? []
    }

    /// Ends what a neighbour promised, from today on; it stays readable. Answers it.
    ///
    /// Errors: SP401, SP601, SP694.
    package func endMutualAid(_ number: String, key: IdempotencyKey) async throws -> [JSONValue] {
        try person.require(.keepMutualAid)
        let (person, today) = (self.person, self.today)
        return try await run("end_mutual_aid", key: key, request: ["number": .text(number)]) { tx, _ in
            try tx.endMutualAid(number, by: person.id)
            return .array(try tx.listMutualAid(number: number, on: today, withEnded: true))
        }.array ?? []
    }

    /// What neighbours promise; with what is over, or without.
    package func listMutualAid(withEnded: Bool) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { try $0.listMutualAid(on: today, withEnded: withEnded) }
    }
}
