internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Records what a laboratory found of a sample of a lot. When it passed, the lot lasts longer once another person approves; when it
    /// failed, the lot is held everywhere at once, and what orders had set aside of it is given back.
    ///
    /// Shape:  the test, and of one that failed the hold: its document, how much is held, the orders that lost something.
    /// Errors: notFound; invalid; SP115 not a sample of this lot, SP401, SP610 a day that cannot be, SP634 no later expiry, SP635.
    package func recordLotTest(_ test: LotTestDraft, evidence: Attachment?, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.recordLotTest)
        try person.require(.attachFile)
        let problems = test.problems + Self.problems(of: test)
        guard problems.isEmpty, let evidence else { throw StockpileError.invalid(problems) }
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = ["test": test.json, "evidence": .text(evidence.sha256)]
        return try await run("record_lot_test", key: key, request: request) { tx, hash in
            let lot = try Self.lot(test.lot, item: test.item, in: tx)
            try tx.keepAttachment(evidence, by: person.id)
            // The goods before the lot itself, as a recall does.
            if test.result == .failed { try tx.lockLots([lot]) }
            let id = try tx.recordLotTest(test, of: lot, evidence: evidence, by: person.id)
            var held: JSONValue?
            if test.result == .failed {
                let remarks = "\(test.laboratory) \(test.reportNumber)"
                let hold = HoldSwitch("hold", test.lot, item: test.item, place: nil, remarks: remarks)
                held = try Self.carryOut(hold, by: person, key: key, hash: hash, in: tx)
            }
            let told = try tx.listLotTests(id, slice: .first(1), on: today, zone: zone).first?.members ?? []
            return .object(
                told + [
                    JSONMember("document", held?[key: "document"] ?? .null), JSONMember("held", held?[key: "quantity"] ?? .integer(0)),
                    JSONMember("released_orders", held?[key: "released_orders"] ?? .array([])),
                ])
        }
    }

    /// A lot that passed owes a new expiry; one that failed has none.
    private static func problems(of test: LotTestDraft) -> [FieldProblem] {
        let isTold = test.problems.contains { $0.field == "--expires-on" || $0.field == "--result" }
        guard !isTold, (test.result == .passed) != (test.expiresOn != nil) else { return [] }
        let detail = ["value": "--expires-on", "expected": "--result passed"]
        return [FieldProblem(field: "--expires-on", test.result == .passed ? .required : .notAllowed, detail)]
    }

    /// Lets a lot last as long as a test allows: its dates change now, and each place where it lies gets so many days for new labels.
    ///
    /// Shape:  the lot as `showLot` gives it.
    /// Errors: notFound; invalid when several laboratories gave the report its number; SP401, SP402 by who recorded it, SP634, SP636.
    package func approveLotTest(_ test: LotTestName, relabelDays: Int, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.approveLotTest)
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = ["test": test.json, "relabel_days": .integer(Int64(relabelDays))]
        return try await run("approve_lot_test", key: key, request: request) { tx, _ in
            let lot = try Self.lot(test.lot, item: test.item, in: tx)
            try tx.approveLotTest(try Self.lotTest(test, of: lot, in: tx), relabelDays: relabelDays, by: person.id)
            return try tx.showLot(lot, on: today, zone: zone)
        }
    }

    /// Takes back a test that was recorded by mistake: while it waits by who recorded it, one that failed by another who may approve. It
    /// stays readable; what was approved changes only by new dates of the lot. Goods that a failed test put on hold stay there until they
    /// are released.
    ///
    /// Shape:  the lot as `showLot` gives it.
    /// Errors: notFound; invalid without a reason, or when several laboratories gave the report its number; SP401, SP402, SP636, SP693.
    package func withdrawLotTest(_ test: LotTestName, reason: String?, key: IdempotencyKey) async throws -> JSONValue {
        guard person.permissions.contains(.recordLotTest) || person.permissions.contains(.approveLotTest) else {
            try person.require(.recordLotTest)
            return .null
        }
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = ["test": test.json, "reason": JSONValue(reason)]
        return try await run("withdraw_lot_test", key: key, request: request) { tx, _ in
            guard let reason else { throw StockpileError.invalid([FieldProblem(field: "--reason", .required)]) }
            let lot = try Self.lot(test.lot, item: test.item, in: tx)
            try tx.withdrawLotTest(try Self.lotTest(test, of: lot, in: tx), reason: reason, by: person.id)
            return try tx.showLot(lot, on: today, zone: zone)
        }
    }

    /// The one test that is meant. Errors: notFound; invalid when several laboratories gave the report its number.
    private static func lotTest(_ test: LotTestName, of lot: LotID, in tx: borrowing Transaction) throws -> Int64 {
        let found = try tx.findLotTests(of: lot, report: test.reportNumber, laboratory: test.laboratory)
        guard let first = found.first else { throw StockpileError.notFound(subject: "lot_test", code: test.reportNumber) }
        guard found.count == 1 else { throw StockpileError.invalid([FieldProblem(field: "--laboratory", .required)]) }
        return first
    }

    /// Brings the tasks of new labels up to date with where goods of extended lots went; answers how many were opened.
    ///
    /// Errors: SP401.
    package func remindRelabels() async throws -> JSONValue {
        try person.require(.remindCare)
        let person = self.person
        return try await store.write { tx in ["opened": .integer(try tx.openRelabelsDue(by: person.id))] }
    }

    /// Says that the lot at a place has its new labels.
    ///
    /// Shape:  the lot as `showLot` gives it.
    /// Errors: notFound; SP401, SP504 when none are owed there.
    package func relabelLot(
        _ lot: String, item: String?, at place: String, remarks: String?, key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.relabelLot)
        let (person, today, zone) = (self.person, self.today, timeZone)
        let request: JSONValue = ["lot": .text(lot), "item": JSONValue(item), "place": .text(place), "remarks": JSONValue(remarks)]
        return try await run("relabel_lot", key: key, request: request) { tx, _ in
            let id = try Self.lot(lot, item: item, in: tx)
            guard let place = try tx.listPlaces(codes: [place]).first else {
                throw StockpileError.notFound(subject: "place", code: place)
            }
            try tx.relabelLot(id, at: place.id, remarks: remarks, by: person.id)
            return try tx.showLot(id, on: today, zone: zone)
        }
    }

    /// Tests of lots, newest first; of one lot, of a state, or all.
    ///
    /// Errors: notFound; invalid when several items have the lot number.
    package func listLotTests(of lot: String?, item: String?, state: LotTestState?, slice: ListSlice) async throws -> [JSONValue] {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { tx in
            let id = try lot.map { try Self.lot($0, item: item, in: tx) }
            return try tx.listLotTests(of: id, state: state, slice: slice, on: today, zone: zone)
        }
    }
}
