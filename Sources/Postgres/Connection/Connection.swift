import Synchronization

/// One connection of the pool. Every call waits for the server on the thread it is made on, one of the pool's `BlockingThreads`; the pool
/// lends a connection to one call at a time.
final class Connection: Sendable {
    private let usable = Atomic<Bool>(false)
    private let settings: ConnectionSettings
    /// Held while the session is used; nobody ever waits for it, since a connection is lent to one call at a time.
    private let turn = Mutex(())
    private nonisolated(unsafe) var session: Session?

    /// False when the connection is broken or in a state nobody should inherit.
    var isUsable: Bool { usable.load(ordering: .acquiring) }

    init(_ settings: ConnectionSettings) {
        self.settings = settings
    }

    func open() throws {
        try turn.withLock { _ in session = try Session(settings) }
        usable.store(true, ordering: .releasing)
    }

    func close() {
        usable.store(false, ordering: .releasing)
        turn.withLock { _ in session = nil }
    }

    /// Runs the body in one transaction.
    ///
    /// Errors: `FailedAttempt`, which says whether another attempt makes sense.
    func transact<R: Sendable>(
        _ work: Work,
        _ token: CallToken,
        _ body: @Sendable (borrowing Transaction) throws -> R
    ) throws -> R {
        try withSession(work, token) { session in
            do {
                try session.runSimple(work.isolation.begin(readOnly: work.isReadOnly))
            } catch let error as PostgresError where error.kind == .connectionLost {
                throw FailedAttempt(cause: error, advice: .anotherConnection)
            }
            let value = try body(Transaction(session: session))
            try session.commit(mayHaveWritten: !work.isReadOnly)
            return value
        }
    }

    /// Runs one statement that commits by itself.
    func statement(_ sql: SQL, _ work: Work, _ token: CallToken) throws -> [Row] {
        try withSession(work, token) { session in
            let alone = Conversation(session: session)
            return work.isReadOnly ? try alone.query(sql) : try alone.statement(sql)
        }
    }

    /// Runs the body, whose statements commit one by one.
    func converse<R: Sendable>(
        _ work: Work,
        _ token: CallToken,
        _ body: @Sendable (borrowing Conversation) throws -> R
    ) throws -> R {
        try withSession(work, token) { session in try body(Conversation(session: session)) }
    }

    private func withSession<R: Sendable>(_ work: Work, _ token: CallToken, _ body: (Session) throws -> R) throws -> R {
        try turn.withLock { _ in try call(session, work, token, body) }
    }

    private func call<R>(_ session: Session?, _ work: Work, _ token: CallToken, _ body: (Session) throws -> R) throws -> R {
        guard let session, session.looksAlive(), !work.needsCheck || session.answers(withinMilliseconds: 2_000) else {
            usable.store(false, ordering: .releasing)
            let error = PostgresError(.connectionLost, "the connection had been closed by the server")
            throw FailedAttempt(cause: error, advice: .anotherConnection)
        }
        session.token = token
        session.failure = nil
        let hadStatementTimeout = session.hasStatementTimeout
        defer {
            session.token = nil
            session.hasStatementTimeout = hadStatementTimeout
            usable.store(session.isIdle, ordering: .releasing)
        }
        do {
            return try body(session)
        } catch {
            // The body may have put the server's error into words of its own; the session remembers what really happened.
            let isWorthRepeating = [session.failure, error as? PostgresError].contains { $0?.callsForAnotherAttempt == true }
            session.rollback()
            if let failed = error as? FailedAttempt { throw failed }
            throw FailedAttempt(cause: error, advice: isWorthRepeating ? .sameAgain : .giveUp)
        }
    }
}

extension Connection {
    /// What kind of work a call brings.
    struct Work: Sendable {
        var isolation: Isolation = .readCommitted
        var isReadOnly = false
        /// True when the connection was idle for so long that it should be asked first.
        var needsCheck = false
    }

    /// Why an attempt failed and whether to try again.
    struct FailedAttempt: Error {
        enum Advice {
            /// Nothing was sent; the connection is to be thrown away.
            case anotherConnection
            /// Serialization failure, deadlock or an outdated plan: the whole is to be run again.
            case sameAgain
            case giveUp
        }

        let cause: any Error
        let advice: Advice
    }
}

extension PostgresError {
    var callsForAnotherAttempt: Bool { isSerializationFailure || isStalePlan }
}
