import CLibPQ

extension Session {
    /// Commits what the open transaction did.
    ///
    /// Errors: what made the transaction fail, when the caller swallowed it; `outcomeUnknown` when the answer never came.
    func commit(mayHaveWritten: Bool) throws {
        switch PQtransactionStatus(handle) {
        case PQTRANS_INTRANS:
            break
        case PQTRANS_INERROR:
            throw failure ?? PostgresError(.misuse, "the transaction had failed and cannot be committed", sqlState: "25P02")
        default:
            throw failure ?? PostgresError(.misuse, "the transaction was ended by one of its own statements")
        }
        if token?.isRequested == true { throw PostgresError(.cancelled, "the call was cancelled") }
        // From here on nothing is cancelled any more: the answer decides.
        let call = token
        token = nil
        defer { token = call }
        do {
            PQclear(try checked { PQexec(handle, "COMMIT") })
        } catch var error as PostgresError where error.kind == .connectionLost {
            error.outcomeUnknown = mayHaveWritten
            throw error
        }
    }

    /// Undoes the open transaction; a connection that cannot do so in a short time is left for the pool to throw away.
    func rollback() {
        guard !isBroken, PQtransactionStatus(handle) != PQTRANS_IDLE else { return }
        do {
            try runLimited("ROLLBACK", milliseconds: 5_000)
        } catch {
            // The state of the connection says enough: it is not idle, so it is not used again.
        }
    }
}
