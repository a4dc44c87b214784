package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// The units of serialised items and where each is; those that have left too, if all are asked for.
    ///
    /// Errors: notFound for an item or place that does not exist.
    package func listSerials(item: String?, place: String?, isAll: Bool = false) async throws -> [JSONValue] {
        try await store.read { tx in
            let rows = try tx.listSerials(item: item, place: place, isAll: isAll)
            if rows.isEmpty { try tx.requireKnown(StockFilter(item: item, place: place)) }
            return rows
        }
    }

    /// A unit's whole life: where it is, and every document that moved it, from where to where, when and by whom.
    ///
    /// Errors: notFound.
    package func showSerial(_ number: String, of item: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { try $0.findSerialLife(number, of: item, zone: zone) }
    }
}
