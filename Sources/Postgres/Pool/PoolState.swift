/// Who has which connection and who waits; pure bookkeeping under the pool's lock.
struct PoolState {
    struct Idle {
        let connection: Connection
        let since: ContinuousClock.Instant
    }

    struct Waiter {
        let number: Int
        let deadline: ContinuousClock.Instant
        let token: CallToken
        let continuation: CheckedContinuation<Lease, any Error>
    }

    /// The oldest first; the newest is used first, so that a pool too large for its work shrinks.
    var idle: [Idle] = []
    var waiters: [Waiter] = []
    var running: [ObjectIdentifier: CallToken] = [:]
    /// Connections being opened for the waiters at the head of the queue.
    var opening = 0
    /// Connections being closed.
    var discarding = 0
    var isClosed = false
    var isTimerArmed = false
    var closers: [CheckedContinuation<Void, Never>] = []
    private var waiterNumber = 0

    var isDrained: Bool { running.isEmpty && opening == 0 && discarding == 0 }

    mutating func nextWaiterNumber() -> Int {
        waiterNumber += 1
        return waiterNumber
    }

    mutating func takeIdle(for token: CallToken) -> Idle? {
        guard !isClosed, let last = idle.popLast() else { return nil }
        running[ObjectIdentifier(last.connection)] = token
        return last
    }

    /// Takes a place in the queue, or the error that says why not.
    mutating func enqueue(_ waiter: Waiter, _ settings: PoolSettings) -> PostgresError? {
        if isClosed { return PostgresError(.poolClosed, "the pool is closed") }
        if waiter.token.isRequested { return PostgresError(.cancelled, "the call was cancelled while it waited for a connection") }
        let free = max(settings.connectionsMax - running.count - idle.count, 0)
        guard waiters.count < settings.waitersMax + free else {
            return PostgresError(.poolExhausted, "all connections are busy and the queue is full")
        }
        waiters.append(waiter)
        return nil
    }

    /// True when one more connection should be opened; it is counted already.
    mutating func mayOpen(_ settings: PoolSettings) -> Bool {
        let count = idle.count + running.count + opening + discarding
        guard !isClosed, opening < waiters.count, count < settings.connectionsMax else { return false }
        opening += 1
        return true
    }

    /// Hands a usable connection to the one who waited longest. `nil`: nobody waits, it was put aside.
    mutating func place(_ connection: Connection) -> Waiter? {
        guard !waiters.isEmpty else {
            idle.append(Idle(connection: connection, since: .now))
            return nil
        }
        let waiter = waiters.removeFirst()
        running[ObjectIdentifier(connection)] = waiter.token
        return waiter
    }

    mutating func removeWaiter(_ number: Int) -> Waiter? {
        guard let position = waiters.firstIndex(where: { $0.number == number }) else { return nil }
        return waiters.remove(at: position)
    }

    /// The waiters whose time is up. All wait equally long, so they stand at the head.
    mutating func removeExpired(at now: ContinuousClock.Instant) -> [Waiter] {
        let count = waiters.prefix { $0.deadline <= now }.count
        let expired = Array(waiters.prefix(count))
        waiters.removeFirst(count)
        return expired
    }

    mutating func removeStale(olderThan age: Duration) -> [Connection] {
        let limit = ContinuousClock.now - age
        let count = idle.prefix { $0.since < limit }.count
        let stale = idle.prefix(count).map(\.connection)
        idle.removeFirst(count)
        return stale
    }
}

/// A connection handed to one call.
struct Lease: Sendable {
    let connection: Connection
    let needsCheck: Bool
}
