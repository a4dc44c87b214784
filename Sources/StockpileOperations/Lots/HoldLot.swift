internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Lots in stock, soonest expiry first; with days, only those that expire within them.
    package func listLots(expiresWithin days: Int?) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { try $0.listLots(expiringBy: days.map { today.adding(days: $0) }, rotatingBy: nil, on: today) }
    }

    /// What passes its rotate-by date within so many days, with the value at risk.
    package func listRotation(within days: Int) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { try $0.listLots(expiringBy: nil, rotatingBy: today.adding(days: days), on: today) }
    }

    /// Holds what is free of a lot, at one place or everywhere: nobody can issue it until it is released.
    ///
    /// Errors: notFound; SP504 when nothing is free; SP401.
    package func holdLot(_ lot: String, item: String?, at place: String?, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try await switchHold("hold", lot: lot, item: item, at: place, remarks: remarks, key: key)
    }

    /// Gives back what was held.
    ///
    /// Errors: notFound; SP504 when nothing is held; SP401.
    package func releaseLot(
        _ lot: String, item: String?, at place: String?, remarks: String?, key: IdempotencyKey
    ) async throws -> JSONValue {
        try await switchHold("hold_release", lot: lot, item: item, at: place, remarks: remarks, key: key)
    }

    private func switchHold(
        _ kind: String, lot: String, item: String?, at place: String?, remarks: String?, key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.holdLot)
        let person = self.person
        let request: JSONValue = ["lot": .text(lot), "item": JSONValue(item), "place": JSONValue(place), "remarks": JSONValue(remarks)]
        return try await run("\(kind)_lot", key: key, request: request) { tx, hash in
            let itemID = try item.map { code in
                guard let found = try tx.listItems(codes: [code]).first else { throw StockpileError.notFound(subject: "item", code: code) }
                return found.id
            }
            let placeID = try place.map { code in
                guard let found = try tx.listPlaces(codes: [code]).first else {
                    throw StockpileError.notFound(subject: "place", code: code)
                }
                return found.id
            }
            let balances = try tx.listLotBalances(lot, of: itemID, at: placeID)
            guard !balances.isEmpty else { throw StockpileError.notFound(subject: "lot", code: lot) }
            let wanted = balances.filter { $0.availability == (kind == "hold" ? "free" : "held") && $0.quantity > .zero }
            guard let first = wanted.first else {
                throw StockpileError.refused(Refusal(.nothingToDo, ["lot": .text(lot), "operation": .text(kind)]))
            }
            var draft = PostingDraft(kind: kind, purpose: "hold", place: first.place, person: person.id, lines: wanted.map(Self.holdLine))
            draft.remarks = remarks
            let posted = try tx.postDocument(draft, key: key.step("posting"), requestHash: hash)
            // What was issued between looking and locking is not held: the answer says what is.
            let quantity = try tx.quantityMoved(by: posted.id)
            guard quantity > .zero else {
                throw StockpileError.refused(Refusal(.nothingToDo, ["lot": .text(lot), "operation": .text(kind)]))
            }
            return ["document": .text(posted.number), "lot": .text(lot), "quantity": JSONValue(quantity)]
        }
    }

    private static func holdLine(_ balance: LotBalance) -> PostingLine {
        var line = PostingLine(lot: balance.lot, quantity: nil, owner: balance.owner)
        line.fromPlace = balance.place
        line.toPlace = balance.place
        line.fromBin = balance.bin
        line.toBin = balance.bin
        line.fromCondition = balance.condition
        return line
    }
}
