internal import StockpileModel
internal import StockpileOperations

/// What becomes of an order: sent off, taken in where it was to go, or recalled.
struct OrderStep: Action {
    enum Step: Sendable { case dispatch, arrival, cancellation }

    let name: RequestName
    let step: Step
    let order: RequestName
    let person: Int

    /// Only the number of the order is asked for, so nothing of it can carry a tag; a second time it is refused by its state.
    var isTagged: Bool { false }

    static func drawnDispatch(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        drawn(.dispatch, name, script.earlier(["order"], before: name, &numbers), script, &numbers)
    }

    static func drawnCancellation(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        drawn(.cancellation, name, script.earlier(["order"], before: name, &numbers), script, &numbers)
    }

    /// Mostly of an order that somebody has sent off.
    static func drawnArrival(_ name: RequestName, _ script: Script, _ numbers: inout SeededNumbers) -> (any Action)? {
        let sent = script.earlier(["dispatch"], before: name, &numbers).flatMap { script.action($0) as? OrderStep }
        return drawn(.arrival, name, sent?.order, script, &numbers)
    }

    private static func drawn(
        _ step: Step, _ name: RequestName, _ order: RequestName?, _ script: Script, _ numbers: inout SeededNumbers
    ) -> (any Action)? {
        guard let order else { return nil }
        return OrderStep(name: name, step: step, order: order, person: Int(numbers.some(0...1)))
    }

    func send(_ desk: Desk, _ key: IdempotencyKey) async throws -> JSONValue {
        let number = try await desk.number(of: order)
        return switch step {
        case .dispatch: try await desk.keepers[person].dispatchOrder(number, from: nil, key: key)
        case .arrival: try await desk.keepers[person].receiveOrder(number, at: nil, key: key)
        case .cancellation: try await desk.commanders[person].cancelOrder(number, remarks: name.tag, key: key)
        }
    }

    /// Whole orders move, so what was reserved is what goes on.
    func effect(_ found: [Movement], _ answer: JSONValue, _ books: Books) throws -> [Movement] {
        guard let order = books.script.action(order) as? Order else { throw Wrong("\(order) is no order") }
        // What a hold took back of the order no step of it moves any more.
        return try books.effect(of: self.order).filter { !books.isTakenBack($0.to, of: self.order) }.map { pick in
            let (lot, depot) = (pick.to.lot, pick.to.place)
            let onItsWay = Account(kind: "carrier", lot: lot, place: order.town, availability: "free")
            return switch step {
            case .dispatch: Movement(from: pick.to, to: onItsWay, quantity: pick.quantity)
            case .arrival: Movement(from: onItsWay, to: .stock(lot, order.town, "free"), quantity: pick.quantity)
            case .cancellation: Movement(from: pick.to, to: .stock(lot, depot, "free"), quantity: pick.quantity)
            }
        }
    }
}
