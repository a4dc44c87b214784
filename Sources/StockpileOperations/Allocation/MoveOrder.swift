internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    package func showOrder(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { tx in try tx.showOrder(tx.findOrder(number).id, zone: zone) }
    }

    package func listOrders(slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listOrders(slice: slice, zone: zone) }
    }

    /// Sends off what is reserved, from one depot or from all: free of the depot, in transit.
    ///
    /// Errors: SP501 for an order that is not open, SP504 when nothing is reserved (any more), SP401, SP102 for what expired meanwhile.
    package func dispatchOrder(_ number: String, from place: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.dispatchOrder)
        return try await moveOrder(number, "dispatch_order", at: place, also: [], key: key) { tx, order, place in
            try tx.listReserved(for: order).filter { place == nil || $0.fromPlace == place }
        } draft: { balance in
            var line = PostingLine(lot: balance.lot, quantity: balance.quantity, owner: balance.owner)
            line.fromPlace = balance.fromPlace
            line.fromBin = balance.bin
            line.toPlace = balance.toPlace
            return ("dispatch", balance.fromPlace, line)
        }
    }

    /// Takes in what arrived, at one destination or at all, and leaves on its way what is short; with the last arrival the order is
    /// fulfilled.
    ///
    /// Errors: SP501, SP504 when nothing is on its way, SP401; invalid for items that are not, or not so many of them.
    package func receiveOrder(
        _ number: String, at place: String?, short: [ShortArrival] = [], problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.receiveOrder)
        let missing = short.map { line -> JSONValue in ["item": .text(line.item), "quantity": .integer(line.quantity)] }
        return try await moveOrder(number, "receive_order", at: place, also: missing, key: key) { tx, order, place in
            try Self.arrived(try tx.listInTransit(for: order).filter { place == nil || $0.toPlace == place }, short, problems, in: tx)
        } draft: { balance in
            var line = PostingLine(lot: balance.lot, quantity: balance.quantity, owner: balance.owner)
            line.toPlace = balance.toPlace
            return ("arrival", balance.toPlace, line)
        }
    }

    /// Posts the order's balances, one document per place, in ascending order of place.
    private func moveOrder(
        _ number: String, _ operation: String, at place: String?, also missing: [JSONValue], key: IdempotencyKey,
        balances: @escaping @Sendable (borrowing Transaction, OrderID, PlaceID?) throws -> [OrderBalance],
        draft: @escaping @Sendable (OrderBalance) -> (kind: String, place: PlaceID, line: PostingLine)
    ) async throws -> JSONValue {
        let person = self.person
        let zone = timeZone
        let members = [JSONMember("order", .text(number)), JSONMember("place", JSONValue(place))]
        // A request that says nothing of it has the hash it always had.
        let request = JSONValue.object(members + (missing.isEmpty ? [] : [JSONMember("short", .array(missing))]))
        return try await run(operation, key: key, request: request) { tx, hash in
            let order = try tx.findOrder(number)
            try Self.requireOpen(order, in: tx)
            try tx.lockOrderAccounts(order.id)
            let only = try place.map { code in
                guard let found = try tx.listPlaces(codes: [code]).first else {
                    throw StockpileError.notFound(subject: "place", code: code)
                }
                return found.id
            }
            let wanted = try balances(tx, order.id, only).map { (balance: $0, draft: draft($0)) }
            guard !wanted.isEmpty else {
                throw StockpileError.refused(Refusal(.nothingToDo, ["order": .text(number), "operation": .text(operation)]))
            }
            for (at, group) in Dictionary(grouping: wanted, by: \.draft.place).sorted(by: { $0.key < $1.key }) {
                let lines = group.map { entry in
                    var line = entry.draft.line
                    line.orderLine = entry.balance.orderLine
                    return line
                }
                var posting = PostingDraft(kind: group[0].draft.kind, purpose: "order", place: at, person: person.id, lines: lines)
                posting.order = order.id
                posting.reference = number
                _ = try tx.postDocument(posting, key: key.step("\(at.rawValue)"), requestHash: hash)
            }
            try Self.fulfilWhenNothingIsLeft(order.id, by: person, in: tx)
            return try tx.showOrder(order.id, zone: zone)
        }
    }

    /// What is on its way without what is short; of several lots the last ones are short.
    ///
    /// Errors: invalid, with all that is wrong.
    private static func arrived(
        _ balances: [OrderBalance], _ short: [ShortArrival], _ known: [FieldProblem], in tx: borrowing Transaction
    ) throws -> [OrderBalance] {
        var problems = known
        var arrived = balances
        for missing in short {
            func refuse(_ kind: ProblemCode, _ value: String, _ detail: [String: String]) {
                problems.append(FieldProblem(field: "--short", kind, detail.merging(["value": value]) { $1 }))
            }
            guard let item = try tx.listItems(codes: [missing.item]).first else {
                refuse(.unknownCode, missing.item, ["subject": "item"])
                continue
            }
            // Which units arrived cannot be told from a number: those that did not are settled by their own numbers.
            guard !item.isSerialised else {
                refuse(.notAllowed, missing.item, ["reason": "name_units"])
                continue
            }
            var left = missing.quantity
            let sent = balances.filter { $0.item == item.id }.reduce(Int64(0)) { $0 + $1.quantity.rawValue }
            guard (1...max(1, sent)).contains(left), sent > 0 else {
                refuse(.outOfRange, "\(missing.item)=\(left)", ["expected": "\(missing.item)=0–\(sent)"])
                continue
            }
            for index in arrived.indices.reversed() where arrived[index].item == item.id && left > 0 {
                let taken = min(left, arrived[index].quantity.rawValue)
                left -= taken
                arrived[index].quantity = Quantity(rawValue: arrived[index].quantity.rawValue - taken) ?? .zero
            }
        }
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        return arrived.filter { $0.quantity > .zero }
    }

    static func requireOpen(_ order: OrderHead, in tx: borrowing Transaction) throws {
        guard let state = try tx.lockOrder(order.id), AllocationOrderState.open.contains(state) else {
            let state = try tx.findOrder(order.number).state
            throw StockpileError.refused(Refusal(.wrongState, ["number": .text(order.number), "state": .text(state.rawValue)]))
        }
    }
}
