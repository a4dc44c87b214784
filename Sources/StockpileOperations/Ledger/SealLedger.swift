package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Gives every committed document its position and seals it in a block. Called by the worker, and by hand.
    ///
    /// Shape:  how many were sealed now, and the head of the chain after it (null before anything was ever sealed).
    ///         Needs no key: what is sealed is not sealed again.
    /// Errors: SP401.
    @discardableResult
    package func sealLedger() async throws -> JSONValue {
        try person.require(.sealLedger)
        let total = try await sealAll()
        let head = try await store.read { try $0.findHead() }
        return [
            "sealed": .integer(total), "position": head.map { JSONValue.integer($0.lastPosition) } ?? .null,
            "block_no": head.map { JSONValue.integer($0.number) } ?? .null, "head": JSONValue(head?.sha256),
        ]
    }

    /// Seals for whatever needs everything sealed; answers how many documents that were.
    ///
    /// Errors: SP401 for whoever may neither seal nor freeze a report.
    @discardableResult
    func sealAll() async throws -> Int64 {
        var total: Int64 = 0
        // Ends at the latest when nobody posts faster than the sealer seals.
        while true {
            let sealed = try await store.sealDocuments(by: person.id, documentsMax: Self.sealedAtOnce)
            total += sealed
            if sealed < Self.sealedAtOnce { return total }
        }
    }

    /// Sealed documents as ordered events, after the position a reader has seen; the same question gives the same answer for ever.
    ///
    /// Shape:  ascending position without gaps; at most `limit`.
    package func listEvents(after position: Int64, limit: Int64) async throws -> [JSONValue] {
        try person.require(.read)
        let zone = timeZone
        return try await store.read { try $0.listEvents(after: position, limit: limit, zone: zone) }
    }

    private static let sealedAtOnce: Int64 = 100_000
}
