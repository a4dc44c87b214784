import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Tests of lots that were recorded by mistake", .serialized)
struct WithdrawnTestTests {
    private let name = LotTestName(lot: "W", item: nil, reportNumber: "R1", laboratory: nil)

    @discardableResult
    private func withdraw(
        _ reserve: SmallReserve, as login: String = "keeper1", reason: String? = "报告日期录错", key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue {
        try await reserve.person(login).withdrawLotTest(name, reason: reason, key: key)
    }

    @Test func `while it waits whoever recorded it takes it back; it stays readable and its report can be recorded again`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.record(.of("W", sample: sample, lasts: 200))
            let detail = try await reserve.refuses(.testOfAnother) { try await withdraw(reserve, as: "keeper2") }
            #expect(detail[key: "person"] == "keeper1")
            #expect(try await reserve.problems { try await withdraw(reserve, reason: nil) } == ["--reason/required/"])
            let shown = try await withdraw(reserve)
            let test = try #require(shown[key: "tests"]?.array?.first)
            #expect(test[key: "state"] == "withdrawn" && test[key: "withdrawn_by"] == "keeper1")
            #expect(test[key: "withdrawn_because"] == "报告日期录错")
            await #expect(throws: StockpileError.self) { try await reserve.approve() }
            await #expect(throws: StockpileError.self) { try await withdraw(reserve) }
            try await reserve.record(.of("W", sample: sample, lasts: 300))
            try await reserve.approve()
            #expect(try await reserve.person("auditor1").showLot("W", item: nil)[key: "days_left"] == 300)
            let states = try await reserve.person("auditor1").listLotTests(of: "W", item: nil, state: nil, slice: .first(10)).map {
                $0[key: "state"]
            }
            #expect(states == ["approved", "withdrawn"])
        }
    }

    @Test func `what was approved stays; a failed one is taken back by another who may approve, and its hold by itself`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.record(.of("W", sample: sample, report: "R0", lasts: 200))
            try await reserve.record(.of("W", sample: sample, lasts: nil))
            try await reserve.refuses(.testNotWaiting) { try await reserve.approve(report: "R0") }
            try await reserve.refuses(.notPermitted) { try await withdraw(reserve, as: "keeper2") }
            try await withdraw(reserve, as: "commander1")
            #expect(try await reserve.balances()["W D1 stock held"] == 68)
            try await reserve.approve(report: "R0")
            let approved = LotTestName(lot: "W", item: nil, reportNumber: "R0", laboratory: nil)
            let detail = try await reserve.refuses(.testNotWaiting) {
                try await reserve.person("keeper1").withdrawLotTest(approved, reason: "录错", key: .fresh())
            }
            #expect(detail[key: "state"] == "approved")
        }
    }

    @Test func `the same key answers again; of two at once, one takes it back and the other finds none`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.record(.of("W", sample: sample, lasts: 200))
            let key = IdempotencyKey.fresh()
            async let one = withdraw(reserve, key: key)
            async let two = withdraw(reserve, key: key)
            let answers = [try await one.canonical, try await two.canonical]
            #expect(answers[0] == answers[1])
            let kept = try await reserve.sql("SELECT count(*) AS n FROM stockpile.lot_test_withdrawal")
            #expect(try kept[0].get("n") as Int64 == 1)
        }
    }

    @Test func `goods moved before they got new labels owe them where they are now, those moved afterwards do not`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.lend("water", 4, lot: "W")
            let loan = try await reserve.sql("SELECT number FROM stockpile.document WHERE purpose = 'loan'")
            try await reserve.record(.of("W", sample: sample, lasts: 200))
            try await reserve.approve()
            #expect(try await reserve.relabels() == ["W D1", "W D2"])
            // From place to place before anybody looked, on the way to a town, and after the new labels.
            try await reserve.transfer("water", 10, from: "D1", to: "T1", lot: "W")
            try await reserve.transfer("water", 30, from: "D2", to: "T2", lot: "W")
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.relabelLot("W", item: nil, at: "T1", remarks: nil, key: .fresh())
            #expect(try await reserve.relabels() == ["W D1", "W T2"])
            try await reserve.transfer("water", 5, from: "T1", to: "S1", lot: "W")
            let worker = try await reserve.person("worker")
            #expect(try await worker.remindRelabels()[key: "opened"] == 0)
            _ = try await keeper.relabelLot("W", item: nil, at: "D1", remarks: nil, key: .fresh())
            // What comes back from a borrower has the old label.
            try await reserve.giveBack("water", 4, of: try loan[0].get("number"), lot: "W")
            #expect(try await worker.remindRelabels()[key: "opened"] == 1)
            #expect(try await reserve.relabels() == ["W D1", "W T2"])
            #expect(try await worker.remindRelabels()[key: "opened"] == 0)
        }
    }

    @Test func `goods on their way owe new labels where they arrive, and where they turn back to`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.record(.of("W", sample: sample, lasts: 200))
            try await reserve.approve()
            let order = try await reserve.order([(5, "T1")], of: "water", from: ["D1"])
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
            _ = try await reserve.person("worker").remindRelabels()
            #expect(try await reserve.relabels() == ["W D1", "W D2", "W T1"])
            _ = try await keeper.receiveOrder(order.number, at: nil, key: .fresh())
            #expect(try await reserve.person("worker").remindRelabels()[key: "opened"] == 0)
            #expect(try await reserve.relabels() == ["W D1", "W D2", "W T1"])
        }
    }
}
