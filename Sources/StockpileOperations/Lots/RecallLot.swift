internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Recalls a lot and all lots made from it, wherever they are: from now on nothing of them is issued for use, what orders had set
    /// aside is given back, and whoever has goods of them is on the list.
    ///
    /// Shape:  the recall as `showRecall` gives it, with the orders that lost what they had set aside.
    /// Errors: notFound; invalid; SP401, SP522 when it is recalled already.
    package func issueRecall(_ recall: RecallDraft, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.recallLot)
        try person.require(.holdLot)
        if recall.evidence != nil { try person.require(.attachFile) }
        guard recall.problems.isEmpty else { throw StockpileError.invalid(recall.problems) }
        let (person, zone) = (self.person, timeZone)
        return try await run("issue_recall", key: key, request: recall.json) { tx, hash in
            let lot = try Self.lot(recall.lot, item: recall.item, in: tx)
            let family = try tx.listFamily(of: lot)
            if let evidence = recall.evidence { try tx.keepAttachment(evidence, by: person.id) }
            // Nobody sets anything aside between looking and recalling.
            try tx.lockLots(family)
            let reserved = try tx.listReservedAccounts(of: family)
            let orders = try Self.giveBackReserved(reserved, by: person, key: key, hash: hash, in: tx)
            let number = try tx.issueRecall(recall, of: lot, by: person.id)
            let shown = try tx.showRecall(number, zone: zone)
            return .object((shown.members ?? []) + [JSONMember("released_orders", .array(orders.map { .text($0) }))])
        }
    }

    /// Takes a further lot of the recalled item into a recall, with all lots made from it: the same goods under another number, such as a
    /// delivery of a call-off or what came back as a lot of its own. It is recalled from now on, as the first one is.
    ///
    /// Shape:  the recall as `showRecall` gives it, with the orders that lost what they had set aside.
    /// Errors: notFound; SP401, SP501 when it is complete, SP522 when the lot is recalled already, SP601 for a lot of another item.
    package func addRecallLot(_ lot: String, to number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.recallLot)
        try person.require(.holdLot)
        let (person, zone) = (self.person, timeZone)
        return try await run("add_recall_lot", key: key, request: ["number": .text(number), "lot": .text(lot)]) { tx, hash in
            guard let found = try tx.findLots(lot, of: try tx.findRecalledItem(number)).first else {
                throw StockpileError.notFound(subject: "lot", code: lot)
            }
            let family = try tx.listFamily(of: found)
            try tx.lockLots(family)
            let orders = try Self.giveBackReserved(try tx.listReservedAccounts(of: family), by: person, key: key, hash: hash, in: tx)
            try tx.addRecallLot(found, to: number, by: person.id)
            let shown = try tx.showRecall(number, zone: zone)
            return .object((shown.members ?? []) + [JSONMember("released_orders", .array(orders.map { .text($0) }))])
        }
    }

    /// Writes down what became of goods that a holder has: back or set aside, or not to be had any more, and why.
    ///
    /// Shape:  the recall as `showRecall` gives it.
    /// Errors: invalid; SP401, SP501 when it is complete, SP601 for the recall or the holder, SP640, SP641, SP673.
    package func recordRecallProgress(_ progress: RecallProgress, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.recallLot)
        var problems = progress.problems
        if progress.outcome == .notRecoverable {
            if progress.remarks == nil { problems.append(FieldProblem(field: "--remarks", .required)) }
            if progress.document != nil { problems.append(FieldProblem(field: "--document", .notAllowed)) }
        }
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        let (person, zone) = (self.person, timeZone)
        return try await run("record_recall_progress", key: key, request: .object(progress.members)) { tx, _ in
            try tx.recordRecallProgress(progress, by: person.id)
            return try tx.showRecall(progress.number, zone: zone)
        }
    }

    /// Ends a recall of which every unit is accounted for. The lots stay recalled.
    ///
    /// Shape:  the recall as `showRecall` gives it.
    /// Errors: SP401, SP501 when it is complete, SP601, SP523 with what is open.
    package func endRecall(_ number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.recallLot)
        let (person, zone) = (self.person, timeZone)
        return try await run("end_recall", key: key, request: ["number": .text(number)]) { tx, _ in
            try tx.endRecall(number, by: person.id)
            return try tx.showRecall(number, zone: zone)
        }
    }

    /// Recalls, newest first.
    package func listRecalls(state: RecallState?, slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listRecalls(state: state, slice: slice, zone: zone) }
    }

    /// A recall: its lots, and who has goods of it, with telephone numbers and progress. Errors: notFound.
    package func showRecall(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { try $0.showRecall(number, zone: zone) }
    }
}
