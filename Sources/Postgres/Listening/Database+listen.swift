/// What another session said with NOTIFY.
package struct Notification: Sendable, Equatable {
    package let channel: String
    package let payload: String
    /// The server process that sent it.
    package let processID: Int32
}

extension Database {
    /// The notifications of some channels from now on, over a connection of their own that ends with the stream.
    ///
    /// Shape:  at most 1024 notifications wait for a slow reader; then the oldest are dropped, so treat each as "look again".
    /// Errors: `.connectFailed` at once; `.connectionLost` ends the stream; closing the database ends it without an error.
    package func listen(_ channels: [String]) async throws -> AsyncThrowingStream<Notification, any Error> {
        guard !pool.isClosed else { throw PostgresError(.poolClosed, "the pool is closed") }
        let listener = try Listener()
        let (stream, continuation) = AsyncThrowingStream<Notification, any Error>.makeStream(bufferingPolicy: .bufferingNewest(1024))
        continuation.onTermination = { _ in listener.stop() }
        let key = listeners.add(listener)
        let registry = listeners
        let settings = pool.connectionSettings
        do {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { ready in
                    listener.start(settings, channels, continuation, ready: { ready.resume(with: $0) }, ended: { registry.remove(key) })
                }
            } onCancel: {
                listener.stop()
            }
        } catch {
            continuation.finish()
            throw error
        }
        return stream
    }
}
