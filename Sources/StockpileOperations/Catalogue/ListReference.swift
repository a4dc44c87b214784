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

    /// How long goods last as each source says it, of one item or all; rules that have ended only if they are asked for.
    ///
    /// Errors: notFound for an item that does not exist.
    package func listShelfLives(item: String?, withEnded: Bool = false) async throws -> [JSONValue] {
        try await store.read { tx in
            let found = try item.flatMap { try tx.listItems(codes: [$0]).first }
            if let item, found == nil { throw StockpileError.notFound(subject: "item", code: item) }
            return try tx.listShelfLives(of: found?.id, withEnded: withEnded).map(\.json)
        }
    }

    package func listPlaces() async throws -> [JSONValue] { try await store.read { try $0.listAllPlaces() } }

    package func listPeople() async throws -> [JSONValue] { try await store.read { try $0.listAllPeople() } }

    /// What companies promise: stock, capacity and floors. Promised is not physical: none of it is in the ledger.
    package func listAgreements() async throws -> [JSONValue] { try await store.read { try $0.listAllAgreements() } }
}
