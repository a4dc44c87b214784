import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("A lot that is one balance at the place is posted from there at once, as if it had been looked for first", .serialized)
struct SoleBalanceTests {
    /// What `postFromSoleBalance` made of a take of five units from D1.
    private func take(
        _ lot: String, _ reserve: SmallReserve, key: IdempotencyKey = .fresh(), version: String? = nil
    ) async throws -> PostedDocument? {
        let ids = try await reserve.sql(
            """
            SELECT (SELECT item_id FROM stockpile.item WHERE code = 'quilt') AS item,
                (SELECT place_id FROM stockpile.place WHERE code = 'D1') AS place,
                (SELECT person_id FROM stockpile.person WHERE login = 'keeper1') AS person
            """)[0]
        var draft = PostingDraft(kind: "issue", purpose: "use", place: try ids.get("place"), person: try ids.get("person"), lines: [])
        draft.catalogueVersion = version
        let take = NamedTake(lot: LotName(item: try ids.get("item"), number: lot), quantity: 5, toPlace: nil)
        return try await reserve.person("keeper1").store.converse { [draft] in
            try $0.postFromSoleBalance(take, draft, key: key, requestHash: "h")
        }
    }

    private func documents(_ reserve: SmallReserve) async throws -> Int64 {
        try await reserve.sql(
            "SELECT (SELECT count(*) FROM stockpile.document) + (SELECT count(*) FROM stockpile.request) AS written")[0].get("written")
    }

    @Test func `one balance is posted once; empty ones beside it do not count`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            // What was on hold leaves an empty balance behind.
            _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            _ = try await keeper.releaseLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            let before = try await documents(reserve)
            let document = try await take("L1", reserve)
            #expect(document?.replayed == false)
            #expect(try await documents(reserve) == before + 2)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 15])
            try await reserve.isWhole()
        }
    }

    @Test func `an issue of a named lot is one statement on its connection`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "L1")
            try await reserve.issue("quilt", 5, lot: "L1")
            let last = try await reserve.sql(
                """
                SELECT query FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%lot_number =%' AND state = 'idle'
                """
            ).map { try $0.get("query") as String }
            // What was asked last where the lot was looked for is the posting itself.
            #expect(last.count == 1 && last.allSatisfy { $0.contains("AS other") })
        }
    }

    @Test func `two balances, none, a lot nobody knows, or another catalogue: nothing is written`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "TWO")
            _ = try await reserve.person("commander1").issueOrder(.of("quilt", [(8, "T1")]), key: .fresh())
            try await reserve.receive("quilt", 5, lot: "GONE")
            try await reserve.issue("quilt", 5, lot: "GONE")
            try await reserve.receive("quilt", 9, lot: "ONE")
            let before = try await documents(reserve)
            let other = "00000000-0000-0000-0000-000000000000"
            for (lot, version) in [("TWO", nil), ("GONE", nil), ("NONE", nil), ("ONE", other)] {
                #expect(try await take(lot, reserve, version: version) == nil, "\(lot)")
            }
            #expect(try await documents(reserve) == before)
        }
    }

    @Test func `the same key is answered again when the balance is empty by then, or another lies beside it`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            for (lot, rest) in [("EMPTY", Int64(0)), ("BESIDE", 3)] {
                try await reserve.receive("quilt", 5 + rest, lot: lot)
                let request = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 5, lot: lot)])
                let key = IdempotencyKey.fresh()
                let first = try await keeper.postIssue(request, key: key)
                if rest > 0 { _ = try await reserve.order([(1, "T1")]) }
                let again = try await keeper.postIssue(request, key: key)
                #expect(again.number == first.number && again.replayed)
                let more = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 6, lot: lot)])
                try await reserve.refuses(.keyReused) { try await keeper.postIssue(more, key: key) }
            }
            try await reserve.isWhole()
        }
    }

    @Test func `what may not leave is refused with the same words as where there is a choice`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            try await reserve.receive("quilt", 5, lot: "HELD")
            _ = try await keeper.holdLot("HELD", item: nil, at: nil, remarks: nil, key: .fresh())
            try await reserve.receive("quilt", 5, lot: "CHECK", condition: "in_inspection")
            try await reserve.receive("quilt", 5, lot: "LITTLE")
            try await reserve.receive("quilt", 5, lot: "GONE")
            try await reserve.issue("quilt", 5, lot: "GONE")
            for (lot, code) in [("HELD", RefusalCode.lotOnHold), ("CHECK", .lotNotInspected), ("LITTLE", .shortage), ("GONE", .shortage)] {
                var line = PostingRequestLine.of("quilt", 6, lot: lot)
                if lot != "LITTLE" { line.quantity = 1 }
                let sole = try await reserve.refuses(code) {
                    try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [line]), key: .fresh())
                }
                // Whoever says whose goods they are lets them be looked for.
                line.owner = "own"
                let looked = try await reserve.refuses(code) {
                    try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [line]), key: .fresh())
                }
                #expect(sole == looked, "\(lot)")
            }
        }
    }

    @Test func `a pack that means more by now is counted as it is now`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.sql(
                "INSERT INTO stockpile.unit_conversion SELECT item_id, '箱', 20, 1, 's' FROM stockpile.item WHERE code = 'quilt'")
            let keeper = try await reserve.person("keeper1")
            var line = PostingRequestLine.of("quilt", 1, lot: "L1")
            line.pack = "箱"
            _ = try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [line]), key: .fresh())
            try await reserve.sql("UPDATE stockpile.unit_conversion SET base_units = 30 WHERE pack = '箱'")
            _ = try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [line]), key: .fresh())
            #expect(try await reserve.balances() == ["L1 D1 stock free": 50])
        }
    }
}
