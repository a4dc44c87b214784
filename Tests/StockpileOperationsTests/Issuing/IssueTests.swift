import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Issues: what may go out, and in which order", .serialized)
struct IssueTests {
    @Test func `more than is free is refused with the numbers`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 40, lot: "OLD", expiresIn: -1)
            try await reserve.receive("water", 30, lot: "NEW", expiresIn: 10)
            try await reserve.receive("water", 7, lot: "CHECK", expiresIn: 10, condition: "in_inspection")
            _ = try await reserve.order([(6, "T1")], of: "water")
            let detail = try await reserve.refuses(.shortage) { try await reserve.issue("water", 25) }
            #expect(detail[key: "asked"] == 25)
            #expect(detail[key: "available"] == 24)
            #expect(detail[key: "shortfall"] == 1)
            let excluded = (detail[key: "excluded"]?.array ?? []).map {
                "\($0[key: "reason"]?.text ?? "") \($0[key: "quantity"]?.integer ?? 0)"
            }
            #expect(excluded == ["expired 40", "in_inspection 7", "reserved 6"])
            let named = try await reserve.refuses(.shortage) { try await reserve.issue("water", 25, lot: "NEW") }
            #expect(named[key: "available"] == 24)
            #expect(named[key: "reserved"] == 6)
            try await reserve.issue("water", 24)
        }
    }

    @Test func `every line that is short is told, not the first alone`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 5, lot: "W", expiresIn: 10)
            try await reserve.receive("quilt", 3, lot: "Q")
            let lines: [PostingRequestLine] = [.of("water", 6), .of("quilt", 2), .of("quilt", 2)]
            let detail = try await reserve.refuses(.shortage) {
                try await reserve.person("keeper1").postIssue(PostingRequest(purpose: "use", place: "D1", lines: lines), key: .fresh())
            }
            let short = (detail[key: "lines"]?.array ?? []).map {
                "\($0[key: "item"]?.text ?? "") \($0[key: "asked"]?.integer ?? 0) \($0[key: "available"]?.integer ?? 0)"
            }
            #expect(short == ["water 6 5", "quilt 2 1"])
            let words = Refusal(.shortage, detail).wording(.en).lines
            #expect(words.filter { $0.contains("asked") }.count == 2)
        }
    }

    @Test(arguments: ["use", "rotation", "donation", "sale"])
    func `expired, held and uninspected goods do not go out by any path`(purpose: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 5, lot: "OLD", expiresIn: -1)
            try await reserve.receive("water", 5, lot: "HELD", expiresIn: 10)
            try await reserve.receive("water", 5, lot: "CHECK", expiresIn: 10, condition: "in_inspection")
            try await reserve.receive("water", 5, lot: "BROKEN", expiresIn: 10, condition: "to_repair")
            _ = try await reserve.person("keeper1").holdLot("HELD", item: nil, at: nil, remarks: nil, key: .fresh())
            let expected: [(String, RefusalCode)] = [
                ("OLD", .lotExpired), ("HELD", .lotOnHold), ("CHECK", .lotNotInspected), ("BROKEN", .lotNotInspected),
            ]
            for (lot, code) in expected {
                try await reserve.refuses(code) { try await reserve.issue("water", 1, lot: lot, purpose: purpose) }
            }
            try await reserve.refuses(.shortage) { try await reserve.issue("water", 1, purpose: purpose) }
        }
    }

    @Test(arguments: ["disposal", "sample", "return_to_supplier"])
    func `the block knows the purpose: the same goods can be disposed of, sampled and returned`(purpose: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 5, lot: "OLD", expiresIn: -1)
            try await reserve.receive("water", 5, lot: "HELD", expiresIn: 10)
            try await reserve.receive("water", 5, lot: "CHECK", expiresIn: 10, condition: "in_inspection")
            _ = try await reserve.person("keeper1").holdLot("HELD", item: nil, at: nil, remarks: nil, key: .fresh())
            for lot in ["OLD", "HELD", "CHECK"] { try await reserve.issue("water", 5, lot: lot, purpose: purpose) }
            #expect(try await reserve.balances() == [:])
            try await reserve.isWhole()
        }
    }

    @Test func `a lot is good to the end of its last day`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 5, lot: "TODAY", expiresIn: 0)
            try await reserve.issue("water", 2, lot: "TODAY")
            try await reserve.issue("water", 3)
            #expect(try await reserve.balances() == [:])
        }
    }

    @Test func `first expired first out; equal dates by receipt; without a date last; expired never`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, lot: "Z-FIRST", expiresIn: 20)
            try await reserve.receive("water", 10, lot: "A-SECOND", expiresIn: 20)
            try await reserve.receive("water", 10, lot: "SOON", expiresIn: 5)
            try await reserve.receive("water", 10, lot: "GONE", expiresIn: -5)
            let posted = try await reserve.issue("water", 25)
            let document = try await reserve.person("auditor1").showDocument(posted.number)
            #expect((document[key: "lines"]?.array ?? []).map { $0[key: "lot"]?.text } == ["SOON", "Z-FIRST", "A-SECOND"])
            #expect(document.figures("quantity") == [10, 10, 5])
            try await reserve.receive("rope", 10, lot: "NEVER")
            try await reserve.receive("rope", 10, lot: "ONE-DAY", expiresIn: 1000)
            try await reserve.issue("rope", 10)
            #expect(try await reserve.balances()["NEVER D1 stock free"] == 10)
        }
    }

    @Test func `a lot named in one line is not offered to the next`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.receive("quilt", 10, lot: "L2")
            let keeper = try await reserve.person("keeper1")
            let lines: [PostingRequestLine] = [.of("quilt", 10, lot: "L1"), .of("quilt", 5), .of("quilt", 5)]
            _ = try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: lines), key: .fresh())
            #expect(try await reserve.balances() == [:])
        }
    }

    @Test func `what belongs to another owner is not taken for a line that names its owner`() async throws {
        try await SmallReserve.run { reserve in
            var received = PostingRequestLine.of("quilt", 10, lot: "CITY")
            received.owner = "city"
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.postReceipt(PostingRequest(purpose: "purchase", place: "D1", lines: [received]), key: .fresh())
            try await reserve.receive("quilt", 10, lot: "OWN")
            var line = PostingRequestLine.of("quilt", 10)
            line.owner = "own"
            let request = PostingRequest(purpose: "use", place: "D1", lines: [line])
            _ = try await keeper.postIssue(request, key: .fresh())
            try await reserve.refuses(.shortage) { try await keeper.postIssue(request, key: .fresh()) }
            #expect(try await reserve.balances() == ["CITY D1 stock free": 10])
        }
    }

    @Test func `a lot nobody knows is not found, a pack nobody knows is unknown`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            let error = await #expect(throws: StockpileError.self) { try await reserve.issue("quilt", 1, lot: "L9") }
            if case .notFound("lot", "L9") = error {} else { Issue.record("\(String(describing: error))") }
            try await reserve.refuses(.unknown) {
                try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 1, pack: "箱")]), key: .fresh())
            }
            try await reserve.refuses(.unknown) { try await reserve.issue("quilt", 1, lot: "L1", purpose: "party") }
        }
    }

    @Test func `one line that is short keeps the whole document out`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            for lots in [["L1", "L1"], [nil, nil]] {
                let lines = zip([6, 5], lots).map { PostingRequestLine.of("quilt", $0, lot: $1) }
                try await reserve.refuses(.shortage) {
                    try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: lines), key: .fresh())
                }
            }
        }
    }
}
