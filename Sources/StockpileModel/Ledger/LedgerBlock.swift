/// A sealed block: documents up to a position, covered by one hash together with every block before.
package struct LedgerBlock: Sendable, Hashable {
    package let number: Int64
    package let lastPosition: Int64
    /// 64 hexadecimal digits.
    package let sha256: String

    package init(number: Int64, lastPosition: Int64, sha256: String) {
        self.number = number
        self.lastPosition = lastPosition
        self.sha256 = sha256
    }
}

/// The hash of a block as somebody gives it: from a signed close sheet, in groups or in capitals.
package struct HeadHash: Sendable, Hashable {
    /// 64 lower-case hexadecimal digits.
    package let text: String

    package init?(_ given: String) {
        let digits = given.lowercased().filter { !$0.isWhitespace && $0 != "-" }
        guard digits.utf8.count == 64, digits.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else { return nil }
        text = digits
    }
}

/// How much of the ledger is checked.
package struct VerificationScope: Sendable, Hashable {
    /// Only that balances equal the movements.
    package var isBalancesOnly = false
    /// From the first block on, not from the last one that was found whole.
    package var isFull = false
    /// A block with this hash must be in the chain.
    package var head: HeadHash?

    package init(isBalancesOnly: Bool = false, isFull: Bool = false, head: HeadHash? = nil) {
        self.isBalancesOnly = isBalancesOnly
        self.isFull = isFull
        self.head = head
    }
}
