internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Takes back what was issued, each quantity as it was found, or writes down what is lost: the return and what was found are one
    /// transaction. Goods come back where they were issued. What was found good waits in inspection until somebody else accepts it, as all
    /// goods do. Answers what of the issue is out, with all entries.
    ///
    /// Errors: notFound; invalid with everything that is wrong; SP118 for more than is out, SP401, SP504 when nothing is to come back.
    package func recordRecovery(_ request: RecoveryRequest, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.postReceipt)
        let (person, today, zone) = (self.person, self.today, timeZone)
        return try await run("record_recovery", key: key, request: request.json) { tx, hash in
            let issue = try tx.lockIssueOut(request.document)
            guard !issue.lots.isEmpty else {
                throw StockpileError.refused(Refusal(.nothingToDo, ["number": .text(request.document), "operation": "recovery"]))
            }
            let names = Set(request.lines.compactMap(\.bin)).map { BinName(place: issue.placeCode, code: $0) }
            let bins = names.isEmpty ? [:] : try tx.findNamed(.init(items: [], places: [], owners: [], bins: Set(names))).bins
            var entries = try RecoveryPlan.entries(of: request, issue, bins)
            let back = entries.indices.filter { entries[$0].result != .lost }
            for (line, index) in back.enumerated() { entries[index].line = Int64(line + 1) }
            let draft = RecoveryPlan.receipt(of: request, issue, back.map { entries[$0] }, bins, by: person)
            let receipt = try draft.map { try tx.postDocument($0, key: key.step("return"), requestHash: hash) }
            try tx.recordRecovery(entries, of: issue.id, broughtBy: receipt?.id, reason: request.reason, by: person.id)
            var filter = RecoveryFilter()
            (filter.document, filter.withComplete) = (request.document, true)
            return [
                "document": .text(request.document), "place": .text(issue.placeCode), "return_document": JSONValue(receipt?.number),
                "lines": .array(try tx.listRecoveries(filter, on: today, zone: zone)),
                "entries": .array(try tx.listRecoveryEntries(of: request.document, zone: zone)),
            ]
        }
    }
}

/// Which lots what came back is counted to, and the document that brings it.
private enum RecoveryPlan {
    /// The lines, each divided over the issue's lots in their order: what was said to be lost comes last.
    ///
    /// Errors: invalid; SP118.
    static func entries(of request: RecoveryRequest, _ issue: IssueOut, _ bins: [BinName: Bin]) throws -> [RecoveryEntry] {
        var problems = request.problems + request.lines.flatMap { Self.problems(of: $0, request, issue) + binProblems(of: $0, issue, bins) }
        if request.lines.isEmpty, problems.isEmpty { problems.append(FieldProblem(field: "--good", .required)) }
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        var out = issue.lots.map(\.quantity)
        var lost = issue.lots.map(\.lost)
        var entries: [RecoveryEntry] = []
        var short: [JSONValue] = []
        // What is lost now is what nobody brings now.
        for line in request.lines.filter({ $0.result != .lost }) + request.lines.filter({ $0.result == .lost }) {
            var open = line.quantity
            let matching = issue.lots.indices.filter { fits(issue.lots[$0], line) }
            func take(from figures: inout [Int64]) {
                for index in matching where open > 0 && figures[index] > 0 {
                    let taken = min(open, figures[index])
                    figures[index] -= taken
                    open -= taken
                    entries.append(
                        RecoveryEntry(
                            lot: issue.lots[index], quantity: taken, result: line.result, serials: line.serials, bin: line.bin))
                }
            }
            take(from: &out)
            if line.result != .lost { take(from: &lost) }
            if open > 0, let lot = matching.first.map({ issue.lots[$0] }) { short.append(shortage(line, lot, left: line.quantity - open)) }
        }
        guard short.isEmpty else {
            throw StockpileError.refused(Refusal(.moreThanOut, ["number": .text(request.document), "lines": .array(short)]))
        }
        // Which units are of which lot is known once the lot is.
        let torn = request.lines.first { line in
            !line.serials.isEmpty && entries.filter { $0.serials == line.serials && $0.result == line.result }.count > 1
        }
        if let torn { throw StockpileError.invalid([torn.problem("lot", .required)]) }
        return entries
    }

