import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Two times: when goods moved and when we knew; one rule for every late entry", .serialized)
struct LateEntryTests {
    /// 10 in five hours ago, 8 out one hour ago: between them 10, since then 2.
    private func withGap(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(5))
            try await reserve.issue("quilt", 8, lot: "L1", occurredAt: SmallReserve.ago(1))
            try await body(reserve)
            try await reserve.isWhole()
        }
    }

    @Test func `a late issue that a later balance cannot bear is refused`() async throws {
        try await withGap { reserve in
            try await reserve.receive("quilt", 5, lot: "L2", occurredAt: SmallReserve.ago(0.5))
            try await reserve.transfer("quilt", 5, from: "D1", to: "D2", lot: "L2")
            try await reserve.transfer("quilt", 5, from: "D2", to: "D1", lot: "L2")
            // Five lie there now, none did between the two moves.
            let detail = try await reserve.refuses(.lateEntryBreaksBalance) {
                try await reserve.issue("quilt", 5, lot: "L2", occurredAt: SmallReserve.ago(0.25))
            }
            #expect(detail[key: "asked"] == 5)
            #expect(detail[key: "available"] == 0)
            try await reserve.issue("quilt", 5, lot: "L2")
        }
    }

    @Test func `a late issue that every later balance can bear is posted at its time`() async throws {
        try await withGap { reserve in
            try await reserve.refuses(.shortage) { try await reserve.issue("quilt", 3, lot: "L1", occurredAt: SmallReserve.ago(3)) }
            let posted = try await reserve.issue("quilt", 2, lot: "L1", occurredAt: SmallReserve.ago(3))
            let document = try await reserve.person("auditor1").showDocument(posted.number)
            let (occurred, recorded) = (try #require(document[key: "occurred_at"]?.text), try #require(document[key: "recorded_at"]?.text))
            #expect(occurred < recorded)
            #expect(try await reserve.balances() == [:])
        }
    }

    @Test func `goods cannot be issued before they came`() async throws {
        try await withGap { reserve in
            let code = RefusalCode.lateEntryBreaksBalance
            try await reserve.refuses(code) { try await reserve.issue("quilt", 1, lot: "L1", occurredAt: SmallReserve.ago(6)) }
        }
    }

    @Test func `a late receipt comes before what is there`() async throws {
        try await withGap { reserve in
            try await reserve.receive("quilt", 4, lot: "L2", occurredAt: SmallReserve.ago(100))
            #expect(try await reserve.balances() == ["L1 D1 stock free": 2, "L2 D1 stock free": 4])
        }
    }

    @Test func `nothing moves in the future`() async throws {
        try await withGap { reserve in
            let soon = SmallReserve.ago(-0.1)
            try await reserve.refuses(.occursInFuture) { try await reserve.issue("quilt", 1, lot: "L1", occurredAt: soon) }
            try await reserve.refuses(.occursInFuture) { try await reserve.receive("quilt", 1, lot: "L9", occurredAt: soon) }
        }
    }

    @Test func `nothing is posted into a closed month, whichever the document, by the district's own midnight`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: "2025-01-01T12:00:00+08:00")
            #expect(try await reserve.person("finance1").closePeriod("2025-03") == "closing")
            // Begun is not closed yet.
            try await reserve.issue("quilt", 1, lot: "L1", occurredAt: "2025-03-10T12:00:00+08:00")
            #expect(try await reserve.person("finance2").closePeriod("2025-03") == "closed")
            let inside = ["2025-03-01T00:00:00+08:00", "2025-02-28T16:00:00Z", "2025-03-31T23:59:59+08:00", "2025-03-31T15:59:59Z"]
            // A month before it as well: the closed one stands on its figures.
            let before = ["2025-02-28T23:59:59+08:00", "2025-01-02T12:00:00+08:00"]
            for moment in inside + before {
                let detail = try await reserve.refuses(.periodClosed) { try await reserve.issue("quilt", 1, lot: "L1", occurredAt: moment) }
                #expect(detail[key: "period"] == "2025-03")
                try await reserve.refuses(.periodClosed) { try await reserve.receive("quilt", 1, lot: "L2", occurredAt: moment) }
                var move = PostingRequest(purpose: "relocation", place: "D1", lines: [.of("quilt", 1, lot: "L1", to: "D2")])
                move.occurredAt = moment
                let (keeper, request) = (try await reserve.person("keeper1"), move)
                try await reserve.refuses(.periodClosed) { try await keeper.postTransfer(request, key: .fresh()) }
            }
            for moment in ["2025-04-01T00:00:00+08:00", "2025-03-31T16:00:00Z"] {
                try await reserve.issue("quilt", 1, lot: "L1", occurredAt: moment)
            }
            try await reserve.isWhole()
        }
    }
}
