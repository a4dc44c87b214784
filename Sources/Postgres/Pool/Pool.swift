import Dispatch
import Synchronization

/// Hands out connections: bounded, first come first served, opened when first needed.
final class Pool: Sendable {
    let connectionSettings: ConnectionSettings
    let settings: PoolSettings
    /// One for each connection, and two for what goes on while all of them wait for the server.
    let threads: BlockingThreads
    private let state = Mutex(PoolState())

    init(_ connectionSettings: ConnectionSettings, _ settings: PoolSettings) {
        self.connectionSettings = connectionSettings
        self.settings = settings
        threads = BlockingThreads(threadsMax: settings.connectionsMax + 2)
    }

    deinit { threads.stop() }

    var isClosed: Bool { state.withLock(\.isClosed) }

    /// A connection for one call; every lease is given back by `release`.
    func acquire(_ token: CallToken) async throws -> Lease {
        if let idle = state.withLock({ $0.takeIdle(for: token) }) {
            return Lease(connection: idle.connection, needsCheck: idle.since.duration(to: .now) > settings.checkAfterIdle)
        }
        let number = state.withLock { $0.nextWaiterNumber() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(number, token, $0) }
        } onCancel: {
            // The token first: whoever has not queued yet sees it there.
            token.cancel()
            state.withLock { $0.removeWaiter(number) }?.continuation
                .resume(throwing: PostgresError(.cancelled, "the call was cancelled while it waited for a connection"))
        }
    }

    func release(_ connection: Connection) {
        let (waiter, unwanted) = state.withLock { state in
            state.running[ObjectIdentifier(connection)] = nil
            var unwanted = state.removeStale(olderThan: settings.closeAfterIdle)
            let isKept = connection.isUsable && !state.isClosed
            if !isKept { unwanted.append(connection) }
            state.discarding += unwanted.count
            return (isKept ? state.place(connection) : nil, unwanted)
        }
        waiter?.continuation.resume(returning: Lease(connection: connection, needsCheck: false))
        for connection in unwanted { discard(connection) }
    }

    /// Closes idle connections, lets running work finish for a while, then cancels it. Can be called twice.
    func close() async {
        let (idle, waiters) = state.withLock { state in
            state.isClosed = true
            state.discarding += state.idle.count
            defer {
                state.idle = []
                state.waiters = []
            }
            return (state.idle, state.waiters)
        }
        for waiter in waiters { waiter.continuation.resume(throwing: PostgresError(.poolClosed, "the pool was closed")) }
        for one in idle { discard(one.connection) }
        DispatchQueue.global().asyncAfter(deadline: .now() + settings.closeGrace.dispatchInterval) {
            for token in self.state.withLock({ Array($0.running.values) }) { token.cancel() }
        }
        await withCheckedContinuation { continuation in
            let isDrained = state.withLock { state in
                if !state.isDrained { state.closers.append(continuation) }
                return state.isDrained
            }
            if isDrained { continuation.resume() }
        }
        threads.stop()
    }

    private func wait(_ number: Int, _ token: CallToken, _ continuation: CheckedContinuation<Lease, any Error>) {
        let waiter = PoolState.Waiter(
            number: number, deadline: .now + settings.waitTimeout, token: token, continuation: continuation)
        enum Decision {
            case queued
            case refused(PostgresError)
            case lease(PoolState.Idle)
        }
        let decision = state.withLock { state -> Decision in
            // A connection may have come back since the first look.
            if let idle = state.takeIdle(for: token) { return .lease(idle) }
            if let refusal = state.enqueue(waiter, settings) { return .refused(refusal) }
            return .queued
        }
        switch decision {
        case .lease(let idle): continuation.resume(returning: Lease(connection: idle.connection, needsCheck: false))
        case .refused(let error): continuation.resume(throwing: error)
        case .queued:
            openIfNeeded()
            armTimer()
        }
    }

    private func openIfNeeded() {
        guard state.withLock({ $0.mayOpen(settings) }) else { return }
        Task(executorPreference: threads) {
            let connection = Connection(self.connectionSettings)
            do {
                try connection.open()
                self.opened(connection)
            } catch {
                self.failedToOpen(error)
            }
        }
    }

    private func opened(_ connection: Connection) {
        let (waiter, isKept) = state.withLock { state in
            state.opening -= 1
            if state.isClosed { state.discarding += 1 }
            return (state.isClosed ? nil : state.place(connection), !state.isClosed)
        }
        waiter?.continuation.resume(returning: Lease(connection: connection, needsCheck: false))
        if isKept { openIfNeeded() } else { discard(connection) }
    }

    /// The one who waited longest hears why; the others have attempts of their own.
    private func failedToOpen(_ error: any Error) {
        let (waiter, closers) = state.withLock { state in
            state.opening -= 1
            let waiter = state.waiters.isEmpty ? nil : state.waiters.removeFirst()
            return (waiter, takeClosers(&state))
        }
        waiter?.continuation.resume(throwing: error)
        for closer in closers { closer.resume() }
        openIfNeeded()
    }

    /// Closes a connection already counted as being discarded; only then may another take its place.
    private func discard(_ connection: Connection) {
        Task(executorPreference: threads) {
            connection.close()
            let closers = self.state.withLock { state in
                state.discarding -= 1
                return self.takeClosers(&state)
            }
            for closer in closers { closer.resume() }
            self.openIfNeeded()
        }
    }

    private func takeClosers(_ state: inout PoolState) -> [CheckedContinuation<Void, Never>] {
        guard state.isClosed, state.isDrained else { return [] }
        defer { state.closers = [] }
        return state.closers
    }

    /// One timer at most is under way; it looks at the head of the queue only.
    private func armTimer() {
        let deadline = state.withLock { state -> ContinuousClock.Instant? in
            guard !state.isTimerArmed, let head = state.waiters.first else { return nil }
            state.isTimerArmed = true
            return head.deadline
        }
        guard let deadline else { return }
        let delay = max(ContinuousClock.now.duration(to: deadline), .zero)
        DispatchQueue.global().asyncAfter(deadline: .now() + delay.dispatchInterval) { self.expireWaiters() }
    }

    private func expireWaiters() {
        let (expired, isUnreachable) = state.withLock { state in
            state.isTimerArmed = false
            return (state.removeExpired(at: .now), state.idle.isEmpty && state.running.isEmpty && state.opening > 0)
        }
        let error =
            isUnreachable
            ? PostgresError(.connectFailed, "no connection could be opened in time")
            : PostgresError(.poolExhausted, "no connection became free in time")
        for waiter in expired { waiter.continuation.resume(throwing: error) }
        armTimer()
    }
}

extension Duration {
    var dispatchInterval: DispatchTimeInterval {
        let milliseconds = self / .milliseconds(1)
        return .milliseconds(Int(min(max(milliseconds, 0), 86_400_000).rounded(.up)))
    }
}
