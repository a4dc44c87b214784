internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Turns a step of an approved plan, or so much of it, into its document; a swap into two, one for the goods that go to the company and
    /// one for the fresh lot that comes. The documents and the step are one transaction; their remarks begin with the step's number.
    ///
    /// Shape:  the step, and how far its plan is.
    /// Errors: notFound; invalid with all that the way owes besides; SP401, SP501, SP667; SP668 with what is there now when it is less than
    ///         asked, SP669; all of the documents themselves, such as SP102, SP613.
    package func carryOutRotation(_ carryOut: RotationCarryOut, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.carryOutRotation)
        try requireAttaching(carryOut.request.grounds)
        let (person, today, zone) = (self.person, self.today, timeZone)
        return try await run("carry_out_rotation", key: key, request: carryOut.json) { tx, hash in
            let plan = try tx.findRotationPlan(carryOut.plan)
            let step = try tx.lockRotationStep(carryOut.step, of: plan, by: person.id)
            let problems = carryOut.request.problems + carryOut.problems(for: step.way)
            guard problems.isEmpty else { throw StockpileError.invalid(problems) }
            let quantity = carryOut.leaving ?? step.open
            guard quantity <= step.open else {
                throw StockpileError.refused(
                    Refusal(
                        .rotationStepExceeded,
                        ["number": .text(step.number), "asked": .integer(quantity), "available": .integer(step.open)]))
            }
            let bin = try Self.bin(of: step, for: quantity, in: tx)
            // Units are taken from wherever they lie.
            let request = step.leaving(quantity, carryOut, from: carryOut.serials.isEmpty ? bin : nil)
            let leaving = PickedPosting(
                request: request, kind: step.way.posting.kind, key: key.step("leaving"), hash: hash, person: person.id, day: today)
            let draft = try leaving.draft(Resolver(request, in: tx), choosing: tx)
            let posted = try tx.postDocument(draft, key: key.step("leaving"), requestHash: hash)
            var fresh: PostedDocument?
            if step.way == .swap {
                let draft = try freshDraft(step.coming(carryOut.request), in: tx)
                fresh = try tx.postReceipt(draft, key: key.step("coming"), requestHash: hash)
            }
            try tx.recordRotationDocument(posted.id, fresh: fresh?.id, step: carryOut.step, of: plan, by: person.id)
            return try tx.showRotationPlan(carryOut.plan, step: carryOut.step, on: today, zone: zone)
        }
    }

    /// The bin to take from: the step's own while there is enough in it, else any.
    ///
    /// Errors: SP668 with every balance of the lot at the place when no goods of one state are enough.
    private static func bin(of step: RotationStepToDo, for quantity: Int64, in tx: borrowing Transaction) throws -> String? {
        let all = try tx.listLotBalances(step.lot, of: step.item, at: step.place).filter { $0.owner == step.owner }
        let balances = all.filter {
            $0.availability != "reserved" && (step.way.takesBlocked || ($0.availability == "free" && $0.condition == "good"))
        }
        // A document takes goods of one state.
        let sums = Dictionary(grouping: balances) { [$0.availability, $0.condition] }.mapValues {
            $0.reduce(0) { $0 + $1.quantity.rawValue }
        }
        let most = sums.values.max() ?? 0
        guard quantity <= most else {
            let there = all.filter { $0.quantity > .zero }.map { balance -> JSONValue in
                [
                    "bin": JSONValue(balance.binCode), "condition": .text(balance.condition),
                    "availability": .text(balance.availability), "quantity": JSONValue(balance.quantity),
                ]
            }
            throw StockpileError.refused(
                Refusal(
                    .rotationGoodsGone,
                    .object(
                        (step.names.members ?? []) + [
                            JSONMember("number", .text(step.number)), JSONMember("asked", .integer(quantity)),
                            JSONMember("available", .integer(most)), JSONMember("balances", .array(there)),
                        ])))
        }
        return balances.first { $0.bin != nil && $0.bin == step.bin && $0.quantity.rawValue >= quantity }?.binCode
    }

    /// The receipt of what comes in place of the old goods.
    private func freshDraft(_ request: PostingRequest, in tx: borrowing Transaction) throws -> PostingDraft {
        let known = try Resolver(request, in: tx, withRules: true)
        let received = receivedOn(request)
        try known.requireSound(
            request,
            NamedBins(request, known).problems(isReceived: true) + NamedSerials(request, known).problems(isOwed: true)
                + Self.wrongLines(of: request, known, receivedOn: received))
        let quantities = try known.quantities(of: request)
        var draft = PostingDraft(
            kind: "receipt", purpose: request.purpose, place: try known.place(request.place).id, person: person.id,
            occurredAt: request.occurredAt,
            lines: try zip(request.lines, quantities).map { line, quantity in
                try receiptLine(line, quantity, of: request, known: known, receivedOn: received)
            })
        draft.reference = request.reference
        draft.remarks = request.remarks
        draft.grounds = request.grounds
        return draft
    }
}

extension RotationStepToDo {
    /// The document's remarks begin with the step they carry out.
    private func remarks(_ request: PostingRequest) -> String { [number, request.remarks].compactMap(\.self).joined(separator: " ") }

    /// What takes so much of the goods away.
    func leaving(_ quantity: Int64, _ carryOut: RotationCarryOut, from bin: String?) -> PostingRequest {
        let request = carryOut.request
        var line = PostingRequestLine(item: itemCode, quantity: quantity)
        (line.lot, line.bin, line.owner, line.toPlace) = (lot, bin, ownerCode, toPlace)
        (line.toBin, line.serials) = (carryOut.toBin, carryOut.serials)
        if !way.takesBlocked { line.condition = "good" }
        var leaving = request
        (leaving.purpose, leaving.place, leaving.lines) = (way.posting.purpose, placeCode, [line])
        leaving.remarks = remarks(request)
        return leaving
    }

    /// What brings the fresh lot: as the old one in category, funding and owner where nothing else is said.
    func coming(_ request: PostingRequest) -> PostingRequest {
        var coming = request
        (coming.purpose, coming.place) = ("rotation", placeCode)
        coming.remarks = remarks(request)
        coming.reference = request.reference ?? agreement
        for index in coming.lines.indices {
            coming.lines[index].item = itemCode
            coming.lines[index].owner = ownerCode
            coming.lines[index].category = category
            coming.lines[index].fundingSource = fundingSource
            coming.lines[index].producer = company
        }
        return coming
    }
}
