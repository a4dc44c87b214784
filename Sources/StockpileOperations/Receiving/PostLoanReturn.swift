internal import Postgres
internal import StockpileModel
internal import StockpileStore

extension Operations {
    /// Takes back goods that were lent: at the place that lent them, never more than is out on the loan, in inspection.
    ///
    /// Shape:  a line without a lot is met from the loan's lots of that item, in the order in which they were lent.
    /// Errors: invalid; SP111 with what is out, SP301, SP302.
    func postLoanReturn(_ request: PostingRequest, key: IdempotencyKey) async throws -> PostedDocument {
        let hash = Self.hash("post_receipt", request.json, person)
        let person = self.person
        return try await keyed(key) {
            let draft = try await store.read { tx in
                try Self.loanReturnDraft(request, isPosted: try tx.isPosted(key, requestHash: hash), by: person, in: tx)
            }
            do {
                return try await store.postDocument(draft, key: key, requestHash: hash)
            } catch StockpileError.refused(let refusal) where refusal.code == .shortage {
                // Somebody else gave the last of it back a moment ago.
                throw Self.moreThanLent(request, [refusal.detail])
            }
        }
    }

    private static func loanReturnDraft(
        _ request: PostingRequest, isPosted: Bool, by person: Person, in tx: borrowing Transaction
    ) throws -> PostingDraft {
        let known = try Resolver(request, in: tx)
        let loan = try request.grounds.loan.flatMap { try tx.findLoan($0) }
        let named = NamedBins(request, known).problems(isReceived: true) + NamedSerials(request, known).problems(isOwed: false)
        try known.requireSound(request, wrongFields(of: request, loan) + named)
        var draft = PostingDraft(
            kind: "receipt", purpose: request.purpose, place: try known.place(request.place).id, person: person.id,
            occurredAt: request.occurredAt, lines: [])
        draft.reference = request.reference
        draft.remarks = request.remarks
        draft.grounds = request.grounds
        draft.loan = loan?.id
        // What was posted already is answered again, however little is out by now.
        if let loan, !isPosted { draft.lines = try linesBack(request, known, from: loan) }
        return draft
    }

    private static func wrongFields(of request: PostingRequest, _ loan: Loan?) -> [FieldProblem] {
        var problems: [FieldProblem] = []
        if let number = request.grounds.loan, loan == nil {
            problems.append(FieldProblem(field: "loan", .unknownCode, ["value": number, "subject": "loan"]))
        } else if request.grounds.loan == nil {
            problems.append(FieldProblem(field: "loan", .required))
        }
        if let loan, loan.place != request.place {
            problems.append(FieldProblem(field: "place", .contradiction, ["value": request.place, "expected": loan.place]))
        }
        // What comes back is what was lent: nothing of it is described anew, and its condition is that of goods to be inspected.
        for line in request.lines {
            let described: [(String, String?)] = [
                ("condition", line.condition), ("category", line.category), ("owner", line.owner), ("funding_source", line.fundingSource),
                ("unit_cost_fen", line.unitCostFen.map(String.init)), ("expires_on", line.expiresOn?.rawValue),
                ("manufactured_on", line.manufacturedOn?.rawValue),
            ]
            problems += described.compactMap { field, value in value.map { FieldProblem(of: line, field, .notAllowed, ["value": $0]) } }
        }
        return problems
    }

    private static func linesBack(_ request: PostingRequest, _ known: Resolver, from loan: Loan) throws -> [PostingLine] {
        var left = loan.lots.map(\.quantity)
        var short: [JSONValue] = []
        var lines: [PostingLine] = []
        for (line, quantity) in zip(request.lines, try known.quantities(of: request)) {
            var open = quantity
            let start = lines.count
            for (index, lent) in loan.lots.enumerated()
            where lent.item == line.item && (line.lot == nil || line.lot == lent.lotNumber) && open > .zero && left[index] > .zero {
                let taken = min(open, left[index])
                open = open.remaining(after: taken)
                left[index] = left[index].remaining(after: taken)
                var posting = PostingLine(lot: lent.lot, quantity: taken, owner: lent.owner)
                posting.fromCondition = lent.condition
                posting.toBin = line.bin.flatMap { known.bin(BinName(place: request.place, code: $0))?.id }
                lines.append(posting)
            }
            // Which unit is of which lot is known once the lot is.
            if !line.serials.isEmpty, open == .zero {
                guard lines.count == start + 1 else { throw StockpileError.invalid([FieldProblem(of: line, "lot", .required)]) }
                lines[start].serials = line.serials
            }
            guard open > .zero else { continue }
            short.append([
                "item": .text(line.item), "lot": JSONValue(line.lot), "place": .text(loan.place), "asked": JSONValue(quantity),
                "available": .integer(quantity.rawValue - open.rawValue),
            ])
        }
        guard short.isEmpty else { throw moreThanLent(request, short) }
        return lines
    }

    private static func moreThanLent(_ request: PostingRequest, _ lines: [JSONValue]) -> StockpileError {
        .refused(Refusal(.moreThanLent, ["number": JSONValue(request.grounds.loan), "lines": .array(lines)]))
    }
}
