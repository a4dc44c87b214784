internal import Logging
internal import ServiceLifecycle
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// The worker that seals, every ten seconds, what was posted since. Posting never waits for it.
struct LedgerSealing: Service {
    let store: Store
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await round()
                try? await Task.sleep(for: .seconds(10))
            }
        }
    }

    private func round() async {
        do {
            let answer = try await Operations.open(store, login: "worker").sealLedger()
            guard let sealed = answer[key: "sealed"]?.integer, sealed > 0 else { return }
            logger.info(
                "sealed documents",
                metadata: [
                    "documents": "\(sealed)", "position": "\(answer[key: "position"]?.shown ?? "")",
                    "head": "\(answer[key: "head"]?.shown ?? "")",
                ])
        } catch StockpileError.refused(let refusal) where refusal.code == .noDistrict {
            // Nothing is loaded yet, so nothing was posted.
        } catch is CancellationError {
        } catch {
            logger.error("sealing failed; tried again in ten seconds", metadata: ["error": "\(error)"])
        }
    }
}
