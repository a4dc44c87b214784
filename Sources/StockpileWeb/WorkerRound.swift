internal import Logging
internal import ServiceLifecycle
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// Work that comes round by itself while the server runs. One that fails is told in the log and tried again the next time.
struct WorkerRound: Service {
    let name: String
    let interval: Duration
    let store: Store
    let logger: Logger
    let work: @Sendable (Operations, Logger) async throws -> Void

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await round()
                try? await Task.sleep(for: interval)
            }
        }
    }

    func round() async {
        do {
            try await work(try await Operations.open(store, login: "worker"), logger)
        } catch StockpileError.refused(let refusal) where refusal.code == .noDistrict {
            // Nothing is loaded yet, so there is nothing to do.
        } catch  where Task.isCancelled {
            // The server ends, and its connections with it.
        } catch {
            logger.error("\(name) failed; tried again in \(interval)", metadata: ["error": "\(error)"])
        }
    }
}

extension WorkerRound {
    /// Gives back, every half minute, what orders hold past their due time.
    static func dueReleases(_ store: Store, _ logger: Logger) -> WorkerRound {
        WorkerRound(name: "due releases", interval: .seconds(30), store: store, logger: logger) { worker, logger in
            for number in try await worker.releaseDueReservations() {
                logger.info("released what was reserved past its due time", metadata: ["order": "\(number)"])
            }
        }
    }

    /// Opens, every hour, the reminders of agreements that end soon, and ends those that have run out.
    static func agreements(_ store: Store, _ logger: Logger) -> WorkerRound {
        WorkerRound(name: "agreements that end", interval: .seconds(3600), store: store, logger: logger) { worker, logger in
            let answer = try await worker.remindAgreements()
            let (opened, ended) = (answer[key: "opened"]?.integer ?? 0, answer[key: "ended"]?.integer ?? 0)
            guard opened + ended > 0 else { return }
            logger.info("agreements that end", metadata: ["reminders": "\(opened)", "ended": "\(ended)"])
        }
    }

    /// Keeps, once a month, the share under agreement; asked every hour.
    static func shares(_ store: Store, _ logger: Logger) -> WorkerRound {
        WorkerRound(name: "share under agreement", interval: .seconds(3600), store: store, logger: logger) { worker, logger in
            guard let rows = try await worker.recordShare()[key: "rows"]?.integer, rows > 0 else { return }
            logger.info("kept the share under agreement", metadata: ["rows": "\(rows)"])
        }
    }

    /// Opens, every hour, a task for each company that owes its declaration of the month.
    static func declarations(_ store: Store, _ logger: Logger) -> WorkerRound {
        WorkerRound(name: "declarations due", interval: .seconds(3600), store: store, logger: logger) { worker, logger in
            guard let opened = try await worker.remindDeclarations()[key: "opened"]?.integer, opened > 0 else { return }
            logger.info("opened tasks for declarations", metadata: ["tasks": "\(opened)"])
        }
    }

    /// Brings, every hour, the tasks of care and of new labels up to date with what lies where.
    static func care(_ store: Store, _ logger: Logger) -> WorkerRound {
        WorkerRound(name: "care due", interval: .seconds(3600), store: store, logger: logger) { worker, _ in
            _ = try await worker.remindCare()
            _ = try await worker.remindRelabels()
        }
    }

    /// Seals, every ten seconds, what was posted since. Posting never waits for it.
    static func sealing(_ store: Store, _ logger: Logger) -> WorkerRound {
        WorkerRound(name: "sealing", interval: .seconds(10), store: store, logger: logger) { worker, logger in
            let answer = try await worker.sealLedger()
            guard let sealed = answer[key: "sealed"]?.integer, sealed > 0 else { return }
            let (position, head) = (answer[key: "position"]?.shown ?? "", answer[key: "head"]?.shown ?? "")
            logger.info("sealed documents", metadata: ["documents": "\(sealed)", "position": "\(position)", "head": "\(head)"])
        }
    }
}
