/// A connection lent to a synchronous closure for several statements, each of which commits by itself: no BEGIN, no COMMIT, and no
/// waiting for threads between them.
///
/// Shape:  only the last statement may write, since the whole is run again after a serialization failure.
/// Errors: every call throws `PostgresError`.
package struct Conversation: Querying, ~Copyable {
    let session: Session

    /// The rows of a statement that only reads; the server does not check it.
    package func query(_ sql: SQL) throws -> [Row] {
        let (result, columns) = try session.runPrepared(sql)
        return ResultSet(owning: result, columns: columns).rows
    }

    /// The rows of a statement that writes; a connection lost in it leaves its outcome unknown.
    package func statement(_ sql: SQL) throws -> [Row] {
        do {
            return try query(sql)
        } catch var error as PostgresError where error.kind == .connectionLost {
            error.outcomeUnknown = true
            throw error
        }
    }
}

/// What can be asked within a closure, whether or not its statements belong to one transaction.
package protocol Querying: ~Copyable {
    func query(_ sql: SQL) throws -> [Row]
}
