package import Postgres
package import StockpileModel

extension Store {
    /// Posts a receipt in one round trip; where several sources say how long its goods last, with the facts that name them.
    ///
    /// Errors: every code of the posting function; unavailable when the outcome is unknown.
    package func postReceipt(_ draft: PostingDraft, key: IdempotencyKey, requestHash: String) async throws -> PostedDocument {
        guard !RuleDates.facts(of: draft, key: key).isEmpty else {
            return try await postDocument(draft, key: key, requestHash: requestHash)
        }
        return try await write { tx in try tx.postReceipt(draft, key: key, requestHash: requestHash) }
    }
}

extension Transaction {
    /// Posts a receipt inside this transaction, and names the rules that gave its lots their dates.
    package func postReceipt(_ draft: PostingDraft, key: IdempotencyKey, requestHash: String) throws -> PostedDocument {
        let posted = try postDocument(draft, key: key, requestHash: requestHash)
        if !posted.replayed { try recordRuleDates(RuleDates.facts(of: draft, key: key), by: draft.person) }
        return posted
    }
}
