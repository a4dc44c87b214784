/// The bounds of a pool.
package struct PoolSettings: Sendable {
    package var connectionsMax: Int
    /// Calls that may wait for a connection; one more is refused at once.
    package var waitersMax: Int
    package var waitTimeout: Duration
    /// A connection idle for longer is asked whether it still lives before it is used.
    package var checkAfterIdle: Duration
    /// A connection idle for longer is closed.
    package var closeAfterIdle: Duration
    /// How long `close()` lets running work finish before it is cancelled.
    package var closeGrace: Duration

    package init(
        connectionsMax: Int = 8,
        waitersMax: Int = 64,
        waitTimeout: Duration = .seconds(10),
        checkAfterIdle: Duration = .seconds(15),
        closeAfterIdle: Duration = .seconds(600),
        closeGrace: Duration = .seconds(5)
    ) {
        self.connectionsMax = max(connectionsMax, 1)
        self.waitersMax = max(waitersMax, 0)
        self.waitTimeout = waitTimeout
        self.checkAfterIdle = checkAfterIdle
        self.closeAfterIdle = closeAfterIdle
        self.closeGrace = closeGrace
    }
}
