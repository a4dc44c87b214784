import CLibPQ

/// An open transaction, lent to a synchronous closure; it cannot be kept, and nothing can be awaited while it is open.
///
/// Errors: every call throws `PostgresError`; after a server error all further calls answer 25P02 until the transaction ends.
package struct Transaction: Querying, ~Copyable {
    let session: Session

    /// The rows a statement returns. The statement is prepared once for each connection.
    package func query(_ sql: SQL) throws -> [Row] {
        let (result, columns) = try session.runPrepared(sql)
        return ResultSet(owning: result, columns: columns).rows
    }

    /// How many rows a statement wrote or found.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int {
        let (result, _) = try session.runPrepared(sql)
        defer { PQclear(result) }
        return PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// Runs many statements without parameters, as migrations need it.
    ///
    /// Errors: kind `.misuse` at the end of the transaction when the text itself committed or rolled back.
    package func script(_ text: String) throws {
        try session.runSimple(text)
    }

    /// Sends chunks to a `COPY … FROM STDIN`; the answer is the number of rows stored.
    ///
    /// Errors: what the sequence throws cannot be seen here, so a sequence that fails should end early and tell its owner;
    ///         see `copyIn(_:next:)` for a source that throws.
    @discardableResult
    package func copyIn(_ sql: SQL, _ chunks: some Sequence<[UInt8]>) throws -> Int {
        var iterator = chunks.makeIterator()
        return try session.copyIn(sql) { iterator.next() }
    }

    /// Sends chunks to a `COPY … FROM STDIN` until `next` answers `nil`; an error it throws undoes the COPY and is passed on.
    @discardableResult
    package func copyIn(_ sql: SQL, next: () throws -> [UInt8]?) throws -> Int {
        try session.copyIn(sql, next)
    }

    /// Receives a `COPY … TO STDOUT` in chunks of whole rows, about 64 KiB each; the answer is the number of rows.
    ///
    /// Errors: an error thrown by `receive` stops the COPY and is passed on.
    @discardableResult
    package func copyOut(_ sql: SQL, _ receive: ([UInt8]) throws -> Void) throws -> Int {
        try session.copyOut(sql, receive)
    }

    /// Runs a part that can fail without the rest failing: an error undoes the part and is passed on.
    @discardableResult
    package func savepoint<R>(_ body: (borrowing Transaction) throws -> R) throws -> R {
        try session.runSimple("SAVEPOINT part")
        do {
            let value = try body(self)
            try session.runSimple("RELEASE SAVEPOINT part")
            return value
        } catch {
            // A serialization failure concerns the whole transaction; it stays on record so that the whole is run again.
            if session.failure?.isSerializationFailure != true, !session.isBroken {
                try session.runSimple("ROLLBACK TO SAVEPOINT part; RELEASE SAVEPOINT part")
                session.failure = nil
            }
            throw error
        }
    }

    /// Limits every following statement of this transaction.
    ///
    /// Errors: the statement that takes longer throws kind `.timedOut`.
    package func limitStatements(toMilliseconds limit: Int) throws {
        try execute("SELECT set_config('statement_timeout', \(String(max(limit, 1))), true)")
        session.hasStatementTimeout = true
    }
}
