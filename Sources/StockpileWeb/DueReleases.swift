internal import Logging
internal import ServiceLifecycle
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// The worker: gives back, every half minute, what orders hold past their due time.
struct DueReleases: Service {
    let store: Store
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await round()
                try? await Task.sleep(for: .seconds(30))
            }
        }
    }

    private func round() async {
        do {
            let worker = try await Operations.open(store, login: "worker")
            for number in try await worker.releaseDueReservations() {
                logger.info("released what was reserved past its due time", metadata: ["order": "\(number)"])
            }
        } catch StockpileError.refused(let refusal) where refusal.code == .noDistrict {
            // Nothing is loaded yet, so nothing can be due.
        } catch  where Task.isCancelled {
            // The server ends, and its connections with it.
        } catch {
            logger.error("due releases failed; tried again in half a minute", metadata: ["error": "\(error)"])
        }
    }
}
