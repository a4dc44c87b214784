import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Recalled goods leave for use on no path, and still leave the house", .serialized)
struct RecalledLotTests {
    private func recalled(_ reserve: SmallReserve) async throws {
        try await reserve.receive("quilt", 100, lot: "L1")
        try await reserve.recall()
    }

    @Test(arguments: ["use", "rotation", "donation", "sale"])
    func `complaint 8: issued under no purpose for which goods are used, named or picked`(purpose: String) async throws {
        try await SmallReserve.run { reserve in
            try await recalled(reserve)
            let refused = try await reserve.refuses(.lotRecalled) { try await reserve.issue("quilt", 1, lot: "L1", purpose: purpose) }
            #expect(refused[key: "lines"]?.array?.first?[key: "recalled_on"]?.text == SmallReserve.today.rawValue)
            // Nobody named a lot: what is recalled is not offered.
            try await reserve.refuses(.shortage) { try await reserve.issue("quilt", 1, purpose: purpose) }
        }
    }

    @Test func `complaint 9: neither lent nor ordered nor counted as available, and the answer says why`() async throws {
        try await SmallReserve.run { reserve in
            try await recalled(reserve)
            try await reserve.refuses(.lotRecalled) { try await reserve.lend("quilt", 1, lot: "L1") }
            let short = try await reserve.refuses(.shortage) { try await reserve.order([(5, "T1")]) }
            #expect(short.written.contains("\"reason\":\"recalled\""), "\(short.written)")
            let stock = try #require(
                try await reserve.person("auditor1").listStock(by: .item, StockFilter(item: "quilt", place: nil, lot: nil)).first)
            #expect(stock[key: "available"] == 0 && stock[key: "recalled"] == 100 && stock[key: "quantity"] == 100)
            // Another lot is picked in its place.
            try await reserve.receive("quilt", 10, lot: "L2")
            #expect(try await reserve.order([(5, "T1")]).picks == ["L2@D1:5"])
        }
    }

    @Test func `what orders had set aside is given back, and an order on its way arrives but is not sent on`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let order = try await reserve.order([(40, "T1")]).number
            let recall = try await reserve.recall()
            #expect(recall[key: "released_orders"]?.array == [.text(order)])
            #expect(try await reserve.balances() == ["L1 D1 stock free": 100])
            try await reserve.refuses(.nothingToDo) {
                try await reserve.person("keeper1").dispatchOrder(order, from: nil, key: .fresh())
            }
            try await reserve.isWhole()
        }
    }

    @Test(arguments: ["disposal", "sample", "return_to_supplier"])
    func `complaint 10: disposal, sampling and return to the supplier pass`(purpose: String) async throws {
        try await SmallReserve.run { reserve in
            try await recalled(reserve)
            _ = try await reserve.issue("quilt", 5, lot: "L1", purpose: purpose)
            let number = try #require(try await reserve.person("auditor1").listRecalls(state: nil, slice: .first(1)).first).number
            #expect(try await reserve.person("auditor1").showRecall(number).holders == ["1 stock D1 100 95"])
        }
    }

    @Test func `they move between storage places, never to where people use them`() async throws {
        try await SmallReserve.run { reserve in
            try await recalled(reserve)
            _ = try await reserve.transfer("quilt", 5, from: "D1", to: "D2", lot: "L1")
            for place in ["S1", "V1"] {
                try await reserve.refuses(.lotRecalled) { try await reserve.transfer("quilt", 5, from: "D1", to: place, lot: "L1") }
            }
        }
    }

    @Test func `the posting function itself refuses, with one line and with many, and so does a load`() async throws {
        try await SmallReserve.run { reserve in
            try await recalled(reserve)
            try await reserve.receive("quilt", 10, lot: "L2")
            for lots in [["L1"], ["L1", "L2"]] {
                do {
                    _ = try await reserve.sql(
                        """
                        SELECT stockpile.post_document(jsonb_build_object('key', gen_random_uuid(), 'request_hash', 'h', 'kind', 'issue',
                            'purpose', 'use', 'place_id', min(account.place_id), 'person_id', min(person.person_id),
                            'lines', jsonb_agg(jsonb_build_object('line_no', lot.lot_id % 100, 'lot_id', account.lot_id, 'quantity', 1,
                                'from_owner_id', account.owner_id)))) AS answer
                        FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id)
                        JOIN stockpile.person ON person.login = 'keeper1'
                        WHERE lot.lot_number = ANY(\(lots)) AND account.kind = 'stock'
                        """, role: "stockpile_application")
                    Issue.record("not refused")
                } catch let error as PostgresError {
                    #expect(error.sqlState == "SP116")
                }
            }
            let found = try await reserve.loadProblems(heads: "d1,issue,use,D1,\n", lines: "d1,quilt,1,L1,,,,,\n")
            #expect(found == ["lines.csv:2:4 lot SP116"])
        }
    }

    @Test func `a recall that waits for an issue finds who got it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            var waiting: Task<JSONValue, any Error>?
            try await reserve.whileIssueIsOpen(of: "L1") {
                waiting = Task { try await reserve.recall() }
                try await reserve.untilSomebodyWaits()
            }
            let recall = try #require(try await waiting?.value)
            #expect(recall.holders == ["1 stock D1 99 99", "2 consumption D1 1 1"])
        }
    }

    @Test(arguments: [["L1"], ["L1", "L2"]])
    func `an issue that waits for a recall is refused by the posting itself`(lots: [String]) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.receive("quilt", 100, lot: "L2")
            var waiting: Task<RefusalCode?, any Error>?
            try await reserve.whileRecallIsOpen(of: "L1") {
                waiting = Task {
                    let lines = lots.map { PostingRequestLine.of("quilt", 1, lot: $0) }
                    let request = PostingRequest(purpose: "use", place: "D1", lines: lines)
                    return try await refusal { try await reserve.person("keeper1").postIssue(request, key: .fresh()) }
                }
                try await reserve.untilSomebodyWaits()
            }
            #expect(try await waiting?.value == .lotRecalled)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 100, "L2 D1 stock free": 100])
        }
    }

    @Test func `a load that waits for a recall is refused as well`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            var waiting: Task<[String], any Error>?
            try await reserve.whileRecallIsOpen(of: "L1") {
                waiting = Task { try await reserve.loadProblems(heads: "d1,issue,use,D1,\n", lines: "d1,quilt,1,L1,,,,,\n") }
                try await reserve.untilSomebodyWaits()
            }
            let found = try #require(try await waiting?.value)
            #expect(found == ["lines.csv:2:4 lot SP116"])
        }
    }

    @Test func `many issues and a recall at once: whoever was given goods is on the list`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let issues: [@Sendable () async throws -> Void] = (0..<6).map { _ in { _ = try await reserve.issue("quilt", 1, lot: "L1") } }
            let codes = try await atOnce(issues + [{ _ = try await reserve.recall() }])
            #expect(codes.last == .some(nil))
            #expect(Set(codes.dropLast().compactMap { $0 }).isSubset(of: [.lotRecalled]))
            let posted = codes.dropLast().count { $0 == nil }
            let number = try #require(try await reserve.person("auditor1").listRecalls(state: nil, slice: .first(1)).first).number
            let recall = try await reserve.person("auditor1").showRecall(number)
            #expect(recall[key: "quantity"] == 100 && recall[key: "holders_total"]?.integer == Int64(posted + 1))
        }
    }
}
