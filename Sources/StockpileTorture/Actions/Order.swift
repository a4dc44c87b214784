internal import StockpileModel
internal import StockpileOperations

/// A commander's order for one town: what it names is reserved at once, in whichever depots it lies.
struct Order: Action {
    let name: RequestName
    let lines: [(item: String, quantity: Int64)]
    let town: String
    let sources: [String]
    let commander: Int

    static func drawn(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let count = numbers.happens(30) ? 2 : 1
        let first = Int(numbers.some(0...Int64(Reserve.items.count - 1)))
        let lines = (0..<count).map { (Reserve.items[(first + $0) % Reserve.items.count], numbers.some(1...60)) }
        return Order(
            name: name, lines: lines, town: numbers.one(of: Reserve.towns), sources: numbers.happens(30) ? ["D1", "D2"] : [],
            commander: Int(numbers.some(0...1)))
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        let asked = lines.map { AllocationRequest.Line(item: $0.item, quantity: $0.quantity, pack: nil, toPlace: town) }
        return try await desk.commanders[commander].issueOrder(
            AllocationRequest(
                lines: asked, fromPlaces: sources, incident: nil, remarks: name.tag, allowsPart: false, dueHours: 720), key: key)
    }

    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        let allowed = sources.isEmpty ? Reserve.depots : sources
        var open = Dictionary(uniqueKeysWithValues: lines.map { ($0.item, $0.quantity) })
        for movement in found {
            let (from, receipt) = (movement.from, try books.receipt(of: movement.from.lot))
            guard from.kind == "stock", from.availability == "free", allowed.contains(from.place), !receipt.isExpired else {
                throw Wrong("reserved \(from)")
            }
            open[receipt.item, default: 0] -= movement.quantity
        }
        guard open.values.allSatisfy({ $0 == 0 }) else { throw Wrong("reserved \(found) for \(lines)") }
        return found.map {
            Movement(from: $0.from, to: .stock($0.from.lot, $0.from.place, "reserved"), quantity: $0.quantity)
        }
    }
}
