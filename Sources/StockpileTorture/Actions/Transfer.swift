internal import StockpileModel
internal import StockpileOperations

/// Goods move to another place: of a named lot, or those that expire first.
struct Transfer: Action {
    let name: RequestName
    let item: String
    let lot: String?
    let quantity: Int64
    let from: String
    let to: String
    let keeper: Int

    static func drawn(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let (keeper, to) = (Int(numbers.some(0...2)), numbers.one(of: Reserve.places))
        guard numbers.happens(40) else {
            return Transfer(
                name: name, item: numbers.one(of: Reserve.items), lot: nil, quantity: numbers.some(1...40),
                from: numbers.one(of: Reserve.places.filter { $0 != to }), to: to, keeper: keeper)
        }
        guard let receipt = script.lot(before: name, &numbers), receipt.place != to else { return nil }
        return Transfer(
            name: name, item: receipt.item, lot: receipt.name.lot, quantity: numbers.some(1...25), from: receipt.place, to: to,
            keeper: keeper)
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        var line = PostingRequestLine(item: item, quantity: quantity)
        line.lot = lot
        line.toPlace = to
        var request = PostingRequest(purpose: "relocation", place: from, lines: [line])
        request.remarks = name.tag
        return JSONValue(try await desk.keepers[keeper].postTransfer(request, key: key))
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        try Picks(found, of: item, quantity, from: from, ["free"], lot: lot, books).movements { .stock($0.lot, to, "free") }
    }
}
