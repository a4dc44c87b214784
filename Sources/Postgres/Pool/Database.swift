/// The database as the rest of the program sees it: a bounded pool of connections and transactions on them.
///
/// Errors: every call throws `PostgresError`, or what its closure threw.
package final class Database: Sendable {
    let pool: Pool
    let listeners = ListenerRegistry()

    /// Opens nothing yet; the first call does.
    package init(_ settings: ConnectionSettings, pool: PoolSettings = .init()) {
        self.pool = Pool(settings, pool)
    }

    /// What the closure reads in one READ ONLY transaction; choose `.repeatableRead` to add up figures.
    package func read<R: Sendable>(
        _ isolation: Isolation = .readCommitted,
        _ body: @Sendable (borrowing Transaction) throws -> R
    ) async throws -> R {
        try await run(Connection.Work(isolation: isolation, isReadOnly: true), attemptsMax: 3) { connection, work, token in
            try connection.transact(work, token, body)
        }
    }

    /// What the closure answers once its transaction is committed; an error it throws undoes everything.
    ///
    /// Errors: serialization failures and deadlocks run the closure again, `attemptsMax` times in all.
    package func write<R: Sendable>(
        _ isolation: Isolation = .readCommitted,
        attemptsMax: Int = 3,
        _ body: @Sendable (borrowing Transaction) throws -> R
    ) async throws -> R {
        try await run(Connection.Work(isolation: isolation), attemptsMax: attemptsMax) { connection, work, token in
            try connection.transact(work, token, body)
        }
    }

    /// The rows of one statement that commits by itself: one round trip, no BEGIN and no COMMIT.
    ///
    /// Shape:  `isReadOnly` promises that nothing is written, so that a lost connection leaves no doubt; the server does not check it.
    package func statement(_ sql: SQL, isReadOnly: Bool = false, attemptsMax: Int = 3) async throws -> [Row] {
        try await run(Connection.Work(isReadOnly: isReadOnly), attemptsMax: attemptsMax) { connection, work, token in
            try connection.statement(sql, work, token)
        }
    }

    /// What the closure answers, whose statements commit one by one on one connection; only the last of them may write.
    ///
    /// Errors: serialization failures run the closure again, `attemptsMax` times in all.
    package func converse<R: Sendable>(
        attemptsMax: Int = 3,
        _ body: @Sendable (borrowing Conversation) throws -> R
    ) async throws -> R {
        try await run(Connection.Work(), attemptsMax: attemptsMax) { connection, work, token in
            try connection.converse(work, token, body)
        }
    }

    /// Refuses new calls, lets running ones finish for the grace period, then cancels them. Can be called twice.
    package func close() async {
        listeners.stopAll()
        await pool.close()
    }

    /// Runs what asks the database again and again on the threads on which its connections wait: the answers find it there, and nobody
    /// has to be woken to take them over.
    ///
    /// Shape:  `@concurrent` is what moves the body there; whatever goes on where its caller is would stay, and wait, on that thread.
    package func onItsThreads<R: Sendable>(_ body: @concurrent @Sendable () async throws -> R) async rethrows -> R {
        try await withTaskExecutorPreference(pool.threads, operation: body)
    }

    private func run<R: Sendable>(
        _ kind: Connection.Work,
        attemptsMax: Int,
        _ call: @Sendable (Connection, Connection.Work, CallToken) throws -> R
    ) async throws -> R {
        let token = CallToken()
        return try await withTaskCancellationHandler {
            try await onItsThreads { try await attempt(kind, token, attemptsMax, call) }
        } onCancel: {
            token.cancel()
        }
    }

    private func attempt<R: Sendable>(
        _ kind: Connection.Work,
        _ token: CallToken,
        _ attemptsMax: Int,
        _ call: @Sendable (Connection, Connection.Work, CallToken) throws -> R
    ) async throws -> R {
        var attempt = 1
        // Each idle connection can be found dead once, and one that was opened in the meantime.
        var spare = pool.settings.connectionsMax + 1
        while true {
            let lease = try await pool.acquire(token)
            var work = kind
            work.needsCheck = lease.needsCheck
            do {
                let value = try call(lease.connection, work, token)
                pool.release(lease.connection)
                return value
            } catch let failed as Connection.FailedAttempt {
                pool.release(lease.connection)
                switch failed.advice {
                case .anotherConnection where spare > 0: spare -= 1
                case .sameAgain where attempt < attemptsMax:
                    try await Self.pause(after: attempt)
                    attempt += 1
                default: throw failed.cause
                }
            }
        }
    }

    /// Waits a little longer each time, by chance, so that two that collided do not meet again.
    private static func pause(after attempt: Int) async throws {
        let longest = min(10 << min(attempt, 6), 500)
        do {
            try await Task.sleep(for: .milliseconds(Int.random(in: 1...longest)))
        } catch {
            throw PostgresError(.cancelled, "the call was cancelled between two attempts")
        }
    }
}
