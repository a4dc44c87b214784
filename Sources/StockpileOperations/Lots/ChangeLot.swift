internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Changes the condition or the owner of goods that stay where they lie, or moves them into a child lot of another reserve category or
    /// funding source. What is on hold stays on hold; what an order has reserved is not touched.
    ///
    /// Units:  base units; nil takes all that is not so already.
    /// Errors: notFound; SP101, SP301, SP401, SP402 checker and maker are one, SP504 nothing there, SP602, SP608, SP613 with all that the
    ///         change owes, SP614 the goods are so already.
    package func changeLot(_ change: LotChange, key: IdempotencyKey) async throws -> PostedDocument {
        try person.require(change.permission)
        try requireAttaching(change.grounds)
        let hash = Self.hash("change_lot", change.json, person)
        let person = self.person
        return try await keyed(key) {
            let draft = try await store.read { tx in
                var draft = PostingDraft(
                    kind: change.document.kind, purpose: change.document.purpose, place: PlaceID(rawValue: 0), person: person.id,
                    occurredAt: change.occurredAt, lines: [])
                draft.reference = change.reference
                draft.remarks = change.remarks
                draft.grounds = change.grounds
                // The key first: what was posted already is answered again, whatever lies there by now.
                guard try !tx.isPosted(key, requestHash: hash) else { return draft }
                let named = try NamedChange(change, in: tx)
                draft.place = named.place.id
                draft.lines = try named.lines(in: tx)
                return draft
            }
            return try await store.postDocument(draft, key: key, requestHash: hash)
        }
    }
}

/// What a change names by code, looked up.
private struct NamedChange {
    let change: LotChange
    let place: Place
    let item: ItemID?
    let owners: [String: OwnerID]

    /// Errors: invalid with every code nobody knows and everything that was wrong with the form.
    init(_ change: LotChange, in tx: borrowing Transaction) throws {
        self.change = change
        var problems = change.problems
        let place = try tx.listPlaces(codes: [change.place]).first
        if place == nil { problems.append(FieldProblem(field: "place", .unknownCode, ["value": change.place, "subject": "place"])) }
        let item = try change.item.flatMap { try tx.listItems(codes: [$0]).first }
        if let code = change.item, item == nil {
            problems.append(FieldProblem(field: "item", .unknownCode, ["value": code, "subject": "item"]))
        }
        var codes = [change.fromOwner].compactMap(\.self)
        if case .owner(let code) = change.kind { codes.append(code) }
        owners = codes.isEmpty ? [:] : try tx.listOwners(codes: codes)
        for code in codes where owners[code] == nil {
            problems.append(FieldProblem(field: "owner", .unknownCode, ["value": code, "subject": "owner"]))
        }
        if let quantity = change.quantity, quantity < 1, problems.allSatisfy({ $0.field != "--quantity" }) {
            problems.append(FieldProblem(field: "quantity", .outOfRange, ["value": String(quantity), "reason": "not_a_quantity"]))
        }
        guard let place, problems.isEmpty else { throw StockpileError.invalid(problems) }
        self.place = place
        self.item = item?.id
    }

    /// Errors: notFound for a lot that never lay there; invalid where several items have this lot number; SP504, SP602, SP614.
    func lines(in tx: borrowing Transaction) throws -> [PostingLine] {
        let known = try tx.listLotBalances(change.lot, of: item, at: place.id)
        guard !known.isEmpty else { throw StockpileError.notFound(subject: "lot", code: change.lot) }
        guard Set(known.map(\.lot)).count == 1 else { throw StockpileError.invalid([FieldProblem(field: "item", .required)]) }
        try requireCategory(of: known[0].lot, in: tx)
        if !change.serials.isEmpty { return try unitLines(of: known[0].lot, in: tx) }
        let owner = change.fromOwner.flatMap { owners[$0] }
        let there = known.filter { balance in
            balance.availability != "reserved" && (change.fromCondition == nil || balance.condition == change.fromCondition)
                && (owner == nil || balance.owner == owner)
        }
        let differing = there.filter { !isSo($0) && $0.quantity > .zero }
        if let asked = change.quantity, let quantity = Quantity(rawValue: asked) {
            let candidates = differing.isEmpty ? there : differing
            guard let balance = candidates.first(where: { $0.quantity >= quantity }) ?? candidates.first else {
                throw nothing(.nothingToDo)
            }
            return [line(balance, quantity)]
        }
        guard !differing.isEmpty else { throw nothing(there.contains { $0.quantity > .zero } ? .nothingChanges : .nothingToDo) }
        return differing.map { line($0, $0.quantity) }
    }

    /// The named units, each out of the balance it lies in.
    ///
    /// Errors: invalid where the item has no numbers or the quantity is another; SP120, SP614.
    private func unitLines(of lot: LotID, in tx: borrowing Transaction) throws -> [PostingLine] {
        let units = try NamedUnits(of: lot, at: place, in: tx)
        let quantity = change.quantity ?? Int64(change.serials.count)
        try units.require(change.serials, quantity, option: "--serial")
        let owner = change.fromOwner.flatMap { owners[$0] }
        let takes = try units.takes(of: change.serials, in: tx) { balance in
            (change.fromCondition == nil || balance.condition == change.fromCondition) && (owner == nil || balance.owner == owner)
        }
        guard !takes.contains(where: { isSo($0.balance) }) else { throw nothing(.nothingChanges) }
        return takes.compactMap { take in
            Quantity(rawValue: Int64(take.serials.count)).map { quantity in
                var line = line(take.balance, quantity)
                line.serials = take.serials
                return line
            }
        }
    }

    /// Errors: SP602 with the categories there are.
    private func requireCategory(of lot: LotID, in tx: borrowing Transaction) throws {
        guard case .classification(let category?, _, _) = change.kind else { return }
        let item = try tx.findItemCategories(of: lot)
        guard !item.categories.contains(category) else { return }
        throw StockpileError.refused(
            Refusal(
                .categoryNotOfItem,
                [
                    "item": .text(item.code), "category": .text(category), "categories": .array(item.categories.map { .text($0) }),
                    "operation": .text(change.document.kind),
                ]))
    }

    private func nothing(_ code: RefusalCode) -> StockpileError {
        .refused(Refusal(code, ["lot": .text(change.lot), "operation": .text(change.document.kind)]))
    }

    private func isSo(_ balance: LotBalance) -> Bool {
        switch change.kind {
        case .condition(let condition): balance.condition == condition
        case .owner(let code): balance.owner == owners[code]
        case .classification: false
        }
    }

    private func line(_ balance: LotBalance, _ quantity: Quantity) -> PostingLine {
        var line = PostingLine(lot: balance.lot, quantity: quantity, owner: balance.owner)
        line.fromPlace = place.id
        line.toPlace = place.id
        line.fromBin = balance.bin
        line.toBin = balance.bin
        line.fromCondition = balance.condition
        line.fromAvailability = balance.availability
        switch change.kind {
        case .condition: break
        case .owner(let code): line.toOwner = owners[code]
        case .classification(let category, let fundingSource, let lotNumber):
            line.childLot = ChildLot(lotNumber: lotNumber, category: category, fundingSource: fundingSource)
        }
        return line
    }
}
