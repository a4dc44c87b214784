internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Approves a draft that another person made; each step becomes a task.
    ///
    /// Shape:  the plan's totals without its steps.
    /// Errors: notFound; SP401, SP402, SP501, SP670 with every lot that is gone or planned elsewhere.
    package func approveRotationPlan(_ number: String, remarks: String? = nil, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.approveRotation)
        let (person, zone) = (self.person, timeZone)
        let request: JSONValue = ["number": .text(number), "remarks": JSONValue(remarks)]
        return try await run("approve_rotation_plan", key: key, request: request) { tx, _ in
            try tx.approveRotationPlan(try tx.findRotationPlan(number), remarks: remarks, by: person.id)
            return try tx.showRotationHead(number, zone: zone)
        }
    }

    /// Ends a plan; what is still planned of it is dropped.
    ///
    /// Errors: notFound; invalid without a reason; SP401, SP501.
    package func cancelRotationPlan(_ number: String, reason: String?, key: IdempotencyKey) async throws -> JSONValue {
        let reason = try Self.requireReason(reason)
        let (person, zone) = (self.person, timeZone)
        try requirePlanningOrApproval()
        return try await run(
            "cancel_rotation_plan", key: key, request: ["number": .text(number), "reason": .text(reason)]
        ) { tx, _ in
            try tx.cancelRotationPlan(try tx.findRotationPlan(number), reason: reason, by: person.id)
            return try tx.showRotationHead(number, zone: zone)
        }
    }

    /// Gives one step up: of a draft who may plan, afterwards who may approve.
    ///
    /// Shape:  the step, and how far its plan is.
    /// Errors: notFound; invalid without a reason; SP401, SP501, SP667.
    package func dropRotationStep(_ number: String, step: Int64, reason: String?, key: IdempotencyKey) async throws -> JSONValue {
        let reason = try Self.requireReason(reason)
        let (person, today, zone) = (self.person, self.today, timeZone)
        try requirePlanningOrApproval()
        let request: JSONValue = ["number": .text(number), "step": .integer(step), "reason": .text(reason)]
        return try await run("drop_rotation_step", key: key, request: request) { tx, _ in
            try tx.dropRotationStep(step, of: try tx.findRotationPlan(number), reason: reason, by: person.id)
            return try tx.showRotationPlan(number, step: step, on: today, zone: zone)
        }
    }

    /// Kept plans, newest first; of one state or all.
    package func listRotationPlans(state: RotationPlanState?, slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listRotationPlans(state: state, slice: slice, zone: zone) }
    }

    /// A kept plan with its steps, their documents and what happened to it.
    ///
    /// Errors: notFound.
    package func showRotationPlan(_ number: String) async throws -> JSONValue {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { try $0.showRotationPlan(number, step: nil, on: today, zone: zone) }
    }

    /// Which of the two it takes depends on the plan's state, which the database knows.
    private func requirePlanningOrApproval() throws {
        if !person.permissions.contains(.planRotation) { try person.require(.approveRotation) }
    }

    private static func requireReason(_ reason: String?) throws -> String {
        guard let reason, !reason.isEmpty else { throw StockpileError.invalid([FieldProblem(field: "reason", .required)]) }
        return reason
    }
}
