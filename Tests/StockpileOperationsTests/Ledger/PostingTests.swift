import StockpileModel
import StockpileOperations
import StockpileStore
import Testing

@Suite("Posting receipts, issues and transfers")
struct PostingTests {
    @Test func `a receipt makes a lot with dates from the item's rule`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let before = try await desk.stock("quilt-cotton", at: "WS01")
            var request = PostingRequest.receipt("quilt-cotton", 50)
            request.lines[0].manufacturedOn = CalendarDate(rawValue: "2026-01-31")
            let posted = try await keeper.postReceipt(request, key: .fresh())
            #expect(posted.number.hasPrefix("WS01-RK-"))
            let line = try #require(try await keeper.showDocument(posted.number)[key: "lines"]?.array?.first)
            #expect(line[key: "expires_on"] == "2032-01-31")
            #expect(line[key: "value_fen"] == 425_000)
            #expect(try await desk.stock("quilt-cotton", at: "WS01").available == before.available + 50)
        }
    }

    @Test func `the same key twice posts once, the same key with another request is refused`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let key = IdempotencyKey.named("morning-1")
            let first = try await keeper.postReceipt(.receipt("quilt-cotton", 5), key: key)
            let documents = try await desk.documents()
            let second = try await keeper.postReceipt(.receipt("quilt-cotton", 5), key: key)
            #expect(second.number == first.number)
            #expect(second.replayed)
            #expect(try await desk.documents() == documents)
            #expect(try await refusal { try await keeper.postReceipt(.receipt("quilt-cotton", 6), key: key) } == .keyReused)
            #expect(try await refusal { try await keeper.postIssue(.one("quilt-cotton", 5, at: "WS01"), key: key) } == .keyReused)
        }
    }

    @Test func `an issue answered once is answered again when nothing is left`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let all = try await desk.stock("quilt-cotton", at: "WS01").available
            let key = IdempotencyKey.named("all-of-it")
            let first = try await keeper.postIssue(.one("quilt-cotton", all, at: "WS01"), key: key)
            let again = try await keeper.postIssue(.one("quilt-cotton", all, at: "WS01"), key: key)
            #expect(again.number == first.number)
            #expect(try await desk.stock("quilt-cotton", at: "WS01").available == 0)
        }
    }

    @Test func `the lot that expires first is issued first`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let posted = try await keeper.postIssue(.one("quilt-cotton", 300, at: "WS01"), key: .fresh())
            let lines = try await keeper.showDocument(posted.number)[key: "lines"]?.array ?? []
            #expect(lines.map { $0[key: "lot"]?.text } == ["WS01-20210720-001", "WS01-20230526-001"])
            #expect(lines.map { $0[key: "quantity"]?.integer } == [260, 40])
        }
    }

    @Test func `more than is free is refused with the numbers, and nothing changes`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let before = (try await desk.stock("quilt-cotton", at: "WS01"), try await desk.documents())
            do {
                _ = try await keeper.postIssue(.one("quilt-cotton", 10_000, at: "WS01"), key: .fresh())
                Issue.record("not refused")
            } catch StockpileError.refused(let refusal) {
                #expect(refusal.code == .shortage)
                #expect(refusal.detail[key: "asked"] == 10_000)
                #expect(refusal.detail[key: "available"]?.integer == before.0.available)
                #expect(refusal.detail[key: "excluded"]?.array?.first?[key: "reason"] == "in_inspection")
            }
            #expect(try await desk.stock("quilt-cotton", at: "WS01") == before.0)
            #expect(try await desk.documents() == before.1)
        }
    }

    @Test(arguments: ["use", "rotation", "sale", "donation"])
    func `an expired lot is not issued for use on any path`(purpose: String) async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let lot = try await desk.expiredLot()
            let named = PostingRequest.one(lot.item, 1, at: lot.place, purpose: purpose, lot: lot.number)
            #expect(try await refusal { try await keeper.postIssue(named, key: .fresh()) } == .lotExpired)
        }
    }

    @Test(arguments: ["disposal", "sample", "return_to_supplier"])
    func `an expired lot can be disposed of, sampled and returned`(purpose: String) async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let lot = try await desk.expiredLot()
            let before = try await desk.stock(lot.item, at: lot.place, lot: lot.number).quantity
            _ = try await keeper.postIssue(.one(lot.item, 1, at: lot.place, purpose: purpose, lot: lot.number), key: .fresh())
            #expect(try await desk.stock(lot.item, at: lot.place, lot: lot.number).quantity == before - 1)
        }
    }

    @Test func `old goods may go to another store, never to a shelter`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let lot = try await desk.expiredLot()
            let shelter = try #require(try await keeper.listPlaces().first { $0[key: "kind"] == "shelter" }?[key: "code"]?.text)
            let out = PostingRequest.one(lot.item, 1, at: lot.place, lot: lot.number, to: shelter)
            #expect(try await refusal { try await keeper.postTransfer(out, key: .fresh()) } == .lotExpired)
            _ = try await keeper.postTransfer(.one(lot.item, 1, at: lot.place, lot: lot.number, to: "WS13"), key: .fresh())
            #expect(try await desk.stock(lot.item, at: "WS13", lot: lot.number).quantity == 1)
        }
    }

    @Test func `what is on hold or not inspected cannot be issued`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let lot = "WS01-20230526-001"
            _ = try await keeper.holdLot(lot, item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await desk.stock("quilt-cotton", at: "WS01", lot: lot).available == 0)
            #expect(
                try await refusal { try await keeper.postIssue(.one("quilt-cotton", 1, at: "WS01", lot: lot), key: .fresh()) } == .lotOnHold
            )
            _ = try await keeper.releaseLot(lot, item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await desk.stock("quilt-cotton", at: "WS01", lot: lot).available == 420)
            let waiting = PostingRequest.one("quilt-cotton", 1, at: "WS01", lot: "WS01-20250929-001")
            #expect(try await refusal { try await keeper.postIssue(waiting, key: .fresh()) } == .lotNotInspected)
        }
    }

    @Test func `sixteen at once on one lot never go below zero, and the sum is exact`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            let lot = "WS01-20230526-001"
            let outcomes = try await withThrowingTaskGroup(of: RefusalCode?.self) { group in
                for _ in 0..<16 {
                    group.addTask {
                        try await refusal { try await keeper.postIssue(.one("quilt-cotton", 50, at: "WS01", lot: lot), key: .fresh()) }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count(where: { $0 == nil }) == 8)
            #expect(outcomes.count(where: { $0 == .shortage }) == 8)
            #expect(try await desk.stock("quilt-cotton", at: "WS01", lot: lot).quantity == 20)
            #expect(try await keeper.verifyLedger().differences.isEmpty)
        }
    }

    @Test func `two people on one stock without naming a lot each get theirs`() async throws {
        try await Example.run { desk in
            let keepers = [try await desk.person("keeper1"), try await desk.person("keeper2")]
            try await withThrowingTaskGroup(of: Void.self) { group in
                for round in 0..<10 {
                    group.addTask { _ = try await keepers[round % 2].postIssue(.one("quilt-cotton", 60, at: "WS01"), key: .fresh()) }
                }
                try await group.waitForAll()
            }
            #expect(try await desk.stock("quilt-cotton", at: "WS01").available == 80)
        }
    }

    @Test func `numbers have no gaps, also after refusals`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            var numbers: [String] = []
            for quantity in [1, 100_000, 2, 100_000, 3] as [Int64] {
                if let posted = try? await keeper.postIssue(
                    .one("quilt-cotton", quantity, at: "WS01", lot: "WS01-20230526-001"), key: .fresh())
                {
                    numbers.append(String(posted.number.suffix(6)))
                }
            }
            #expect(numbers == ["000001", "000002", "000003"])
        }
    }

    @Test func `packs come out even or are refused`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            var request = PostingRequest.one("quilt-cotton", 3, at: "WS01")
            request.lines[0].pack = "包"
            let posted = try await keeper.postIssue(request, key: .fresh())
            #expect(try await keeper.showDocument(posted.number)[key: "lines"]?.array?.first?[key: "quantity"] == 30)
            let half = try #require(UnitConversion(pack: "半", baseUnits: 1, packs: 2))
            #expect(throws: StockpileError.self) { try half.quantity(ofPacks: 3) }
            #expect(try half.quantity(ofPacks: 4) == 2)
        }
    }

    @Test func `every unknown code of a request is told at once`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            var request = PostingRequest(purpose: "use", place: "NOWHERE", lines: [])
            request.lines = [PostingRequestLine(item: "nothing", quantity: 1), PostingRequestLine(item: "neither", quantity: 1)]
            do {
                _ = try await keeper.postIssue(request, key: .fresh())
                Issue.record("not refused")
            } catch StockpileError.invalid(let problems) {
                #expect(problems.map(\.detail["value"]) == ["NOWHERE", "nothing", "neither"])
            }
        }
    }

    @Test func `a move from a place to itself is refused`() async throws {
        try await Example.run { desk in
            let keeper = try await desk.person("keeper1")
            #expect(
                try await refusal { try await keeper.postTransfer(.one("quilt-cotton", 1, at: "WS01", to: "WS01"), key: .fresh()) }
                    == .samePlace)
        }
    }
}

extension Example.Desk {
    /// A lot that is past its date and still lies there.
    func expiredLot() async throws -> (item: String, place: String, number: String) {
        let lots = try await person("auditor1").listLots(expiresWithin: -1)
        let lot = try #require(lots.first)
        return (
            try #require(lot[key: "item"]?.text), try #require(lot[key: "place"]?.text), try #require(lot[key: "lot"]?.text)
        )
    }
}
