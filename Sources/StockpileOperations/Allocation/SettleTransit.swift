internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Says what became of goods that were sent off and did not arrive: lost, or turned back to a depot. What was sent is received, lost
    /// or turned back; with the last of it the order is fulfilled.
    ///
    /// Shape:  the order as it stands then.
    /// Errors: notFound; invalid with every unknown code and with a quantity beyond what is on its way; SP501, SP504 when none of it is
    ///         on its way, SP613 with what is owed (a loss owes reason, evidence and checker), SP401, SP402.
    package func settleTransit(_ settlement: TransitSettlement, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(settlement.permission)
        try requireAttaching(settlement.grounds)
        let person = self.person
        let zone = timeZone
        return try await run("settle_transit", key: key, request: settlement.json) { tx, hash in
            let named = try NamedSettlement(settlement, in: tx)
            try Self.requireOpen(named.order, in: tx)
            let lines = try named.lines(in: tx)
            guard let first = lines.first?.fromPlace else { return .null }
            var draft = PostingDraft(
                kind: "arrival", purpose: settlement.purpose, place: named.back?.id ?? first, person: person.id,
                occurredAt: settlement.occurredAt, lines: lines)
            draft.order = named.order.id
            draft.reference = settlement.reference
            draft.remarks = settlement.remarks
            draft.grounds = settlement.grounds
            _ = try tx.postDocument(draft, key: key.step("posting"), requestHash: hash)
            try Self.fulfilWhenNothingIsLeft(named.order.id, by: person, in: tx)
            return try tx.showOrder(named.order.id, zone: zone)
        }
    }

    /// An order of which nothing is reserved or on its way any more is fulfilled.
    static func fulfilWhenNothingIsLeft(_ order: OrderID, by person: Person, in tx: borrowing Transaction) throws {
        guard try tx.listReserved(for: order).isEmpty, try tx.listInTransit(for: order).isEmpty else { return }
        try tx.advanceOrder(order, to: .fulfilled, by: person.id, remarks: nil)
    }
}

/// What a settlement names by code, looked up.
private struct NamedSettlement {
    let settlement: TransitSettlement
    let order: OrderHead
    let item: Item
    let place: Place?
    let back: Place?

    /// Errors: notFound for the order; invalid with every code nobody knows and everything that was wrong with the form.
    init(_ settlement: TransitSettlement, in tx: borrowing Transaction) throws {
        self.settlement = settlement
        order = try tx.findOrder(settlement.order)
        var problems = settlement.problems
        let item = try tx.listItems(codes: [settlement.item]).first
        if item == nil { problems.append(FieldProblem(field: "--item", .unknownCode, ["value": settlement.item, "subject": "item"])) }
        place = try settlement.place.flatMap { try tx.listPlaces(codes: [$0]).first }
        if let code = settlement.place, place == nil {
            problems.append(FieldProblem(field: "--place", .unknownCode, ["value": code, "subject": "place"]))
        }
        if case .turnedBack(let code) = settlement.outcome {
            back = try tx.listPlaces(codes: [code]).first
            if back == nil { problems.append(FieldProblem(field: "--to", .unknownCode, ["value": code, "subject": "place"])) }
        } else {
            back = nil
        }
        if settlement.quantity < 1, problems.allSatisfy({ $0.field != "--quantity" }) {
            problems.append(
                FieldProblem(field: "--quantity", .outOfRange, ["value": String(settlement.quantity), "reason": "not_a_quantity"]))
        }
        if let item, item.isSerialised, settlement.serials.isEmpty { problems.append(FieldProblem(field: "--serial", .required)) }
        guard let item, problems.isEmpty else { throw StockpileError.invalid(problems) }
        self.item = item
    }

    /// One line for each balance that it takes to make up the quantity.
    ///
    /// Errors: SP504; invalid for more than there is.
    func lines(in tx: borrowing Transaction) throws -> [PostingLine] {
        let there = try tx.listInTransit(for: order.id).filter { balance in
            balance.item == item.id && (settlement.lot == nil || balance.lotNumber == settlement.lot)
                && (place == nil || balance.toPlace == place?.id)
        }
        let sum = there.reduce(Int64(0)) { $0 + $1.quantity.rawValue }
        guard sum > 0 else {
            throw StockpileError.refused(
                Refusal(.nothingToDo, ["order": .text(order.number), "item": .text(item.code), "operation": .text("settle_transit")]))
        }
        guard settlement.quantity <= sum else {
            let detail = ["value": String(settlement.quantity), "expected": "1–\(sum)"]
            throw StockpileError.invalid([FieldProblem(field: "--quantity", .outOfRange, detail)])
        }
        var left = settlement.quantity
        var lines: [PostingLine] = []
        for balance in there where left > 0 {
            let taken = min(left, balance.quantity.rawValue)
            left -= taken
            var line = PostingLine(lot: balance.lot, quantity: Quantity(rawValue: taken), owner: balance.owner)
            line.fromPlace = balance.toPlace
            line.toPlace = back?.id ?? balance.toPlace
            line.orderLine = balance.orderLine
            lines.append(line)
        }
        if !settlement.serials.isEmpty {
            // Units of several lots: which number is of which lot is told by naming the lot.
            guard lines.count == 1 else { throw StockpileError.invalid([FieldProblem(field: "--lot", .required)]) }
            lines[0].serials = settlement.serials
        }
        return lines
    }
}
