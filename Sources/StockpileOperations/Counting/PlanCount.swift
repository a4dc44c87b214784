internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Plans a count of a place: a line for every heap the books know there, or for those of a category or item, or some drawn at random.
    ///
    /// Errors: invalid with everything nobody knows; SP401, SP512 when goods are in another open count, SP516.
    package func planCount(_ plan: CountPlan, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.planCount)
        let person = self.person
        let zone = timeZone
        // Drawn before the request runs and kept with the count: whoever checks can draw the same lines again.
        let seed = plan.seed ?? plan.randomLines.map { _ in String(UInt32.random(in: 1...UInt32.max)) }
        return try await run("plan_count", key: key, request: plan.json) { tx, _ in
            var problems = plan.problems
            func unknown(_ field: String, _ code: String) {
                problems.append(FieldProblem(field: field, .unknownCode, ["value": code, "subject": field]))
            }
            let place = try tx.listPlaces(codes: [plan.place]).first
            if place == nil { unknown("place", plan.place) }
            let item = try plan.item.flatMap { try tx.listItems(codes: [$0]).first }
            if let code = plan.item, item == nil { unknown("item", code) }
            if let category = plan.category, try !tx.isCategory(category) { unknown("category", category) }
            if plan.seed != nil && plan.randomLines == nil { problems.append(FieldProblem(field: "random_lines", .required)) }
            guard problems.isEmpty, let place else { throw StockpileError.invalid(problems) }
            let number = try tx.planCount(
                plan, place: place.id, item: item?.id, seed: plan.randomLines == nil ? nil : seed, by: person.id)
            return try tx.showCountHead(number, zone: zone)
        }
    }
}
