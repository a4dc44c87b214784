internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// A draft binds from now on; what it replaces ends the day before.
    ///
    /// Errors: notFound; SP401, SP402 for its maker, SP501, SP527 without lines, SP528 when its time is over, SP650.
    package func putAgreementInForce(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try await moveAgreement(number, "put_agreement_in_force", from: .draft, to: .inForce, .approveAgreement, remarks, key)
    }

    /// It binds no more until it is resumed. Errors: notFound; SP401, SP501.
    package func suspendAgreement(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try await moveAgreement(number, "suspend_agreement", from: nil, to: .suspended, .approveAgreement, remarks, key)
    }

    /// Errors: notFound; SP401, SP501.
    package func resumeAgreement(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try await moveAgreement(number, "resume_agreement", from: .suspended, to: .inForce, .approveAgreement, remarks, key)
    }

    /// It binds no more, from today on; a draft is dropped. Errors: notFound; SP401, SP501.
    package func endAgreement(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try await moveAgreement(number, "end_agreement", from: nil, to: .ended, .makeAgreement, remarks, key)
    }

    private func moveAgreement(
        _ number: String, _ operation: String, from: AgreementState?, to state: AgreementState, _ permission: Permission,
        _ remarks: String?, _ key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(permission)
        let (person, zone, today) = (self.person, timeZone, self.today)
        let request: JSONValue = ["number": .text(number), "remarks": JSONValue(remarks)]
        return try await run(operation, key: key, request: request) { tx, _ in
            let agreement = try Self.agreement(number, in: tx)
            // Resumed is not put in force and the other way round, though both lead to the same state.
            if let from { try tx.requireAgreement(agreement, number, in: from, for: state) }
            try tx.advanceAgreement(agreement, to: state, remarks: remarks, by: person.id)
            return try tx.showAgreement(number, zone: zone, today: today)
        }
    }

    /// An agreement whole: terms, lines, steps, files. Errors: notFound.
    package func showAgreement(_ number: String) async throws -> JSONValue {
        let (zone, today) = (timeZone, self.today)
        return try await store.read { try $0.showAgreement(number, zone: zone, today: today) }
    }

    /// Opens the reminders that are due and ends what has run out; answers how many of each.
    ///
    /// Errors: SP401.
    package func remindAgreements() async throws -> JSONValue {
        try person.require(.remindAgreements)
        let person = self.person
        return try await store.write { try $0.remindAgreements(by: person.id) }
    }
}
