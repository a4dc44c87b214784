internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Accepts goods that wait in inspection (验收): one document says of all of it, or of a part, what is good, what is to be repaired and
    /// what is scrap; the rest waits on. What is on hold stays on hold.
    ///
    /// Units:  base units.
    /// Errors: notFound; invalid; SP101 more than waits, SP301, SP401, SP504 nothing waits, SP519 whoever took the goods in, SP613 without
    ///         reason and evidence for what is not accepted.
    package func acceptLot(_ acceptance: Acceptance, key: IdempotencyKey) async throws -> PostedDocument {
        try person.require(.acceptGoods)
        try requireAttaching(acceptance.grounds)
        let hash = Self.hash("accept_lot", acceptance.json, person)
        let person = self.person
        return try await keyed(key) {
            let draft = try await store.read { tx in
                var draft = PostingDraft(
                    kind: "condition_change", purpose: "acceptance", place: PlaceID(rawValue: 0), person: person.id,
                    occurredAt: acceptance.occurredAt, lines: [])
                draft.reference = acceptance.reference
                draft.remarks = acceptance.remarks
                draft.grounds = acceptance.grounds
                // The key first: what was posted already is answered again, whatever waits by now.
                guard try !tx.isPosted(key, requestHash: hash) else { return draft }
                (draft.place, draft.lines) = try Self.accepted(acceptance, in: tx)
                return draft
            }
            return try await store.postDocument(draft, key: key, requestHash: hash)
        }
    }

    private static func accepted(_ acceptance: Acceptance, in tx: borrowing Transaction) throws -> (PlaceID, [PostingLine]) {
        var problems = acceptance.problems
        let place = try tx.listPlaces(codes: [acceptance.place]).first
        if place == nil {
            problems.append(FieldProblem(field: "place", .unknownCode, ["value": acceptance.place, "subject": "place"]))
        }
        let item = try acceptance.item.flatMap { try tx.listItems(codes: [$0]).first }
        if let code = acceptance.item, item == nil {
            problems.append(FieldProblem(field: "item", .unknownCode, ["value": code, "subject": "item"]))
        }
        guard let place, problems.isEmpty else { throw StockpileError.invalid(problems) }
        let known = try tx.listLotBalances(acceptance.lot, of: item?.id, at: place.id)
        guard !known.isEmpty else { throw StockpileError.notFound(subject: "lot", code: acceptance.lot) }
        guard Set(known.map(\.lot)).count == 1 else { throw StockpileError.invalid([FieldProblem(field: "item", .required)]) }
        var waiting = known.filter { $0.condition == "in_inspection" && $0.quantity > .zero }.map { (balance: $0, left: $0.quantity) }
        let findings = acceptance.findings ?? waiting.map { Acceptance.Finding(condition: "good", quantity: $0.left.rawValue) }
        guard !waiting.isEmpty, !findings.isEmpty else {
            throw StockpileError.refused(Refusal(.nothingToDo, ["lot": .text(acceptance.lot), "operation": "acceptance"]))
        }
        let units = try NamedUnits(of: known[0].lot, at: place, in: tx)
        let total = waiting.reduce(0) { $0 + $1.left.rawValue }
        if try units.areMeant(by: acceptance.findings ?? [], ofWaiting: total) {
            return (place.id, try unitLines(findings, units, in: tx))
        }
        var lines: [PostingLine] = []
        for finding in findings {
            let condition = finding.condition
            var open = Quantity(rawValue: finding.quantity) ?? .zero
            for index in waiting.indices where open > .zero {
                // What is more than waits stays asked for: the posting function says how much is there.
                let taken = index == waiting.count - 1 ? open : min(open, waiting[index].left)
                guard taken > .zero else { continue }
                lines.append(line(waiting[index].balance, taken, condition, at: place.id))
                waiting[index].left = waiting[index].left.remaining(after: taken)
                open = open.remaining(after: taken)
            }
        }
        return (place.id, lines)
    }

    /// Each named unit out of the balance in which it waits.
    private static func unitLines(
        _ findings: [Acceptance.Finding], _ units: NamedUnits, in tx: borrowing Transaction
    ) throws -> [PostingLine] {
        let takes = try units.takes(of: findings.flatMap(\.serials), in: tx) { $0.condition == "in_inspection" }
        return findings.flatMap { finding in
            takes.compactMap { take in
                let serials = take.serials.filter(finding.serials.contains)
                guard !serials.isEmpty, let quantity = Quantity(rawValue: Int64(serials.count)) else { return nil }
                var line = line(take.balance, quantity, finding.condition, at: units.place.id)
                line.serials = serials
                return line
            }
        }
    }

    private static func line(_ balance: LotBalance, _ quantity: Quantity, _ condition: String, at place: PlaceID) -> PostingLine {
        var line = PostingLine(lot: balance.lot, quantity: quantity, owner: balance.owner)
        line.fromPlace = place
        line.toPlace = place
        line.fromBin = balance.bin
        line.toBin = balance.bin
        line.fromCondition = balance.condition
        line.toCondition = condition
        line.fromAvailability = balance.availability
        return line
    }
}

extension Operations {
    /// What lies in a condition that somebody has to look after, such as in_inspection: where and since when, the longest first.
    package func listLots(in condition: String, slice: ListSlice = .all) async throws -> [JSONValue] {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { try $0.listLots(in: condition, on: today, zone: zone, slice: slice) }
    }

    /// What is on hold: why, whose it is and until when; overdue first.
    package func listHeldLots(slice: ListSlice = .all) async throws -> [JSONValue] {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { try $0.listHeldLots(on: today, zone: zone, slice: slice) }
    }
}
