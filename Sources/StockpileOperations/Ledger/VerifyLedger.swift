package import StockpileModel
internal import StockpileStore

/// What a check of the ledger found.
package struct LedgerVerification: Sendable {
    /// Accounts, documents and movements compared, documents not sealed yet, the head of the chain, the block the check began after.
    package let counts: JSONValue
    /// Empty when the ledger is whole; altered records come first, in the order of their positions.
    package let differences: [JSONValue]
}

extension Operations {
    /// Recomputes balances, every moment's stock, numbers and the seal, and compares. Never repairs.
    ///
    /// Shape:  the seal is read from the last block on up to which somebody found the ledger whole, unless all is asked for.
    ///         Who may seal is remembered as the one who found it whole; an auditor leaves no trace.
    /// Errors: SP401.
    package func verifyLedger(_ scope: VerificationScope = VerificationScope()) async throws -> LedgerVerification {
        try person.require(.read)
        let (counts, head, found) = try await store.read { tx in
            let head = try tx.findHead()
            let start = try scope.isFull ? 0 : tx.findLastVerifiedBlock()
            var found = try tx.listLedgerDifferences(afterBlock: start, isBalancesOnly: scope.isBalancesOnly)
            if let asked = scope.head, try tx.findBlock(asked) == nil {
                found.append(Self.difference("head_missing", asked.text))
            }
            let members =
                try (tx.countLedger().members ?? []) + [
                    JSONMember("unsealed", .integer(tx.countUnsealed())), JSONMember("after_block", .integer(start)),
                    JSONMember("block_no", head.map { JSONValue.integer($0.number) } ?? .null), JSONMember("head", JSONValue(head?.sha256)),
                ]
            return (JSONValue.object(members), head, found)
        }
        if found.isEmpty, !scope.isBalancesOnly, let head, person.permissions.contains(.sealLedger) {
            try await store.recordVerification(of: head, isFull: scope.isFull, by: person.id)
        }
        return LedgerVerification(counts: counts, differences: found)
    }

    private static func difference(_ kind: String, _ record: String) -> JSONValue {
        [
            "kind": .text(kind), "record": .text(record), "position": .null, "block_no": .null, "account_id": .null, "recorded": .null,
            "recomputed": .null,
        ]
    }
}
