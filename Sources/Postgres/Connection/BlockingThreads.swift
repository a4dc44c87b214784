import Dispatch
import Synchronization

/// Threads on which the server's answers are waited for, so that nobody who waits holds a thread of the shared pool.
///
/// A task that prefers them runs on them throughout: it waits for an answer on the thread it is on and goes on right there, and no other
/// thread has to be woken to take over.
final class BlockingThreads: TaskExecutor {
    private struct State {
        /// The oldest first.
        var jobs: [UnownedJob] = []
        var running = 0
        /// Threads that wait for a job and have been promised none yet.
        var waiting = 0
        var isStopped = false
    }

    private enum NextStep {
        case run(UnownedJob)
        case wait
        case end
    }

    /// How long a thread waits for a job before it ends.
    private static let idleTime = DispatchTimeInterval.seconds(5)
    private let threadsMax: Int
    private let state = Mutex(State())
    /// Signalled once for each promise.
    private let promises = DispatchSemaphore(value: 0)

    /// Starts nothing yet; the first job does.
    init(threadsMax: Int) {
        self.threadsMax = threadsMax
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let (isPromised, startsThread) = state.withLock { state in
            state.jobs.append(job)
            guard state.waiting == 0 else {
                state.waiting -= 1
                return (true, false)
            }
            guard state.running < threadsMax else { return (false, false) }
            state.running += 1
            return (false, true)
        }
        if isPromised { promises.signal() }
        // A queue of its own has a thread of its own for as long as its one block runs.
        if startsThread { DispatchQueue(label: "postgres.waiting").async { self.runJobs() } }
    }

    /// Lets threads end as soon as there is nothing for them to do. What comes later is still run.
    func stop() {
        let waiting = state.withLock { state in
            state.isStopped = true
            defer { state.waiting = 0 }
            return state.waiting
        }
        for _ in 0..<waiting { promises.signal() }
    }

    private func runJobs() {
        while true {
            switch nextStep() {
            case .run(let job): job.runSynchronously(on: asUnownedTaskExecutor())
            case .wait: if isLeftAlone() { return }
            case .end: return
            }
        }
    }

    private func nextStep() -> NextStep {
        state.withLock { state in
            guard state.jobs.isEmpty else { return .run(state.jobs.removeFirst()) }
            guard state.isStopped else {
                state.waiting += 1
                return .wait
            }
            state.running -= 1
            return .end
        }
    }

    /// Waits for a promise. True when none came for so long that this thread is to end.
    private func isLeftAlone() -> Bool {
        guard promises.wait(timeout: .now() + Self.idleTime) == .timedOut else { return false }
        let isToEnd = state.withLock { state in
            guard state.waiting > 0 else { return false }
            state.waiting -= 1
            state.running -= 1
            return true
        }
        // In that very moment every thread that waits was promised something, this one as well.
        if !isToEnd { promises.wait() }
        return isToEnd
    }
}
