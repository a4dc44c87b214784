internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Recalls an order: what is still reserved becomes free again. What is on its way must arrive first.
    ///
    /// Errors: SP501 for an order that is not open or has goods on their way, SP401.
    package func cancelOrder(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.issueOrder)
        let person = self.person
        let zone = timeZone
        return try await run("cancel_order", key: key, request: ["order": .text(number), "remarks": JSONValue(remarks)]) { tx, hash in
            let order = try tx.findOrder(number)
            try Self.requireOpen(order, in: tx)
            guard try tx.listInTransit(for: order.id).isEmpty else {
                throw StockpileError.refused(Refusal(.wrongState, ["number": .text(number), "state": "in_transit"]))
            }
            let waits = try tx.listReserved(for: order.id)
            try Self.release(waits, of: order, purpose: "cancelled", by: person, key: key.step("release"), hash: hash, in: tx)
            try tx.advanceOrder(order.id, to: .recalled, by: person.id, remarks: remarks)
            return try tx.showOrder(order.id, zone: zone)
        }
    }

    /// Gives back what orders hold past their due time. Called by the worker, and first thing by whoever reserves.
    ///
    /// Shape: the numbers of the orders released.
    @discardableResult
    package func releaseDueReservations() async throws -> [String] {
        try person.require(.releaseDue)
        let person = self.person
        let due = try await store.read { try $0.listDueOrders() }
        var released: [String] = []
        for order in due {
            // One transaction each: a stuck order does not keep the others reserved. The key makes two workers release once.
            guard let key = IdempotencyKey(rawValue: "release-due/\(order.number)") else { continue }
            let hash = Self.hash("release_due", ["order": .text(order.number)], person)
            let done = try await store.write { tx -> Bool in
                guard let state = try tx.lockOrder(order.id), AllocationOrderState.open.contains(state) else { return false }
                let waits = try tx.listReserved(for: order.id)
                try Self.release(waits, of: order, purpose: "due", by: person, key: key.step("release"), hash: hash, in: tx)
                if try tx.listInTransit(for: order.id).isEmpty {
                    try tx.advanceOrder(order.id, to: .expired, by: person.id, remarks: nil)
                }
                return !waits.isEmpty
            }
            if done { released.append(order.number) }
        }
        return released
    }

    /// Gives back what an order holds in these balances; nothing when there are none.
    static func release(
        _ balances: [OrderBalance], of order: OrderHead, purpose: String, by person: Person, key: IdempotencyKey, hash: String,
        in tx: borrowing Transaction
    ) throws {
        let lines = balances.map { balance in
            var line = PostingLine(lot: balance.lot, quantity: balance.quantity, owner: balance.owner)
            line.fromPlace = balance.fromPlace
            line.toPlace = balance.fromPlace
            line.fromBin = balance.bin
            line.toBin = balance.bin
            line.orderLine = balance.orderLine
            return line
        }
        guard let place = lines.first?.fromPlace else { return }
        var draft = PostingDraft(kind: "reservation_release", purpose: purpose, place: place, person: person.id, lines: lines)
        draft.order = order.id
        draft.reference = order.number
        _ = try tx.postDocument(draft, key: key, requestHash: hash)
    }
}
