import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("The depot works on while it is counted: the difference is that of the moment of counting", .serialized)
struct CountMeanwhileTests {
    @Test func `movements between counting and posting are not erased, movements between the two counters are no difference`() async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let number = try await reserve.plan()
            try await reserve.enter(number, ["L1": 100], by: ["keeper1"])
            try await reserve.issue("quilt", 30, lot: "L1")
            // Both are right, each for its moment, although 100 is not 70.
            try await reserve.enter(number, ["L1": 70], by: ["keeper2"])
            #expect(try await reserve.state(of: number) == "counted")
            try await reserve.issue("quilt", 20, lot: "L1")
            try await reserve.approve(number)
            #expect(try await reserve.figures(of: number) == ["L1": [70, 70, 0, 0]])
            try await reserve.post(number)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 50])

            let second = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(second, ["L1": 47])
            try await reserve.issue("quilt", 7, lot: "L1")
            try await reserve.receive("quilt", 5, at: "D2", lot: "L2")
            try await reserve.approve(second)
            try await reserve.issue("quilt", 10, lot: "L1")
            try await reserve.post(second)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 30, "L2 D2 stock free": 5])
            try await reserve.isWhole()
        }
    }

    @Test func `what occurred before counting and was entered after it is no difference`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: SmallReserve.ago(5))
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(number, ["L1": 90])
            try await reserve.issue("quilt", 8, lot: "L1", occurredAt: SmallReserve.ago(2))
            try await reserve.approve(number)
            #expect(try await reserve.figures(of: number) == ["L1": [92, 90, -2, -200]])
            // Approved is what was seen: when the books of that moment change once more, it has to be seen again.
            try await reserve.issue("quilt", 1, lot: "L1", occurredAt: SmallReserve.ago(1))
            let poster = try await reserve.person("finance2")
            let detail = try await reserve.refuses(.booksChangedSinceReview) { try await poster.postCount(number, key: .fresh()) }
            #expect(detail[key: "lines"]?.array?.map { $0[key: "lot"] } == ["L1"])
            _ = try await reserve.person("finance1").reviewCount(number, key: .fresh())
            try await reserve.refuses(.wrongState) { try await poster.postCount(number, key: .fresh()) }
            _ = try await reserve.person("commander2").approveCount(number, remarks: nil, key: .fresh())
            try await reserve.post(number)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 90])
            try await reserve.isWhole()
        }
    }

    @Test func `a late entry that makes a difference too dear sends the line to a third person before anyone sees the figures`()
        async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1", occurredAt: SmallReserve.ago(5))
            let number = try await reserve.plan(tolerance: 500)
            try await reserve.enter(number, ["L1": 97], by: ["keeper1", "keeper2"])
            #expect(try await reserve.state(of: number) == "counted")
            try await reserve.issue("quilt", 20, lot: "L1", occurredAt: SmallReserve.ago(2))
            let reviewer = try await reserve.person("finance1")
            #expect(try await reviewer.reviewCount(number, key: .fresh())[key: "state"] == "recounting")
            try await reserve.enter(number, ["L1": 80], by: ["admin1"])
            try await reserve.approve(number)
            #expect(try await reserve.figures(of: number) == ["L1": [80, 80, 0, 0]])
        }
    }

    @Test func `free, held and reserved goods of one heap are counted as one; what is missing goes from free, then held, then reserved`()
        async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 30, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            let early = try await reserve.order([(8, "T1")])
            let late = try await reserve.order([(10, "T2")])
            try await hold(12, of: "L1", reserve)
            try await reserve.receive("quilt", 4, lot: "L2")
            let number = try await reserve.plan(tolerance: 100_000)
            #expect(try await reserve.lines(of: number).count == 2)
            // Of thirty, twelve held and eighteen for orders, eleven are left: the newest order gives up seven.
            try await reserve.count(number, ["L1": 11, "L2": 4])
            try await reserve.approve(number)
            #expect(try await reserve.figures(of: number)["L1"] == [30, 11, -19, -1900])
            let posted = try await reserve.post(number)
            #expect(posted[key: "documents"]?.array?.map { $0[key: "purpose"]?.text } == ["counted_short", "count_loss"])
            #expect(try await reserve.balances() == ["L1 D1 stock reserved": 11, "L2 D1 stock free": 4])
            #expect(try await keeper.showOrder(late.number).figures("released") == [7])
            #expect(try await keeper.showOrder(early.number).figures("released") == [0])
            #expect(try await reserve.state(ofOrder: late.number) == "partly_reserved")
            // Both orders go on with what is left to them.
            _ = try await keeper.dispatchOrder(early.number, from: nil, key: .fresh())
            _ = try await reserve.person("commander1").cancelOrder(late.number, remarks: nil, key: .fresh())
            #expect(try await reserve.balances() == ["L1 D1 stock free": 3, "L1 T1 carrier free": 8, "L2 D1 stock free": 4])
            try await reserve.isWhole()
        }
    }

    /// The keeper's own hold takes everything, also from orders; this one leaves them theirs.
    private func hold(_ quantity: Int64, of lot: String, _ reserve: SmallReserve) async throws {
        try await reserve.sql(
            """
            SELECT stockpile.post_document(jsonb_build_object('key', 'hold', 'request_hash', 'h', 'kind', 'hold', 'purpose', 'hold',
                'place_id', account.place_id, 'person_id', (SELECT person_id FROM stockpile.person WHERE login = 'keeper1'),
                'lines', jsonb_build_array(jsonb_build_object('line_no', 1, 'quantity', \(quantity)::bigint,
                    'lot_id', account.lot_id, 'from_owner_id', account.owner_id))))
            FROM stockpile.stock_account AS account JOIN stockpile.lot USING (lot_id)
            WHERE lot.lot_number = \(lot) AND account.kind = 'stock' AND account.availability = 'free'
            """)
    }

    @Test func `what is found of goods on hold is on hold, and expired or broken goods can be gained and lost`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "HELD")
            try await reserve.receive("quilt", 10, lot: "OLD", expiresIn: -1)
            try await reserve.receive("quilt", 10, lot: "BROKEN", condition: "to_scrap")
            try await reserve.receive("quilt", 10, lot: "TAKEN")
            _ = try await reserve.person("keeper1").holdLot("HELD", item: nil, at: nil, remarks: nil, key: .fresh())
            try await reserve.issue("quilt", 10, lot: "TAKEN")
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(number, ["HELD": 12, "OLD": 9, "BROKEN": 11, "TAKEN": 1])
            try await reserve.approve(number)
            try await reserve.post(number)
            #expect(
                try await reserve.balances() == [
                    "HELD D1 stock held": 12, "OLD D1 stock free": 9, "BROKEN D1 stock free": 11, "TAKEN D1 stock free": 1,
                ])
            try await reserve.isWhole()
        }
    }

    @Test func `a loss that can no longer be taken stops the whole posting, with the numbers`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.receive("quilt", 100, lot: "L2")
            let number = try await reserve.plan(tolerance: 100_000)
            try await reserve.count(number, ["L1": 95, "L2": 60])
            try await reserve.approve(number)
            try await reserve.issue("quilt", 70, lot: "L2")
            let poster = try await reserve.person("finance2")
            let detail = try await reserve.refuses(.shortage) { try await poster.postCount(number, key: .fresh()) }
            #expect(detail[key: "asked"] == 40 && detail[key: "available"] == 30 && detail[key: "lot"] == "L2")
            #expect(try await reserve.balances() == ["L1 D1 stock free": 100, "L2 D1 stock free": 30])
            _ = try await reserve.person("finance1").cancelCount(number, remarks: "重盘", key: .fresh())
            try await reserve.isWhole()
        }
    }
}
