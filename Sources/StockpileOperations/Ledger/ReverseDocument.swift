package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Takes a document back by a new document linked both ways: the lines named, or all that are not taken back yet.
    ///
    /// Errors: SP401, SP402, SP502, SP503, SP601, and SP107 when what it brought has moved on, with all that has to be undone first.
    package func reverseDocument(
        _ number: String, lines: [Int64] = [], remarks: String?, key: IdempotencyKey
    ) async throws -> PostedDocument {
        // What took a right of its own to do takes the same to undo; the database knows which document this is.
        let rights: Set<Permission> = [.postWriteOff, .changeOwner, .reclassifyLot, .changeCondition]
        if person.permissions.isDisjoint(with: rights) { try person.require(.reverseDocument) }
        let lines = Set(lines).sorted()
        let hash = Self.hash(
            "reverse_document",
            ["number": .text(number), "lines": .array(lines.map { .integer($0) }), "remarks": JSONValue(remarks)], person)
        return try await keyed(key) {
            try await store.reverseDocument(number, lines: lines, by: person.id, remarks: remarks, key: key, requestHash: hash)
        }
    }
}
