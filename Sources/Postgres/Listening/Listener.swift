import CLibPQ
import Dispatch
import Glibc
import Synchronization

/// Waits for notifications on a connection and a queue of its own until it is told to stop.
final class Listener: Sendable {
    /// A pipe: the reading end becomes readable when the listener is to stop.
    private let wake: Int32
    private let bell: Int32
    private let queue = DispatchQueue(label: "postgres.listener")

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw PostgresError(.connectFailed, "no file descriptor is left") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        wake = ends[0]
        bell = ends[1]
    }

    deinit {
        Glibc.close(wake)
        Glibc.close(bell)
    }

    func stop() {
        var ring: UInt8 = 1
        // A full pipe has been rung already.
        _ = Glibc.write(bell, &ring, 1)
    }

    /// Connects, listens, says so once, and then passes notifications on.
    func start(
        _ settings: ConnectionSettings,
        _ channels: [String],
        _ stream: AsyncThrowingStream<Notification, any Error>.Continuation,
        ready: @escaping @Sendable (Result<Void, any Error>) -> Void,
        ended: @escaping @Sendable () -> Void
    ) {
        queue.async {
            defer { ended() }
            let session: Session
            do {
                session = try Session(settings)
                for channel in channels { try session.runSimple("LISTEN \(Self.quoted(channel))") }
            } catch {
                ready(.failure(error))
                return
            }
            ready(.success(()))
            do {
                try self.forward(session, stream)
                stream.finish()
            } catch {
                stream.finish(throwing: error)
            }
        }
    }

    private func forward(_ session: Session, _ stream: AsyncThrowingStream<Notification, any Error>.Continuation) throws {
        while true {
            while let found = PQnotifies(session.handle) {
                defer { PQfreemem(found) }
                stream.yield(
                    Notification(
                        channel: String(cString: found.pointee.relname),
                        payload: String(cString: found.pointee.extra),
                        processID: found.pointee.be_pid))
            }
            var events = [
                pollfd(fd: PQsocket(session.handle), events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
            ]
            poll(&events, 2, -1)
            if events[1].revents != 0 { return }
            guard PQconsumeInput(session.handle) == 1, !session.isBroken else {
                throw PostgresError(connection: session.handle, kind: .connectionLost)
            }
        }
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}

/// The listeners of one database, so that closing it ends them.
final class ListenerRegistry: Sendable {
    private let state = Mutex((next: 0, listeners: [Int: Listener]()))

    func add(_ listener: Listener) -> Int {
        state.withLock { state in
            state.next += 1
            state.listeners[state.next] = listener
            return state.next
        }
    }

    func remove(_ key: Int) {
        state.withLock { _ = $0.listeners.removeValue(forKey: key) }
    }

    func stopAll() {
        for listener in state.withLock({ Array($0.listeners.values) }) { listener.stop() }
    }
}