    private static func fits(_ lot: LotOut, _ line: RecoveryLine) -> Bool {
        lot.item == line.item && (line.lot == nil || lot.lotNumber == line.lot)
    }

    private static func problems(of line: RecoveryLine, _ request: RecoveryRequest, _ issue: IssueOut) -> [FieldProblem] {
        // What could not be read was told already.
        guard !line.item.isEmpty, line.quantity > 0 else { return [] }
        let ofItem = issue.lots.filter { $0.item == line.item }
        guard let item = ofItem.first else {
            let choices = Set(issue.lots.map(\.item)).sorted().joined(separator: ", ")
            return [line.problem("item", .notAChoice, ["value": line.item, "choices": choices])]
        }
        var problems: [FieldProblem] = []
        if let lot = line.lot, !ofItem.contains(where: { $0.lotNumber == lot }) {
            let choices = Set(ofItem.map(\.lotNumber)).sorted().joined(separator: ", ")
            problems.append(line.problem("lot", .notAChoice, ["value": lot, "choices": choices]))
        }
        if line.result == .lost, request.reason == nil { problems.append(FieldProblem(field: "--reason", .required)) }
        if line.result == .lost, !line.serials.isEmpty {
            problems.append(line.problem("serials", .notAllowed, ["value": line.serials.joined(separator: " "), "expected": ""]))
        } else if line.result != .lost, item.isSerialised, line.serials.count != line.quantity {
            let expected = String(line.quantity)
            problems.append(line.problem("serials", .required, ["value": String(line.serials.count), "expected": expected]))
        }
        return problems
    }

    /// Bins are those of the place that issued, and take something in; what is lost goes into none.
    private static func binProblems(of line: RecoveryLine, _ issue: IssueOut, _ bins: [BinName: Bin]) -> [FieldProblem] {
        guard let code = line.bin else { return [] }
        if line.result == .lost { return [line.problem("bin", .notAllowed, ["value": code, "expected": ""])] }
        guard let bin = bins[BinName(place: issue.placeCode, code: code)] else {
            return [line.problem("bin", .unknownCode, ["value": code, "expected": issue.placeCode, "reason": "bin_not_there"])]
        }
        return bin.isRetired ? [line.problem("bin", .notAllowed, ["value": code, "reason": "bin_retired"])] : []
    }

    private static func shortage(_ line: RecoveryLine, _ lot: LotOut, left: Int64) -> JSONValue {
        [
            "item": .text(line.item), "item_name": .text(lot.itemName), "item_name_en": .text(lot.itemNameEn),
            "base_unit": .text(lot.baseUnit), "lot": JSONValue(line.lot), "asked": .integer(line.quantity), "available": .integer(left),
        ]
    }

    /// The return; nil where nothing comes back.
    static func receipt(
        of request: RecoveryRequest, _ issue: IssueOut, _ entries: [RecoveryEntry], _ bins: [BinName: Bin], by person: Person
    ) -> PostingDraft? {
        guard !entries.isEmpty else { return nil }
        let lines = entries.map { entry in
            var line = PostingLine(lot: entry.lot.lot, quantity: Quantity(rawValue: entry.quantity), owner: entry.lot.owner)
            line.toCondition = entry.result.condition
            line.toBin = entry.bin.flatMap { bins[BinName(place: issue.placeCode, code: $0)]?.id }
            line.serials = entry.serials
            return line
        }
        var draft = PostingDraft(kind: "receipt", purpose: "return", place: issue.place, person: person.id, lines: lines)
        draft.reference = request.document
        draft.remarks = request.remarks
        draft.grounds.reason = request.reason
        return draft
    }
}

extension RecoveryLine {
    fileprivate func problem(_ field: String, _ code: ProblemCode, _ detail: [String: String] = [:]) -> FieldProblem {
        let option = field == "serials" ? "--serial" : "--\(field)"
        return FieldProblem(file: origin?.file, line: origin?.line, field: origin == nil ? option : field, code, detail)
    }
}
