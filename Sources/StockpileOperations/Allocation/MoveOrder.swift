internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    package func showOrder(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { tx in try tx.showOrder(tx.findOrder(number).id, zone: zone) }
    }

    package func listOrders(limit: Int) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listOrders(limit: limit, zone: zone) }
    }

    /// Sends off what is reserved, from one depot or from all: free of the depot, in transit.
    ///
    /// Errors: SP501 for an order that is not open, SP504 when nothing is reserved (any more), SP401, SP102 for what expired meanwhile.
    package func dispatchOrder(_ number: String, from place: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.dispatchOrder)
        return try await moveOrder(number, "dispatch_order", at: place, key: key) { tx, order in
            try tx.listReserved(for: order)
        } draft: { balance in
            var line = PostingLine(lot: balance.lot, quantity: balance.quantity, owner: balance.owner)
            line.fromPlace = balance.fromPlace
            line.fromBin = balance.bin
            line.toPlace = balance.toPlace
            return ("dispatch", balance.fromPlace, line)
        }
    }

    /// Takes in what arrived, at one destination or at all; with the last arrival the order is fulfilled.
    ///
    /// Errors: SP501, SP504 when nothing is on its way, SP401.
    package func receiveOrder(_ number: String, at place: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.receiveOrder)
        return try await moveOrder(number, "receive_order", at: place, key: key) { tx, order in
            try tx.listInTransit(for: order)
        } draft: { balance in
            var line = PostingLine(lot: balance.lot, quantity: balance.quantity, owner: balance.owner)
            line.toPlace = balance.toPlace
            return ("arrival", balance.toPlace, line)
        }
    }

    /// Posts the order's balances, one document per place, in ascending order of place.
    private func moveOrder(
        _ number: String, _ operation: String, at place: String?, key: IdempotencyKey,
        balances: @escaping @Sendable (borrowing Transaction, OrderID) throws -> [OrderBalance],
        draft: @escaping @Sendable (OrderBalance) -> (kind: String, place: PlaceID, line: PostingLine)
    ) async throws -> JSONValue {
        let person = self.person
        let zone = timeZone
        let request: JSONValue = ["order": .text(number), "place": JSONValue(place)]
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
            let wanted = try balances(tx, order.id).map { (balance: $0, draft: draft($0)) }.filter { only == nil || $0.draft.place == only }
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
            if try tx.listReserved(for: order.id).isEmpty, try tx.listInTransit(for: order.id).isEmpty {
                try tx.advanceOrder(order.id, to: .fulfilled, by: person.id, remarks: nil)
            }
            return try tx.showOrder(order.id, zone: zone)
        }
    }

    static func requireOpen(_ order: OrderHead, in tx: borrowing Transaction) throws {
        guard let state = try tx.lockOrder(order.id), AllocationOrderState.open.contains(state) else {
            let state = try tx.findOrder(order.number).state
            throw StockpileError.refused(Refusal(.wrongState, ["number": .text(order.number), "state": .text(state.rawValue)]))
        }
    }
}
