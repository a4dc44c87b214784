package import StockpileModel
package import StockpileStore

extension Operations {
    /// Stock as it stands now.
    ///
    /// Shape:  one row per item, place, lot or category; `available` is what can be issued today.
    /// Errors: notFound for a filter that names nothing.
    package func listStock(by grouping: StockGrouping, _ filter: StockFilter) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { tx in
            let rows = try tx.listStock(by: grouping, filter, on: today)
            if rows.isEmpty { try tx.requireKnown(filter) }
            return rows
        }
    }

    /// A document with its movements.
    ///
    /// Errors: notFound.
    package func showDocument(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { try $0.findDocument(number, zone: zone) }
    }

    /// Takes a document back whole, by a new document linked both ways.
    ///
    /// Errors: SP401, SP502, SP503, SP601, and SP101 when what it brought has moved on.
    package func reverseDocument(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> PostedDocument {
        try person.require(.reverseDocument)
        let hash = Self.hash("reverse_document", ["number": .text(number)], person)
        return try await keyed(key) {
            try await store.reverseDocument(number, by: person.id, remarks: remarks, key: key, requestHash: hash)
        }
    }
}
