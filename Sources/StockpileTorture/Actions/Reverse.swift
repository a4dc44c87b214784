internal import StockpileModel
internal import StockpileOperations

/// Takes back a document, whole.
struct Reverse: Action {
    let name: RequestName
    let original: RequestName
    let keeper: Int

    static func drawn(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let kinds = ["receipt", "issue", "issue", "transfer", "write_off_posting"]
        guard let original = script.earlier([numbers.one(of: kinds)], before: name, &numbers) else { return nil }
        return Reverse(name: name, original: original, keeper: Int(numbers.some(0...2)))
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        let number = try await desk.documentNumber(of: original)
        return JSONValue(try await desk.keepers[keeper].reverseDocument(number, remarks: name.tag, key: key))
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        try books.effect(of: original).map { Movement(from: $0.to, to: $0.from, quantity: $0.quantity) }
    }
}
