package import Postgres
package import StockpileModel

extension Store {
    /// Seals what is committed and not sealed yet, in the order of recording; answers how many documents were sealed.
    ///
    /// Errors: SP401.
    package func sealDocuments(by person: PersonID, documentsMax: Int64) async throws -> Int64 {
        // One statement in a transaction of its own, so that the transaction has no number before the sealer has looked around.
        let rows = try await statement("SELECT stockpile.seal_documents(\(person), \(documentsMax)::integer) AS sealed")
        guard let row = rows.first else { return 0 }
        return try row.get("sealed")
    }

    /// Remembers that somebody found the ledger whole up to a block.
    ///
    /// Errors: SP401; SP506 when the chain has no such block.
    package func recordVerification(of block: LedgerBlock, isFull: Bool, by person: PersonID) async throws {
        _ = try await statement("SELECT stockpile.record_verification(\(person), \(block.number), \(block.sha256), \(isFull))")
    }
}

extension Transaction {
    /// The newest block of the chain; nil before anything was sealed.
    package func findHead() throws -> LedgerBlock? {
        try query(
            """
            SELECT block_no, last_position, encode(block_sha256, 'hex') AS sha256 FROM stockpile.ledger_block
            ORDER BY block_no DESC LIMIT 1
            """
        ).first.map(LedgerBlock.init(row:))
    }

    /// The block with this hash.
    package func findBlock(_ hash: HeadHash) throws -> LedgerBlock? {
        try query(
            """
            SELECT block_no, last_position, encode(block_sha256, 'hex') AS sha256 FROM stockpile.ledger_block
            WHERE block_sha256 = decode(\(hash.text), 'hex')
            """
        ).first.map(LedgerBlock.init(row:))
    }

    /// The last block up to which somebody found the ledger whole; 0 when nobody has.
    package func findLastVerifiedBlock() throws -> Int64 {
        let rows = try query("SELECT coalesce(max(block_no), 0) AS block_no FROM stockpile.ledger_verification")
        guard let row = rows.first else { return 0 }
        return try row.get("block_no")
    }

    /// How many committed documents have no position yet.
    package func countUnsealed() throws -> Int64 {
        let rows = try query(
            """
            SELECT count(*) AS unsealed FROM stockpile.document
            WHERE document_id > (SELECT lower_document_id FROM stockpile.seal_mark)
              AND NOT EXISTS (SELECT FROM stockpile.sealed_document AS sealed WHERE sealed.document_id = document.document_id)
            """)
        guard let row = rows.first else { return 0 }
        return try row.get("unsealed")
    }

    /// Everything in which the ledger disagrees with itself or its seal, altered records first.
    ///
    /// Shape: what the blocks up to the one given cover is not read again, except for the balances.
    package func listLedgerDifferences(afterBlock: Int64, isBalancesOnly: Bool) throws -> [JSONValue] {
        try query(
            """
            SELECT kind, record, position, block_no, account_id, recorded, recomputed
            FROM stockpile.find_ledger_differences(\(afterBlock), \(isBalancesOnly))
            """
        ).map { try $0.object(["kind", "record"], integers: ["position", "block_no", "account_id", "recorded", "recomputed"]) }
    }

    /// How much there was to compare.
    package func countLedger() throws -> JSONValue {
        try query(
            """
            SELECT (SELECT count(*) FROM stockpile.stock_account) AS accounts, (SELECT count(*) FROM stockpile.document) AS documents,
                (SELECT count(*) FROM stockpile.stock_movement) AS movements
            """
        ).first?.object([], integers: ["accounts", "documents", "movements"]) ?? [:]
    }
}

extension LedgerBlock {
    fileprivate init(row: Row) throws {
        self.init(number: try row.get("block_no"), lastPosition: try row.get("last_position"), sha256: try row.get("sha256"))
    }
}
