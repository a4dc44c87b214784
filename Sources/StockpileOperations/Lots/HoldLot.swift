internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Lots in stock, soonest expiry first; with days, only those that expire within them.
    package func listLots(expiresWithin days: Int?, slice: ListSlice = .all) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { try $0.listLots(expiringBy: days.map { today.adding(days: $0) }, on: today, slice: slice) }
    }

    /// What passes its rotate-by date within so many days, with the value at risk.
    package func listRotation(within days: Int) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { try $0.listLots(rotatingBy: today.adding(days: days), on: today, slice: .all) }
    }

    /// Holds a lot at one place or everywhere: nobody can issue it until it is released. What orders had set aside of it is given
    /// back first, so that no held goods leave on an order. Who sees to it, until when and why stays with the hold; without an owner it is
    /// whoever holds.
    ///
    /// Shape:  the document, how much is held, whose it is until when, and the numbers of the orders that lost what they had set aside.
    /// Errors: notFound for lot, item, place or owner; SP504 when nothing is free; SP401; SP521 for a day that is past.
    package func holdLot(
        _ lot: String, item: String?, at place: String?, remarks: String?, owner: String? = nil, until: CalendarDate? = nil,
        key: IdempotencyKey
    ) async throws -> JSONValue {
        try await switchHold(HoldSwitch("hold", lot, item: item, place: place, remarks: remarks, owner: owner, until: until), key: key)
    }

    /// Gives back what was held, and ends the hold with its task. Where all that was held has left already, only that.
    ///
    /// Errors: notFound; SP504 when nothing is held; SP401.
    package func releaseLot(
        _ lot: String, item: String?, at place: String?, remarks: String?, key: IdempotencyKey
    ) async throws -> JSONValue {
        try await switchHold(HoldSwitch("hold_release", lot, item: item, place: place, remarks: remarks), key: key)
    }

    private func switchHold(_ asked: HoldSwitch, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.holdLot)
        let person = self.person
        return try await run("\(asked.kind)_lot", key: key, request: asked.json) { tx, hash in
            guard let answer = try Self.carryOut(asked, by: person, key: key, hash: hash, in: tx) else {
                throw StockpileError.refused(Refusal(.nothingToDo, ["lot": .text(asked.lot), "operation": .text(asked.kind)]))
            }
            return answer
        }
    }

    /// Holds or releases inside a transaction that may do more; nil when there is nothing to hold or release.
    ///
    /// Errors: notFound for lot, item, place or owner; SP401; SP521.
    static func carryOut(
        _ asked: HoldSwitch, by person: Person, key: IdempotencyKey, hash: String, in tx: borrowing Transaction
    ) throws -> JSONValue? {
        let (itemID, placeID, owner) = try asked.named(person, in: tx)
        let known = Set(try tx.listLotBalances(asked.lot, of: itemID, at: placeID).map(\.lot))
        guard !known.isEmpty else { throw StockpileError.notFound(subject: "lot", code: asked.lot) }
        // Nobody sets anything aside between looking and holding.
        try tx.lockLots(Array(known))
        var balances = try tx.listLotBalances(asked.lot, of: itemID, at: placeID)
        var orders: [String] = []
        if asked.isHold {
            let reserved = balances.filter { $0.availability == "reserved" && $0.quantity > .zero }.map(\.account)
            orders = try giveBackReserved(reserved, by: person, key: key, hash: hash, in: tx)
            if !orders.isEmpty { balances = try tx.listLotBalances(asked.lot, of: itemID, at: placeID) }
        }
        let wanted = balances.filter { $0.availability == (asked.isHold ? "free" : "held") && $0.quantity > .zero }
        var document: PostedDocument?
        var quantity = Quantity.zero
        if let first = wanted.first {
            var draft = PostingDraft(kind: asked.kind, purpose: "hold", place: first.place, person: person.id, lines: wanted.map(holdLine))
            draft.remarks = asked.remarks
            let posted = try tx.postDocument(draft, key: key.step("posting"), requestHash: hash)
            // What was issued between looking and locking is not held: the answer says what is.
            quantity = try tx.quantityMoved(by: posted.id)
            document = posted
        }
        var ended: Int64 = 0
        if !asked.isHold {
            ended = try tx.recordHoldRelease(Array(known), at: placeID, document: document?.id, remarks: asked.remarks, by: person.id)
        }
        guard quantity > .zero || ended > 0 else {
            guard document == nil else {
                // A document that moved nothing must not stay.
                throw StockpileError.refused(Refusal(.nothingToDo, ["lot": .text(asked.lot), "operation": .text(asked.kind)]))
            }
            return nil
        }
        if asked.isHold, let document {
            try tx.recordHold(document.id, owner: owner, until: asked.until, reason: asked.remarks, by: person.id)
        }
        return asked.answer(document, quantity, orders, by: person)
    }

    /// Releases what orders had set aside in these accounts; answers the numbers of the orders that lost something.
    static func giveBackReserved(
        _ reserved: [AccountID], by person: Person, key: IdempotencyKey, hash: String, in tx: borrowing Transaction
    ) throws -> [String] {
        let orders = try tx.listOrders(reserving: reserved)
        // Those that had set something aside when their lots were locked are locked already; this is for one that came in between.
        let states = try orders.map { try tx.lockOrder($0.id) }
        let waiting = try zip(orders, states).map { order, state in
            (order: order, state: state, waits: try tx.listReserved(for: order.id).filter { reserved.contains($0.account) })
        }
        // Place by place, as everybody takes the numbers of several documents; what was sent off or recalled while we waited is left out.
        let losing = waiting.filter { !$0.waits.isEmpty }
        for (order, state, waits) in losing.sorted(by: { ($0.waits[0].fromPlace, $0.order.id) < ($1.waits[0].fromPlace, $1.order.id) }) {
            let step = key.step("release-\(order.number)")
            try Self.release(waits, of: order, purpose: "held", by: person, key: step, hash: hash, in: tx)
            if state == .issued { try tx.advanceOrder(order.id, to: .partlyReserved, by: person.id, remarks: nil) }
        }
        return losing.map(\.order.number)
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

/// What is to be held or released.
struct HoldSwitch: Sendable {
    let kind: String
    let lot: String
    let item: String?
    let place: String?
    let remarks: String?
    let owner: String?
    let until: CalendarDate?

    init(_ kind: String, _ lot: String, item: String?, place: String?, remarks: String?, owner: String? = nil, until: CalendarDate? = nil) {
        self.kind = kind
        self.lot = lot
        self.item = item
        self.place = place
        self.remarks = remarks
        self.owner = owner
        self.until = until
    }

    var isHold: Bool { kind == "hold" }

    /// For the hash of the request, which stays the same for requests that name neither owner nor day.
    var json: JSONValue {
        let plain = [
            JSONMember("lot", .text(lot)), JSONMember("item", JSONValue(item)), JSONMember("place", JSONValue(place)),
            JSONMember("remarks", JSONValue(remarks)),
        ]
        let given = [("owner", owner), ("until_on", until?.rawValue)].compactMap { key, text in text.map { JSONMember(key, .text($0)) } }
        return .object(plain + given)
    }

    /// Errors: notFound.
    func named(_ person: Person, in tx: borrowing Transaction) throws -> (ItemID?, PlaceID?, PersonID) {
        let itemID = try item.map { code in
            guard let found = try tx.listItems(codes: [code]).first else { throw StockpileError.notFound(subject: "item", code: code) }
            return found.id
        }
        let placeID = try place.map { code in
            guard let found = try tx.listPlaces(codes: [code]).first else { throw StockpileError.notFound(subject: "place", code: code) }
            return found.id
        }
        guard let owner else { return (itemID, placeID, person.id) }
        guard let found = try tx.findPerson(login: owner) else { throw StockpileError.notFound(subject: "person", code: owner) }
        return (itemID, placeID, found)
    }

    func answer(_ document: PostedDocument?, _ quantity: Quantity, _ orders: [String], by person: Person) -> JSONValue {
        let plain = [
            JSONMember("document", JSONValue(document?.number)), JSONMember("lot", .text(lot)),
            JSONMember("quantity", JSONValue(quantity)), JSONMember("released_orders", .array(orders.map { .text($0) })),
        ]
        guard isHold else { return .object(plain) }
        return .object(
            plain + [JSONMember("hold_owner", .text(owner ?? person.login)), JSONMember("until_on", JSONValue(until))])
    }
}
