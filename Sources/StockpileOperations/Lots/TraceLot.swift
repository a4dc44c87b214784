internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// The way of a lot from its producer and supplier through every place and document to whoever has or used it, with the lots it
    /// comes from and those made from it.
    ///
    /// Errors: notFound; invalid when several items have the lot number.
    package func traceLot(_ lot: String, item: String?) async throws -> LotTrace {
        let zone = timeZone
        return try await store.read { tx in
            guard let trace = try tx.traceLot(Self.lot(lot, item: item, in: tx), zone: zone) else {
                throw StockpileError.notFound(subject: "lot", code: lot)
            }
            return trace
        }
    }
}
