internal import StockpileModel
internal import StockpileOperations

/// Takes back a document, whole; a write-off by one of finance, who is told so when it is the wrong one.
struct Reverse: Action {
    let name: RequestName
    let original: RequestName
    let keeper: Int
    let isWriteOff: Bool

    static func drawn(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let kinds = ["receipt", "issue", "issue", "transfer", "write_off_posting"]
        let kind = numbers.one(of: kinds)
        guard let original = script.earlier([kind], before: name, &numbers) else { return nil }
        return Reverse(name: name, original: original, keeper: Int(numbers.some(0...2)), isWriteOff: kind == "write_off_posting")
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        let number = try await desk.documentNumber(of: original)
        let person = isWriteOff ? desk.finance[keeper % desk.finance.count] : desk.keepers[keeper]
        return JSONValue(try await person.reverseDocument(number, remarks: name.tag, key: key))
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        try books.effect(of: original).map { Movement(from: $0.to, to: $0.from, quantity: $0.quantity) }
    }
}
