internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Proposes the best way for everything that passes its rotate-by date (or expiry) within so many months, keeping what each line of the
    /// standard needs of stock in every scenario, or in the one named.
    ///
    /// Shape:  totals, `steps` by date, and with each what stood against a better way.
    /// Units:  base units; fen.
    /// Errors: notFound for the scenario; SP609 when it has no standard or its drivers are incomplete.
    package func planRotation(months: Int, level: ResponseLevel, scenario: String?) async throws -> JSONValue {
        let today = self.today
        return try await store.read { tx in
            try RotationProposal(months: months, level: level, scenario: scenario, on: today, in: tx).answer
        }
    }

    /// Keeps such a proposal as a draft with a number; nothing moves.
    ///
    /// Shape:  the plan's totals without its steps.
    /// Errors: as for the proposal; SP401, SP666 when there is nothing to do.
    package func saveRotationPlan(
        months: Int, level: ResponseLevel, scenario: String?, remarks: String? = nil, key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.planRotation)
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = [
            "months": .integer(Int64(months)), "level": .text(level.rawValue), "scenario": JSONValue(scenario),
            "remarks": JSONValue(remarks),
        ]
        return try await run("save_rotation_plan", key: key, request: request) { tx, _ in
            let proposal = try RotationProposal(months: months, level: level, scenario: scenario, on: today, in: tx)
            let number = try tx.insertRotationPlan(proposal.record(remarks: remarks), by: person.id)
            return try tx.showRotationHead(number, zone: zone)
        }
    }
}
