internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// What waits for somebody, soonest first, or what has ended; each with whose it is and whom to call about it.
    ///
    /// Errors: invalid for a kind or a place nobody knows.
    package func listTasks(_ filter: TaskFilter) async throws -> [JSONValue] {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { tx in
            var problems: [FieldProblem] = []
            let kinds = try tx.listTaskKinds()
            if let kind = filter.kind, !kinds.contains(kind) {
                problems.append(FieldProblem(field: "--kind", .notAChoice, ["value": kind, "choices": kinds.joined(separator: ", ")]))
            }
            if let place = filter.place, try tx.listPlaces(codes: [place]).isEmpty {
                problems.append(.unknown("--place", place, "place"))
            }
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            return try tx.listTasks(filter, on: today, zone: zone)
        }
    }

    /// Ends a task that no other operation ends; who did it, when and why stays with it. Answers the task.
    ///
    /// Errors: SP401 also for another's task, SP524 for one that ends with what it asks for, SP525, SP601.
    package func closeTask(_ task: Int64, as outcome: TaskOutcome, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.closeTask)
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = ["task": .integer(task), "outcome": .text(outcome.rawValue), "remarks": JSONValue(remarks)]
        return try await run("close_task", key: key, request: request) { tx, _ in
            try tx.closeTask(task, as: outcome, remarks: remarks, by: person.id)
            return try tx.findTask(task, on: today, zone: zone)
        }
    }
}
