package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Items by code, of one category or all.
    ///
    /// Errors: notFound for a category that does not exist.
    package func listItems(category: String?) async throws -> [JSONValue] {
        try await store.read { tx in
            let rows = try tx.listAllItems(category: category)
            if rows.isEmpty { try tx.requireKnown(StockFilter(category: category)) }
            return rows
        }
    }

    package func listPlaces() async throws -> [JSONValue] { try await store.read { try $0.listAllPlaces() } }

    package func listPeople() async throws -> [JSONValue] { try await store.read { try $0.listAllPeople() } }

    /// What companies promise: stock, capacity and floors. Promised is not physical: none of it is in the ledger.
    package func listAgreements() async throws -> [JSONValue] { try await store.read { try $0.listAllAgreements() } }
}
