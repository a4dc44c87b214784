import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Inspection: goods wait, and somebody else than whoever took them in says what they are", .serialized)
struct AcceptanceTests {
    @discardableResult
    private func accept(
        _ reserve: SmallReserve, by login: String = "keeper2", good: Int64? = nil, repair: Int64? = nil, scrap: Int64? = nil,
        grounds: Bool = true, key: IdempotencyKey = .fresh()
    ) async throws -> PostedDocument {
        var acceptance = Acceptance("L1", at: "D1")
        (acceptance.accepted, acceptance.toRepair, acceptance.toScrap) = (good, repair, scrap)
        if grounds { (acceptance.grounds.reason, acceptance.reference) = ("受潮", "验收单1") }
        return try await reserve.person(login).acceptLot(acceptance, key: key)
    }

    @Test func `one document says what is good, what is to be repaired and what is scrap; the rest waits on`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", condition: "in_inspection", cost: 101)
            let posted = try await accept(reserve, good: 4, repair: 3, scrap: 1)
            #expect(
                try await reserve.conditions() == [
                    "L1 stock good own free": 4, "L1 stock to_repair own free": 3, "L1 stock to_scrap own free": 1,
                    "L1 stock in_inspection own free": 2,
                ])
            let document = try await reserve.person("keeper2").showDocument(posted.number)
            #expect(document[key: "kind"] == "condition_change" && document[key: "purpose"] == "acceptance")
            #expect(document[key: "lines"]?.array?.count == 3)
            #expect(try await reserve.worth() == 1010)
            // Without a word all that waits is good, and owes no reason.
            try await accept(reserve, grounds: false)
            #expect(try await reserve.conditions()["L1 stock good own free"] == 6)
            try await reserve.refuses(.nothingToDo) { try await accept(reserve) }
            try await reserve.isWhole()
        }
    }

    @Test func `what is not accepted owes a reason and evidence, and no more is accepted than waits`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", condition: "in_inspection")
            let detail = try await reserve.refuses(.owedMissing) { try await accept(reserve, good: 9, repair: 1, grounds: false) }
            #expect(detail[key: "owed"] == .array(["reason", "evidence"]))
            try await reserve.refuses(.shortage) { try await accept(reserve, good: 9, scrap: 2) }
            let codes = try await atOnce((0..<3).map { _ in { try await accept(reserve, good: 4) } })
            #expect(codes.count(where: { $0 == nil }) == 2 && codes.count(where: { $0 == .shortage }) == 1)
            try await reserve.isWhole()
        }
    }

    @Test func `whoever took goods in does not accept them, by whatever command, until another took back what came last`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", condition: "in_inspection")
            let detail = try await reserve.refuses(.inspectorTookIn) { try await accept(reserve, by: "keeper1") }
            #expect(detail[key: "lines"]?.array?.first?[key: "lot"] == "L1")
            try await reserve.refuses(.inspectorTookIn) { try await reserve.change(.condition("good"), lot: "L1") }
            // Not round the corner either: what is said to need repair comes back only by another's word.
            try await reserve.change(.condition("to_repair"), lot: "L1")
            try await reserve.refuses(.inspectorTookIn) { try await reserve.change(.condition("good"), lot: "L1") }
            try await reserve.change(.condition("good"), lot: "L1", by: "keeper2")
            try await reserve.issue("quilt", 10, lot: "L1")
            // Three come back through the other keeper: now the first one may look at them, and that other may not.
            var request = PostingRequest(purpose: "return", place: "D1", lines: [.of("quilt", 3, lot: "L1")])
            request.reference = "退1"
            _ = try await reserve.person("keeper2").postReceipt(request, key: .fresh())
            try await reserve.refuses(.inspectorTookIn) { try await accept(reserve, by: "keeper2") }
            try await accept(reserve, by: "keeper1")
            #expect(try await reserve.conditions() == ["L1 stock good own free": 3])
        }
    }

    @Test func `past every operation the posting function says the same`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", condition: "in_inspection")
            try await reserve.receive("quilt", 10, lot: "L2", by: "keeper2")
            func code(_ lot: String, _ purpose: String, from: String, by login: String) async throws -> String? {
                do {
                    try await reserve.sql(
                        """
                        SELECT stockpile.post_document(jsonb_build_object('key', gen_random_uuid(), 'request_hash', 'h',
                            'kind', 'condition_change', 'purpose', \(purpose)::text, 'place_id', account.place_id, 'reason', 'r',
                            'person_id', (SELECT person_id FROM stockpile.person WHERE login = \(login)),
                            'lines', jsonb_build_array(jsonb_build_object('line_no', 1, 'lot_id', account.lot_id, 'quantity', 1,
                                'from_owner_id', account.owner_id, 'from_condition', \(from)::text, 'to_condition', 'good'))))
                        FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id)
                        WHERE lot_number = \(lot) AND account.kind = 'stock' ORDER BY account.account_id LIMIT 1
                        """, role: "stockpile_application")
                    return nil
                } catch let error as PostgresError {
                    return error.sqlState
                }
            }
            #expect(try await code("L1", "acceptance", from: "in_inspection", by: "keeper1") == "SP519")
            #expect(try await code("L1", "good", from: "in_inspection", by: "keeper1") == "SP519")
            #expect(try await code("L1", "acceptance", from: "to_repair", by: "keeper2") == "SP520")
            #expect(try await code("L2", "acceptance", from: "good", by: "keeper1") == "SP614")
            #expect(try await code("L1", "acceptance", from: "in_inspection", by: "keeper2") == nil)
        }
    }

    @Test func `what waits is listed with its days, a reversed acceptance waits again, and goods go back to the supplier`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", condition: "in_inspection", occurredAt: SmallReserve.ago(24 * 5))
            try await reserve.receive("rope", 7, lot: "L2", condition: "in_inspection")
            let keeper = try await reserve.person("keeper2")
            func waiting() async throws -> [String] {
                try await keeper.listLots(in: "in_inspection").map { row in
                    let numbers = ["quantity", "days_waiting"].map { "\(row[key: $0]?.integer ?? -1)" }
                    return ([row[key: "lot"]?.text ?? "", row[key: "place"]?.text ?? ""] + numbers).joined(separator: " ")
                }
            }
            #expect(try await waiting() == ["L1 D1 10 5", "L2 D1 7 0"])
            #expect(try await keeper.listLots(in: "in_inspection", slice: .first(1)).count == 1)
            let posted = try await accept(reserve, good: 6, scrap: 4)
            #expect(try await waiting() == ["L2 D1 7 0"])
            _ = try await keeper.reverseDocument(posted.number, remarks: nil, key: .fresh())
            #expect(try await waiting() == ["L1 D1 10 5", "L2 D1 7 0"])
            try await reserve.refuses(.inspectorTookIn) { try await accept(reserve, by: "keeper1") }
            try await accept(reserve, good: 6, scrap: 4)
            var back = PostingRequest.one("quilt", 4, at: "D1", purpose: "return_to_supplier", lot: "L1")
            back.lines[0].condition = "to_scrap"
            _ = try await keeper.postIssue(back, key: .fresh())
            #expect(try await reserve.conditions() == ["L1 stock good own free": 6, "L2 stock in_inspection own free": 7])
            try await reserve.isWhole()
        }
    }
}
