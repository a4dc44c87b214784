internal import StockpileModel
internal import StockpileOperations

/// Goods go out: of a named lot, or those that expire first.
struct Issue: Action {
    let name: RequestName
    let purpose: String
    let item: String
    let lot: String?
    let quantity: Int64
    let place: String
    let keeper: Int

    static func drawn(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let keeper = Int(numbers.some(0...2))
        guard numbers.happens(45) else {
            let (item, place) = Reserve.somewhere(&numbers, among: Reserve.places)
            return Issue(
                name: name, purpose: "use", item: item, lot: nil, quantity: numbers.some(1...50), place: place, keeper: keeper)
        }
        guard let receipt = script.lot(before: name, &numbers) else { return nil }
        return Issue(
            name: name, purpose: numbers.one(of: ["use", "use", "disposal", "return_to_supplier"]), item: receipt.item,
            lot: receipt.name.lot, quantity: numbers.some(1...25), place: numbers.happens(80) ? receipt.place : "D2", keeper: keeper)
    }

    private static let destinations = ["use": "consumption", "disposal": "loss", "return_to_supplier": "supplier"]

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        var line = PostingRequestLine(item: item, quantity: quantity)
        line.lot = lot
        var request = PostingRequest(purpose: purpose, place: place, lines: [line])
        request.remarks = name.tag
        if purpose != "use" {
            request.reason(by: Reserve.keepers[(keeper + 1) % Reserve.keepers.count])
        }
        return JSONValue(try await desk.keepers[keeper].postIssue(request, key: key))
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        let to = Self.destinations[purpose] ?? purpose
        // What is not for use may be taken from what is held.
        let picks = try Picks(found, of: item, quantity, from: place, purpose == "use" ? ["free"] : ["free", "held"], lot: lot, books)
        if purpose == "use" { try picks.requireInDate(books) }
        return picks.movements { .outside(to, $0.lot, place) }
    }
}

extension PostingRequest {
    /// All that the purposes drawn here owe.
    fileprivate mutating func reason(by checker: String) {
        grounds.reason = purpose
        reference = "F-1"
        grounds.checker = checker
    }
}

/// What the ledger chose for a request that left the choice to it; checked against what was asked.
struct Picks {
    let taken: [(from: Account, quantity: Int64)]

    /// Errors: Wrong when item, place, state, lot or total differ from what was asked.
    init(
        _ found: [Movement], of item: String, _ quantity: Int64, from place: String, _ states: [String], lot: String?, _ books: Books
    ) throws {
        for movement in found {
            let from = movement.from
            guard from.kind == "stock", from.place == place, states.contains(from.availability) else { throw Wrong("took from \(from)") }
            guard try books.receipt(of: from.lot).item == item else { throw Wrong("took \(from) for \(item)") }
            guard lot == nil || lot == from.lot else { throw Wrong("took \(from) instead of the lot \(lot ?? "")") }
        }
        guard found.map(\.quantity).reduce(0, +) == quantity else { throw Wrong("moved \(found) where \(quantity) were asked") }
        taken = found.map { ($0.from, $0.quantity) }
    }

    /// Errors: Wrong when a lot past its date was taken.
    func requireInDate(_ books: Books) throws {
        for pick in taken where try books.receipt(of: pick.from.lot).isExpired { throw Wrong("took expired goods from \(pick.from)") }
    }

    func movements(to destination: (Account) -> Account) -> [Movement] {
        taken.map { Movement(from: $0.from, to: destination($0.from), quantity: $0.quantity) }
    }
}
