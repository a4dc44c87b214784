internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Makes a bin at a place; answers it.
    ///
    /// Errors: SP401; notFound for the place; SP623 for a code the place has already.
    package func addBin(_ code: String, name: String?, at place: String, key: IdempotencyKey) async throws -> JSONValue {
        let request: JSONValue = ["place": .text(place), "bin": .text(code), "name": JSONValue(name)]
        let person = self.person
        return try await keepBin("add_bin", code, at: place, request, key: key) { tx, id in
            try tx.addBin(code, name: name, at: id, by: person.id)
        }
    }

    /// Takes an empty bin out of use; answers it.
    ///
    /// Errors: SP401; notFound for the place; SP601, SP622 retired already, SP624 not empty.
    package func retireBin(_ code: String, at place: String, key: IdempotencyKey) async throws -> JSONValue {
        let person = self.person
        return try await keepBin("retire_bin", code, at: place, ["place": .text(place), "bin": .text(code)], key: key) { tx, id in
            try tx.retireBin(code, at: id, by: person.id)
        }
    }

    /// The bins of a place, or of all places.
    ///
    /// Errors: notFound for the place.
    package func listBins(at place: String?) async throws -> [JSONValue] {
        try await store.read { tx in try tx.listBins(at: place.map { try Self.place($0, in: tx).id }) }
    }

    private func keepBin(
        _ operation: String, _ code: String, at place: String, _ request: JSONValue, key: IdempotencyKey,
        _ body: @escaping @Sendable (borrowing Transaction, PlaceID) throws -> Void
    ) async throws -> JSONValue {
        try person.require(.keepBins)
        return try await run(operation, key: key, request: request) { tx, _ in
            let id = try Self.place(place, in: tx).id
            try body(tx, id)
            return try tx.listBins(at: id, code: code).first ?? .null
        }
    }

    private static func place(_ code: String, in tx: borrowing Transaction) throws -> Place {
        guard let place = try tx.listPlaces(codes: [code]).first else { throw StockpileError.notFound(subject: "place", code: code) }
        return place
    }
}
