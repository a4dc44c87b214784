internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Records what an inspection of a line of production found: units a day, which prove the line, and days of raw material. Answers the
    /// line as it counts now.
    ///
    /// Errors: invalid; SP401, SP659, SP662.
    package func inspectCapacity(
        _ proof: ProofDraft, rawMaterialDays: Int64, problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> [JSONValue] {
        try person.require(.recordProof)
        let (person, today) = (self.person, self.today)
        var visit = proof
        (visit.form, visit.kind) = ("capacity", .visit)
        let seen = visit
        let request: JSONValue = ["proof": seen.json, "raw_material_days": .integer(rawMaterialDays)]
        return try await run("inspect_capacity", key: key, request: request) { tx, _ in
            let found = try Self.lines(of: [seen], problems, today: today, in: tx)
            _ = try tx.recordProofs(found, by: person.id)
            for line in found { try tx.inspectCapacity(line.key, rawMaterialDays: rawMaterialDays, by: person.id) }
            let lines = try tx.listCapacities(agreement: seen.agreement, on: today)
            return .array(lines.filter { $0[key: "item"]?.text == seen.item && $0[key: "place"]?.text == seen.place })
        }.array ?? []
    }

    /// Lines of capacity in force, each with its newest inspection and the most that counts.
    package func listCapacities(agreement: String?) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { try $0.listCapacities(agreement: agreement, on: today) }
    }

    /// Records what a company holds of what it must always keep; a breach opens an alarm, the end of one closes it. Answers the floor.
    ///
    /// Shape:  without a place where the company keeps the item at one site only.
    /// Errors: invalid; SP401, SP652, SP653.
    package func reportFloor(
        company: String, item: String, place: String?, quantity: Int64, on day: CalendarDate?, remarks: String?, key: IdempotencyKey
    ) async throws -> [JSONValue] {
        try person.require(.reportFloor)
        let (person, today) = (self.person, self.today)
        let day = day ?? today
        let request: JSONValue = [
            "company": .text(company), "item": .text(item), "place": JSONValue(place), "quantity": .integer(quantity),
            "on": JSONValue(day), "remarks": JSONValue(remarks),
        ]
        return try await run("report_floor", key: key, request: request) { tx, _ in
            var problems: [FieldProblem] = []
            if try tx.findCompanyID(company) == nil { problems.append(.unknown("company", company, "company")) }
            _ = try Self.item(item, &problems, in: tx)
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            let floors = try tx.findFloors(company: company, item: item, on: today)
            if floors.isEmpty { throw StockpileError.refused(Refusal(.floorUnknown, ["company": .text(company), "item": .text(item)])) }
            let matching = floors.filter { place == nil || $0.place == place }
            // Two agreements over the same site each have their floor; the goods there serve both.
            guard !matching.isEmpty, Set(matching.map(\.place)).count == 1 else {
                let choices = Set(floors.map(\.place)).sorted().joined(separator: ", ")
                let detail = ["value": place ?? "", "choices": choices]
                throw StockpileError.invalid([FieldProblem(field: "place", place == nil ? .required : .notAChoice, detail)])
            }
            for floor in matching { try tx.reportFloor(floor.id, quantity: quantity, on: day, remarks: remarks, by: person.id) }
            return .array(try matching.flatMap { try tx.listFloors(isBreached: false, floor: $0.id, on: today) })
        }.array ?? []
    }

    /// What companies must always keep, with the newest report of each; those that are breached, or all.
    package func listFloors(isBreached: Bool) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { try $0.listFloors(isBreached: isBreached, on: today) }
    }
}
