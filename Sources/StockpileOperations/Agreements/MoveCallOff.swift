internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Calls goods off from an agreement; they are no longer there for another need.
    ///
    /// Errors: invalid with everything nobody knows; SP401, SP657, SP658.
    package func sendCallOff(_ draft: CallOffDraft, problems: [FieldProblem] = [], key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.sendCallOff)
        let (person, zone) = (self.person, timeZone)
        return try await run("send_call_off", key: key, request: draft.json) { tx, _ in
            var problems = problems
            func unknown(_ field: String, _ code: String, _ subject: String) {
                problems.append(FieldProblem(field: field, .unknownCode, ["value": code, "subject": subject]))
            }
            let place = try tx.listPlaces(codes: [draft.to]).first
            if place == nil { unknown("to_place", draft.to, "place") }
            let order = try draft.order.flatMap { try tx.findOrderID($0) }
            if let number = draft.order, order == nil { unknown("order", number, "order") }
            let line = try Self.line(of: draft, &problems, in: tx)
            guard problems.isEmpty, let place, let line else { throw StockpileError.invalid(problems) }
            let number = try tx.sendCallOff(draft, line: line, to: place.id, order: order, by: person.id)
            return try tx.showCallOff(number, zone: zone)
        }
    }

    private static func line(
        of draft: CallOffDraft, _ problems: inout [FieldProblem], in tx: borrowing Transaction
    ) throws -> PromiseKey? {
        guard try !tx.listAgreementNumbers(among: [draft.agreement]).isEmpty else {
            problems.append(FieldProblem(field: "agreement", .unknownCode, ["value": draft.agreement, "subject": "agreement"]))
            return nil
        }
        let stock = try tx.listAgreementLines(of: [draft.agreement]).filter { $0.key.form == .stock }
        let ofItem = stock.filter { $0.item == draft.item }
        if ofItem.isEmpty {
            let choices = Set(stock.map(\.item)).sorted().joined(separator: ", ")
            problems.append(FieldProblem(field: "item", .notAChoice, ["value": draft.item, "choices": choices]))
            return nil
        }
        if draft.from == nil, ofItem.count == 1 { return ofItem[0].key }
        if let line = ofItem.first(where: { $0.place == draft.from }) { return line.key }
        let choices = ofItem.map(\.place).joined(separator: ", ")
        problems.append(
            FieldProblem(field: "from_place", draft.from == nil ? .required : .notAChoice, ["value": draft.from ?? "", "choices": choices]))
        return nil
    }

    /// The company will deliver. Errors: notFound; SP401, SP501.
    package func confirmCallOff(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.answerCallOff)
        return try await advance(number, "confirm_call_off", to: .confirmed, remarks, key)
    }

    /// The company will not. Errors: notFound; SP401, SP501.
    package func refuseCallOff(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.answerCallOff)
        return try await advance(number, "refuse_call_off", to: .refused, remarks, key)
    }

    /// Finance keeps the sum due, made from the movements of the deliveries. Errors: notFound; SP401, SP501.
    package func settleCallOff(_ number: String, remarks: String?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.settleCallOff)
        return try await advance(number, "settle_call_off", to: .settled, remarks, key)
    }

    private func advance(
        _ number: String, _ operation: String, to state: CallOffState, _ remarks: String?, _ key: IdempotencyKey
    ) async throws -> JSONValue {
        let (person, zone) = (self.person, timeZone)
        let request: JSONValue = ["number": .text(number), "remarks": JSONValue(remarks)]
        return try await run(operation, key: key, request: request) { tx, _ in
            let callOff = try tx.findCallOff(number)
            try tx.advanceCallOff(callOff.id, to: state, remarks: remarks, by: person.id)
            return try tx.showCallOff(number, zone: zone)
        }
    }

    /// Receives goods of a call-off: the receipt and the delivery are one transaction.
    ///
    /// Shape:  `request` names no place and no item; they are the call-off's. A cost left out is the price agreed, where it was fixed;
    ///         another one owes remarks that say why.
    /// Errors: as a receipt; SP501, SP660 for more than is still to come.
    package func deliverCallOff(_ number: String, _ request: PostingRequest, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.postReceipt)
        try requireAttaching(request.grounds)
        let (person, zone) = (self.person, timeZone)
        return try await run("deliver_call_off", key: key, request: ["number": .text(number), "receipt": request.json]) { tx, hash in
            let callOff = try tx.findCallOff(number)
            var request = request
            request.place = callOff.to
            request.reference = number
            for index in request.lines.indices {
                request.lines[index].item = callOff.item
                request.lines[index].producer = request.lines[index].producer ?? callOff.company
                request.problems += Self.price(&request.lines[index], of: callOff, remarks: request.remarks)
            }
            let known = try Resolver(request, in: tx, withRules: true)
            let received = receivedOn(request)
            try known.requireSound(
                request, NamedBins(request, known).problems(isReceived: true) + Self.wrongLines(of: request, known, receivedOn: received))
            let quantities = try known.quantities(of: request)
            let lines = try zip(request.lines, quantities).map { line, quantity in
                try receiptLine(line, quantity, of: request, known: known, receivedOn: received)
            }
            var draft = PostingDraft(
                kind: "receipt", purpose: "purchase", place: callOff.toPlace, person: person.id, occurredAt: request.occurredAt,
                lines: lines)
            draft.reference = number
            draft.remarks = request.remarks
            draft.grounds = request.grounds
            let posted = try tx.postReceipt(draft, key: key.step("posting"), requestHash: hash)
            try tx.recordCallOffDelivery(callOff.id, document: posted.id, by: person.id)
            return try tx.showCallOff(number, zone: zone)
        }
    }

    /// Sets the price agreed where no cost is stated; another cost than that has its reason in the remarks.
    private static func price(_ line: inout PostingRequestLine, of callOff: CallOff, remarks: String?) -> [FieldProblem] {
        line.unitCostFen = line.unitCostFen ?? callOff.priceFen
        guard let cost = line.unitCostFen else { return [FieldProblem(field: "unit_cost_fen", .required)] }
        guard let agreed = callOff.priceFen, cost != agreed, remarks == nil else { return [] }
        return [
            FieldProblem(field: "unit_cost_fen", .contradiction, ["value": String(cost), "expected": String(agreed)]),
            FieldProblem(field: "remarks", .required),
        ]
    }

    /// Newest first; of one state, one agreement, or all.
    package func listCallOffs(state: CallOffState?, agreement: String?, slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listCallOffs(state: state, agreement: agreement, slice: slice, zone: zone) }
    }

    /// Errors: notFound.
    package func showCallOff(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { try $0.showCallOff(number, zone: zone) }
    }
}
