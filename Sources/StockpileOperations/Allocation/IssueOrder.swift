internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Issues an order: what it names is reserved in the same transaction, first expired first out, nearest first among equal dates.
    ///
    /// Nothing is picked whose last care found a defect, and what is overdue for care only when nothing else is left.
    ///
    /// Shape:  the order with its picks and, where part was allowed, its shortfall; `care_overdue` lists what is overdue among the picks.
    /// Errors: SP101 with the numbers and what could not be counted, SP401, SP603; all unknown codes at once.
    package func issueOrder(_ request: AllocationRequest, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.issueOrder)
        guard !request.lines.isEmpty || !request.problems.isEmpty else {
            throw StockpileError.refused(Refusal(.quantityInvalid, ["lines": 0]))
        }
        try await releaseDueReservations()
        let person = self.person
        let today = self.today
        let zone = timeZone
        return try await run("issue_order", key: key, request: request.json) { tx, hash in
            let known = try OrderResolver(request, in: tx)
            let plans = try Self.plan(request, known, today, in: tx)
            let isShort = plans.contains { $0.plan.shortfall > .zero }
            guard plans.contains(where: { !$0.plan.picks.isEmpty }), !isShort || request.allowsPart else {
                throw try Self.shortage(plans, known, today, in: tx)
            }
            let (order, number, lineIDs) = try tx.insertOrder(
                state: isShort ? .partlyReserved : .issued, incident: request.incident, remarks: request.remarks,
                allowsPart: request.allowsPart, dueHours: request.dueHours, by: person.id,
                lines: plans.map { ($0.item.id, $0.quantity, $0.destination.id) })
            let lines = zip(plans, lineIDs).flatMap { plan, lineID in
                plan.plan.picks.map { pick in
                    var line = PostingLine(pick)
                    line.toPlace = pick.from.place
                    line.toBin = pick.from.bin
                    line.orderLine = lineID
                    return line
                }
            }
            guard let first = lines.first?.fromPlace else { throw try Self.shortage(plans, known, today, in: tx) }
            var draft = PostingDraft(kind: "reservation", purpose: "order", place: first, person: person.id, lines: lines)
            draft.order = order
            draft.reference = number
            _ = try tx.postDocument(draft, key: key.step("reservation"), requestHash: hash)
            let overdue = plans.flatMap { plan in
                plan.plan.picks.filter { $0.careOverdue > .zero }.map {
                    $0.careOverdueTold(of: plan.item, at: known.code(of: $0.from.place))
                }
            }
            let answer = try tx.showOrder(order, zone: zone)
            return .object((answer.members ?? []) + [JSONMember("care_overdue", .array(overdue))])
        }
    }

    private struct LinePlan {
        let item: Item
        let quantity: Quantity
        let destination: Place
        let plan: AllocationPlan
    }

    /// What to take for each line; a balance given to one line is not offered to the next.
    private static func plan(
        _ request: AllocationRequest, _ known: OrderResolver, _ today: CalendarDate, in tx: borrowing Transaction
    ) throws -> [LinePlan] {
        var taken: [AccountID: Quantity] = [:]
        return try request.lines.map { line in
            let item = try known.item(line.item)
            let destination = try known.place(line.toPlace)
            let sources = known.sources.filter { $0.id != destination.id }
            let quantity = try item.quantity(of: line.quantity, pack: line.pack)
            let free = try tx.listFreeLots(of: item.id, in: sources.map(\.id), to: destination.id, for: "order", on: today)
                .map { $0.without(taken[$0.account] ?? .zero) }
            let plan = AllocationPlan.fefo(quantity, from: free)
            for pick in plan.picks {
                taken[pick.from.account] = Quantity.sum([taken[pick.from.account] ?? .zero, pick.quantity])
            }
            return LinePlan(item: item, quantity: quantity, destination: destination, plan: plan)
        }
    }

    private static func shortage(
        _ plans: [LinePlan], _ known: OrderResolver, _ today: CalendarDate, in tx: borrowing Transaction
    ) throws -> StockpileError {
        let short = try plans.enumerated().filter { $0.element.plan.shortfall > .zero }.map { number, plan -> JSONValue in
            let elsewhere = known.sources.map(\.id).filter { $0 != plan.destination.id }
            let unusable = try tx.listUnavailable(of: plan.item.id, in: elsewhere, to: plan.destination.id, for: "order", on: today)
            let excluded = try unusable + lying(at: plan, known, today, in: tx)
            return [
                "line": .integer(Int64(number + 1)), "item": .text(plan.item.code), "item_name": .text(plan.item.name),
                "item_name_en": .text(plan.item.nameEn),
                "base_unit": .text(plan.item.baseUnit), "to_place": .text(plan.destination.code), "asked": JSONValue(plan.quantity),
                "available": .integer(plan.quantity.rawValue - plan.plan.shortfall.rawValue), "shortfall": JSONValue(plan.plan.shortfall),
                "excluded": .array(excluded.map { ["reason": .text($0.reason), "quantity": .integer($0.quantity)] }),
            ]
        }
        let first = short.first?.members ?? []
        return .refused(
            Refusal(.shortage, .object(first.filter { $0.key != "line" } + [JSONMember("order_lines", .array(short))])))
    }

    /// What lies at the destination already: nothing is sent from a place to itself.
    private static func lying(
        at plan: LinePlan, _ known: OrderResolver, _ today: CalendarDate, in tx: borrowing Transaction
    ) throws -> [(reason: String, quantity: Int64)] {
        guard known.sources.contains(where: { $0.id == plan.destination.id }) else { return [] }
        let free = try tx.listFreeLots(of: plan.item.id, in: [plan.destination.id], to: nil, for: "order", on: today)
        let quantity = free.reduce(0) { $0 + $1.free.rawValue }
        return quantity > 0 ? [("at_destination", quantity)] : []
    }
}
