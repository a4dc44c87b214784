internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Sets what was counted beside the books at the moments of counting; an approved count again, when those have changed since. What
    /// passes the tolerance only now is counted again first.
    ///
    /// Errors: notFound; SP401, SP501.
    package func reviewCount(_ number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.reviewCount)
        return try await moveCount(number, "review_count", to: .underReview, key: key) { tx, count, person, _ in
            try tx.reviewCount(count.id, by: person)
        }
    }

    /// Approves the differences that a review found.
    ///
    /// Errors: notFound; SP401, SP402 for the planner and for whoever counted, SP501.
    package func approveCount(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.approveCount)
        return try await moveCount(number, "approve_count", to: .approved, remarks: remarks, key: key) { tx, count, person, _ in
            try tx.advanceCount(count.id, to: .approved, by: person, remarks: remarks)
        }
    }

    /// Ends a count that is not posted; what was counted stays as evidence.
    ///
    /// Errors: notFound; SP401, SP501.
    package func cancelCount(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.planCount)
        return try await moveCount(number, "cancel_count", to: .cancelled, remarks: remarks, key: key) { tx, count, person, _ in
            try tx.advanceCount(count.id, to: .cancelled, by: person, remarks: remarks)
        }
    }

    /// Posts the approved differences: losses leave stock, gains come into it.
    ///
    /// Errors: notFound; SP101 with every line whose loss is more than lies there by now, SP401, SP402 for whoever counted or approved,
    ///         SP501, SP511 when the books at the moments of counting have changed since the review.
    package func postCount(_ number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.postCount)
        return try await moveCount(number, "post_count", to: .posted, key: key) { tx, count, person, hash in
            try tx.postCount(count.id, by: person, key: key, requestHash: hash)
        }
    }

    private func moveCount(
        _ number: String, _ operation: String, to state: CountState, remarks: String? = nil, key: IdempotencyKey,
        _ step: @escaping @Sendable (borrowing Transaction, CountHead, PersonID, String) throws -> Void
    ) async throws -> JSONValue {
        let person = self.person
        let zone = timeZone
        let request: JSONValue = ["count": .text(number), "remarks": JSONValue(remarks)]
        return try await run(operation, key: key, request: request) { tx, hash in
            let count = try tx.findCount(number)
            // The database asks the same under its lock.
            guard CountState.sources(of: state).contains(count.state) else {
                throw StockpileError.refused(Refusal(.wrongState, ["number": .text(number), "state": .text(count.state.rawValue)]))
            }
            try step(tx, count, person.id, hash)
            return try tx.showCountHead(number, zone: zone)
        }
    }
}
