package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Items by code, of one category or all.
    package func listItems(category: String?) async throws -> [JSONValue] {
        try await store.read { try $0.listAllItems(category: category) }
    }

    package func listPlaces() async throws -> [JSONValue] { try await store.read { try $0.listAllPlaces() } }

    package func listPeople() async throws -> [JSONValue] { try await store.read { try $0.listAllPeople() } }

    /// What companies promise: stock, capacity and floors. Promised is not physical: none of it is in the ledger.
    package func listAgreements() async throws -> [JSONValue] { try await store.read { try $0.listAllAgreements() } }
}
