internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Asks for goods to be written off; nothing moves yet.
    ///
    /// Errors: notFound; SP101 when less lies there than asked, SP401.
    package func requestWriteOff(
        at place: String, reason: String, lines: [PostingRequestLine], problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.requestWriteOff)
        guard !lines.isEmpty || !problems.isEmpty else { throw StockpileError.refused(Refusal(.quantityInvalid, ["lines": 0])) }
        let person = self.person
        let zone = timeZone
        var posting = PostingRequest(purpose: "write_off", place: place, lines: lines)
        posting.problems = problems
        posting.problems += lines.filter { $0.lot == nil && $0.serials.isEmpty }.map { FieldProblem(of: $0, "lot", .required) }
        let request: JSONValue = ["place": .text(place), "reason": .text(reason), "lines": .array(lines.map(\.json))]
        return try await run("request_write_off", key: key, request: request) { [posting] tx, _ in
            let known = try Resolver(posting, in: tx)
            try known.requireSound(posting, try Self.wrongLines(of: posting, known, in: tx))
            let at = try known.place(place)
            var picker = Picker(place: at, purpose: "write_off", day: CalendarDate(dayNumber: 0))
            let wanted = try lines.flatMap { line in try Self.takes(for: line, known, by: &picker, in: tx) }
            try picker.requireEnough()
            let number = try tx.insertWriteOff(place: at.id, reason: reason, by: person.id, lines: wanted)
            return try tx.showWriteOff(number, zone: zone)
        }
    }

    /// What to write off for one line: the units it names, or its lot out of as many bins as it takes.
    private static func takes(
        for line: PostingRequestLine, _ known: Resolver, by picker: inout Picker, in tx: borrowing Transaction
    ) throws -> [WriteOffRequestLine] {
        let item = try known.item(line.item)
        let wish = try picker.wish(line, try item.quantity(of: line.quantity, pack: line.pack), known)
        let takes: [Picker.Take]
        if !line.serials.isEmpty {
            takes = try picker.takes(ofUnits: wish, in: tx)
        } else {
            let lot = line.lot ?? ""
            let balances = try tx.listLotBalances(lot, of: item.id, at: picker.place.id).filter { $0.availability != "reserved" }
            guard !balances.isEmpty else { throw StockpileError.notFound(subject: "lot", code: lot) }
            let largest = balances.filter { line.condition == nil || $0.condition == line.condition }.map(\.quantity).max()
            guard let found = picker.takes(of: balances, wish) else {
                throw StockpileError.refused(
                    Refusal(
                        .shortage,
                        [
                            "item": .text(item.code), "item_name": .text(item.name), "item_name_en": .text(item.nameEn),
                            "base_unit": .text(item.baseUnit), "lot": .text(lot), "place": .text(picker.place.code),
                            "asked": JSONValue(wish.quantity), "available": JSONValue(largest ?? .zero),
                        ]))
            }
            takes = found
        }
        return takes.map { WriteOffRequestLine(account: $0.balance.account, quantity: $0.quantity, serials: $0.serials) }
    }

    /// Approves a write-off another person asked for.
    ///
    /// Errors: SP402 for the person who asked, SP501, SP401.
    package func approveWriteOff(_ number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.approveWriteOff)
        return try await advance(number, "approve_write_off", to: .approved, key: key) { _, _, _ in }
    }

    /// Turns a write-off down.
    ///
    /// Errors: SP402 for the person who asked, SP501, SP401.
    package func rejectWriteOff(_ number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.approveWriteOff)
        return try await advance(number, "reject_write_off", to: .rejected, key: key) { _, _, _ in }
    }

    /// Posts an approved write-off: a third person takes the goods off the books.
    ///
    /// Errors: SP402 for those who asked or approved, SP501, SP101 when the goods have moved on, SP401.
    package func postWriteOff(_ number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.postWriteOff)
        let person = self.person
        return try await advance(number, "post_write_off", to: .posted, key: key) { tx, writeOff, hash in
            var draft = PostingDraft(
                kind: "write_off", purpose: "write_off", place: writeOff.place, person: person.id, lines: writeOff.lines)
            draft.writeOff = writeOff.id
            draft.reference = writeOff.number
            draft.remarks = writeOff.reason
            _ = try tx.postDocument(draft, key: key.step("posting"), requestHash: hash)
        }
    }

    private func advance(
        _ number: String, _ operation: String, to state: WriteOffState, key: IdempotencyKey,
        then: @escaping @Sendable (borrowing Transaction, WriteOffDraft, String) throws -> Void
    ) async throws -> JSONValue {
        let person = self.person
        let zone = timeZone
        return try await run(operation, key: key, request: ["write_off": .text(number)]) { tx, hash in
            let writeOff = try tx.findWriteOff(number)
            try tx.advanceWriteOff(writeOff.id, to: state, by: person.id)
            try then(tx, writeOff, hash)
            return try tx.showWriteOff(number, zone: zone)
        }
    }
}

extension Operations {
    /// Errors: notFound.
    package func showWriteOff(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { try $0.showWriteOff(number, zone: zone) }
    }

    /// Write-offs, newest first; of one state or all.
    package func listWriteOffs(state: WriteOffState?, slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listWriteOffs(state: state, slice: slice, zone: zone) }
    }
}
