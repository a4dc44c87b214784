internal import StockpileModel
internal import StockpileStore

extension Operations {
    /// Runs a posting by what its request names: from memory, and again by what stands there now if the catalogue has changed meanwhile.
    ///
    /// Shape: the body's draft names the version it was written by; not in the last attempt, when others change the catalogue all the time.
    func byCatalogue<R: Sendable>(_ request: PostingRequest, _ body: (_ known: Resolver) async throws -> R) async throws -> R {
        let names = Resolver.names(in: request)
        if let remembered = store.remembered(names) {
            do {
                return try await body(Resolver(remembered))
            } catch is CatalogueChanged {
            } catch let error as StockpileError where error.isAboutRequest {
                // What is wrong by memory may be right by what stands there now.
                guard try await store.hasCatalogueChanged(since: remembered.version) else { throw error }
            }
        }
        for _ in 0..<2 {
            do {
                return try await body(Resolver(try await store.readCatalogue(names)))
            } catch is CatalogueChanged {}
        }
        return try await body(Resolver(try await store.readCatalogue(names), isVersionChecked: false))
    }
}

extension StockpileError {
    fileprivate var isAboutRequest: Bool {
        switch self {
        case .invalid, .notFound, .refused: true
        case .notPermitted, .unavailable, .wrongSchema, .unexpected: false
        }
    }
}
