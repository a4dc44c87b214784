internal import StockpileModel
internal import StockpileOperations

/// Holds all of a lot at a place, what orders had set aside of it included, or gives back what was held.
struct Hold: Action {
    let name: RequestName
    let releases: Bool
    let lot: String
    let place: String
    let keeper: Int

    static func drawnHold(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let keeper = Int(numbers.some(0...2))
        guard let receipt = script.earlier(["receipt"], before: name, &numbers).flatMap({ script.action($0) as? Receive }) else {
            return nil
        }
        return Hold(name: name, releases: false, lot: receipt.name.lot, place: receipt.place, keeper: keeper)
    }

    static func drawnRelease(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let keeper = Int(numbers.some(0...2))
        guard let hold = script.earlier(["hold"], before: name, &numbers).flatMap({ script.action($0) as? Hold }) else { return nil }
        return Hold(name: name, releases: true, lot: hold.lot, place: hold.place, keeper: keeper)
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        let person = desk.keepers[keeper]
        return releases
            ? try await person.releaseLot(lot, item: nil, at: place, remarks: name.tag, key: key)
            : try await person.holdLot(lot, item: nil, at: place, remarks: name.tag, key: key)
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        // What had been held had left already: the hold ended, and nothing moved.
        if releases, answer[key: "document"] == .null, answer[key: "quantity"] == 0, found.isEmpty { return [] }
        guard let quantity = answer[key: "quantity"]?.integer, quantity > 0 else { throw Wrong("answered \(answer.written)") }
        let (from, to) = releases ? ("held", "free") : ("free", "held")
        // How much orders had set aside is the ledger's to know; what it gave back must be of this lot and place.
        let given = releases ? [] : found.filter { $0.from == .stock(lot, place, "reserved") && $0.to == .stock(lot, place, "free") }
        return given + [Movement(from: .stock(lot, place, from), to: .stock(lot, place, to), quantity: quantity)]
    }
}
