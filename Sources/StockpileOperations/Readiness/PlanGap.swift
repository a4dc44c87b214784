internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Proposes the cheapest way to close the gaps of a scenario by a day, within a budget if one is set.
    ///
    /// Shape:  totals, `steps` by item, and `lines` that are or were short; what a plan brings is what the check says once it is carried
    ///         out.
    /// Units:  base units, of capacity base units a day; fen.
    /// Errors: notFound for the scenario; invalid for a day that is over; SP606, SP609.
    package func planGap(_ question: GapQuestion) async throws -> JSONValue {
        let today = self.today
        return try await store.read { try GapProposal(question, today: today, in: $0).answer }
    }

    /// Keeps such a proposal as a draft with a number; nothing is bought, promised or moved.
    ///
    /// Shape:  the plan with its steps.
    /// Errors: as for the proposal; invalid for a standard that is only tried; SP401, SP672 when there is nothing to do.
    package func saveGapPlan(_ question: GapQuestion, remarks: String? = nil, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.planGap)
        if let tried = question.tryingStandard {
            throw StockpileError.invalid([FieldProblem(field: "--standard", .notAllowed, ["value": tried.description])])
        }
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = ["question": question.json, "remarks": JSONValue(remarks)]
        return try await run("save_gap_plan", key: key, request: request) { tx, _ in
            let proposal = try GapProposal(question, today: today, in: tx)
            let number = try tx.insertGapPlan(proposal.record(remarks: remarks), by: person.id)
            return try tx.showGapPlan(number, zone: zone)
        }
    }

    /// Approves a draft that another person made, once it was looked at again: offers may have changed and goods may be gone since. Opens
    /// a task for each step, due when it is to be ready.
    ///
    /// Shape:  the plan with its steps; `approval_remarks` is why it was approved although something is not as it was.
    /// Errors: notFound; SP401, SP402, SP501; SP696 with everything that is not as it was, unless there is a reason to approve it anyway.
    package func approveGapPlan(_ number: String, anyway: String? = nil, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.approveGap)
        return try await advanceGapPlan(number, to: .approved, anyway: anyway, key: key)
    }

    /// Gives a plan up: of a draft who may plan, afterwards who may approve.
    ///
    /// Errors: notFound; SP401, SP501.
    package func cancelGapPlan(_ number: String, key: IdempotencyKey) async throws -> JSONValue {
        if !person.permissions.contains(.planGap) { try person.require(.approveGap) }
        return try await advanceGapPlan(number, to: .cancelled, key: key)
    }

    private func advanceGapPlan(
        _ number: String, to state: GapPlanState, anyway: String? = nil, key: IdempotencyKey
    ) async throws -> JSONValue {
        let (person, zone, today) = (self.person, timeZone, self.today)
        let request: JSONValue = ["number": .text(number), "to": .text(state.rawValue), "anyway": JSONValue(anyway)]
        return try await run("advance_gap_plan", key: key, request: request) { tx, _ in
            if state == .approved, anyway == nil { try Self.reviewGapPlan(number, today: today, in: tx) }
            try tx.advanceGapPlan(number, to: state, remarks: anyway, by: person.id)
            return try tx.showGapPlan(number, zone: zone)
        }
    }

    /// Refuses a draft that would not bring any more what it says.
    private static func reviewGapPlan(_ number: String, today: CalendarDate, in tx: borrowing Transaction) throws {
        let kept = try tx.findKeptGap(number)
        guard kept.state == .draft else { return }
        var question = GapQuestion(level: kept.level, scenario: kept.scenario)
        question.by = max(kept.by, today)
        question.budgetFen = kept.budgetFen
        let input = try GapGround(question, today: today, in: tx).input
        let findings = try GapReview(input, steps: kept.steps, shortAfter: kept.shortAfter).findings()
        guard findings.isEmpty else {
            let told = findings.map { finding -> JSONValue in
                [
                    "step_no": JSONValue(finding.stepNo), "reason": .text(finding.reason.rawValue),
                    "planned": .integer(finding.planned), "now": .integer(finding.now),
                ]
            }
            throw StockpileError.refused(Refusal(.gapPlanOvertaken, ["number": .text(number), "findings": .array(told)]))
        }
    }

    /// Kept plans without their steps, newest first; of one state or all.
    package func listGapPlans(state: GapPlanState?, slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listGapPlans(state: state, slice: slice, zone: zone) }
    }

    /// A kept plan with its steps.
    ///
    /// Errors: notFound.
    package func showGapPlan(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { try $0.showGapPlan(number, zone: zone) }
    }
}
