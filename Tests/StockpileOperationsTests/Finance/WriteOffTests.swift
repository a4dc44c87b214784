import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Write-offs: one asks, a second approves, a third posts", .serialized)
struct WriteOffTests {
    private func ask(_ reserve: SmallReserve, _ quantity: Int64, lot: String = "L1", by login: String = "keeper1") async throws -> String {
        try await reserve.person(login).requestWriteOff(
            at: "D1", reason: "水损", lines: [.of("quilt", quantity, lot: lot)], key: .fresh()
        ).number
    }

    @Test func `nothing moves before the third person posts; then the value is a loss`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", cost: 300)
            let (approver, poster) = (try await reserve.person("commander1"), try await reserve.person("finance1"))
            let number = try await ask(reserve, 4)
            #expect(try await approver.approveWriteOff(number, key: .fresh())[key: "state"] == "approved")
            #expect(try await reserve.balances() == ["L1 D1 stock free": 10])
            let posted = try await poster.postWriteOff(number, key: .fresh())
            #expect(["requested_by", "approved_by", "posted_by"].map { posted[key: $0]?.text } == ["keeper1", "commander1", "finance1"])
            #expect(try await reserve.balances() == ["L1 D1 stock free": 6])
            let loss = try await reserve.sql("SELECT value_fen FROM stockpile.stock_account WHERE kind = 'loss'")
            #expect(try loss.map { try $0.get("value_fen") as Int64 } == [1200])
            let document = try #require(posted[key: "document"]?.text)
            #expect(try await poster.showDocument(document)[key: "write_off"]?.text == number)
            try await reserve.isWhole()
        }
    }

    @Test func `nobody takes two of the three steps`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            // One person with every role could; the constraint says no.
            try await reserve.sql(
                "INSERT INTO stockpile.person_role SELECT person_id, r FROM stockpile.person, unnest(ARRAY['finance', 'storekeeper']) AS r WHERE login IN ('keeper1', 'finance1') ON CONFLICT DO NOTHING"
            )
            let (one, two) = (try await reserve.person("keeper1"), try await reserve.person("finance1"))
            let number = try await ask(reserve, 4)
            try await reserve.refuses(.samePerson) { try await one.approveWriteOff(number, key: .fresh()) }
            try await reserve.refuses(.samePerson) { try await one.rejectWriteOff(number, key: .fresh()) }
            _ = try await two.approveWriteOff(number, key: .fresh())
            try await reserve.refuses(.samePerson) { try await one.postWriteOff(number, key: .fresh()) }
            try await reserve.refuses(.samePerson) { try await two.postWriteOff(number, key: .fresh()) }
            _ = try await reserve.person("finance2").postWriteOff(number, key: .fresh())
        }
    }

    @Test func `steps are taken in their order, once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let (approver, poster) = (try await reserve.person("finance1"), try await reserve.person("finance2"))
            let number = try await ask(reserve, 4)
            try await reserve.refuses(.wrongState) { try await poster.postWriteOff(number, key: .fresh()) }
            _ = try await approver.rejectWriteOff(number, key: .fresh())
            try await reserve.refuses(.wrongState) { try await approver.approveWriteOff(number, key: .fresh()) }
            try await reserve.refuses(.wrongState) { try await poster.postWriteOff(number, key: .fresh()) }
            let error = await #expect(throws: StockpileError.self) { try await approver.approveWriteOff("X", key: .fresh()) }
            if case .notFound("write_off", "X") = error {} else { Issue.record("\(String(describing: error))") }
        }
    }

    @Test func `more than is there is refused when asked, and again when posted`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            let detail = try await reserve.refuses(.shortage) { try await ask(reserve, 11) }
            #expect(detail[key: "available"] == 10)
            #expect(
                try await reserve.problems {
                    try await keeper.requestWriteOff(at: "D1", reason: "x", lines: [.of("quilt", 1)], key: .fresh())
                } == ["lot/required/"])
            let number = try await ask(reserve, 8)
            _ = try await reserve.person("finance1").approveWriteOff(number, key: .fresh())
            try await reserve.issue("quilt", 5, lot: "L1")
            let poster = try await reserve.person("finance2")
            try await reserve.refuses(.shortage) { try await poster.postWriteOff(number, key: .fresh()) }
            try await reserve.receive("quilt", 1, lot: "L2")
            #expect(try await keeper.showWriteOff(number)[key: "state"] == "approved")
        }
    }

    @Test func `held, expired and broken goods can be written off; reserved ones cannot`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "OLD", expiresIn: -1)
            try await reserve.receive("quilt", 5, lot: "BROKEN", condition: "to_scrap")
            try await reserve.receive("quilt", 5, lot: "HELD")
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.holdLot("HELD", item: nil, at: nil, remarks: nil, key: .fresh())
            for lot in ["OLD", "BROKEN", "HELD"] {
                let number = try await ask(reserve, 5, lot: lot)
                _ = try await reserve.person("finance1").approveWriteOff(number, key: .fresh())
                _ = try await reserve.person("finance2").postWriteOff(number, key: .fresh())
            }
            #expect(try await reserve.balances() == [:])
            try await reserve.receive("quilt", 5, lot: "TAKEN")
            _ = try await reserve.order([(5, "T1")])
            try await reserve.refuses(.shortage) { try await ask(reserve, 1, lot: "TAKEN") }
        }
    }

    @Test func `what is given up is scrap, as long as there is enough of it, and the answer says so`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 6, lot: "L1")
            try await reserve.recover(try await reserve.issueOut("quilt", 2), [(.toScrap, 2)])
            let asked = try await reserve.person("keeper1").showWriteOff(try await ask(reserve, 2, lot: "L1"))
            #expect(asked[key: "lines"]?.array?.map { $0[key: "condition"]?.text } == ["to_scrap"])
            try await reserve.issue("quilt", 1, lot: "L1", purpose: "disposal")
            #expect(try await reserve.conditions() == ["L1 stock good own free": 4, "L1 stock to_scrap own free": 1])
            var scrap = PostingRequestLine.of("quilt", 2, lot: "L1")
            scrap.condition = "to_scrap"
            let short = try await reserve.refuses(.shortage) { [scrap] in
                try await reserve.person("keeper1").requestWriteOff(at: "D1", reason: "报废", lines: [scrap], key: .fresh())
            }
            #expect(short[key: "available"] == 1)
            let good = try await reserve.person("keeper1").showWriteOff(try await ask(reserve, 3, lot: "L1"))
            #expect(good[key: "lines"]?.array?.map { $0[key: "condition"]?.text } == ["good"])
        }
    }
}
