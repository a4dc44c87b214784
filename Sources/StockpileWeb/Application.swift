package import Hummingbird
package import Logging
package import StockpileStore

/// The web server of one district. Tests build the same application and run it in process.
///
/// Shape: GET /health answers 200 with {"status":"ok"} while the database answers, else 503.
package func buildApplication(store: Store, host: String, port: Int, logger: Logger) -> some ApplicationProtocol {
    let router = Router()
    router.get("health") { _, _ async -> Response in
        let isWell = await store.isWell()
        return Response(
            status: isWell ? .ok : .serviceUnavailable, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: isWell ? #"{"status":"ok"}"# : #"{"status":"no_database"}"#)))
    }
    var application = Application(
        router: router, configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: "stockpile"),
        logger: logger)
    application.addServices(
        WorkerRound.dueReleases(store, logger), WorkerRound.sealing(store, logger), WorkerRound.declarations(store, logger),
        WorkerRound.agreements(store, logger), WorkerRound.shares(store, logger),
        WorkerRound.care(store, logger))
    return application
}
