import CLibPQ
import Dispatch
import Synchronization

/// Carries the wish to stop from any thread to the statement that is running for one call.
///
/// A cancel request travels on a connection of its own. It may arrive before the statement does and is then lost, so it is
/// repeated until the statement has ended; and the connection is not used again while a request is on its way.
final class CallToken: Sendable {
    private struct State {
        var isRequested = false
        var running: CancelHandle?
        var isSending = false
        var sent: DispatchSemaphore?
    }

    private static let repeatAfter = DispatchTimeInterval.milliseconds(100)
    private let state = Mutex(State())

    var isRequested: Bool { state.withLock(\.isRequested) }

    /// Asks the call to stop. Returns at once.
    func cancel() {
        state.withLock { $0.isRequested = true }
        sendIfRunning()
    }

    /// A statement is about to be sent.
    ///
    /// Errors: kind `.cancelled` when the call was asked to stop; nothing is sent then.
    func enter(_ handle: CancelHandle) throws {
        try state.withLock { state in
            if state.isRequested { throw PostgresError(.cancelled, "the call was cancelled") }
            state.running = handle
        }
    }

    /// The statement has ended. Waits for a cancel request under way, which could hit the next statement otherwise.
    func leave() {
        let pending = state.withLock { state -> DispatchSemaphore? in
            state.running = nil
            guard state.isSending else { return nil }
            let semaphore = DispatchSemaphore(value: 0)
            state.sent = semaphore
            return semaphore
        }
        pending?.wait()
    }

    private func sendIfRunning() {
        let handle = state.withLock { state -> CancelHandle? in
            guard state.isRequested, !state.isSending, let handle = state.running else { return nil }
            state.isSending = true
            return handle
        }
        guard let handle else { return }
        DispatchQueue.global().async {
            handle.send()
            self.finishSending()
        }
    }

    private func finishSending() {
        let isStillRunning = state.withLock { state in
            state.isSending = false
            state.sent?.signal()
            state.sent = nil
            return state.running != nil
        }
        guard isStillRunning else { return }
        DispatchQueue.global().asyncAfter(deadline: .now() + Self.repeatAfter) { self.sendIfRunning() }
    }
}

/// What libpq needs to cancel the statement of one connection; may be used from any thread, as PQcancel allows.
final class CancelHandle: @unchecked Sendable {
    private let handle: OpaquePointer?

    init(connection: OpaquePointer) {
        handle = PQgetCancel(connection)
    }

    deinit {
        PQfreeCancel(handle)
    }

    func send() {
        guard let handle else { return }
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { problem in
            // A request that cannot be delivered is repeated by the token; there is nothing else to do about it.
            _ = PQcancel(handle, problem.baseAddress, Int32(problem.count))
        }
    }
}
