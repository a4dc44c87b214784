import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Dates of lots: stop of issue, life left where goods are used, the history of what was said", .serialized)
struct LifeLeftTests {
    private func demand(_ days: Int?, item: String? = "water", kind: PlaceKind? = nil, purpose: String? = nil) -> LifeLeftDemand {
        var demand = LifeLeftDemand(days: days, source: "内部规定")
        (demand.item, demand.placeKind, demand.purpose) = (item, kind, purpose)
        return demand
    }

    private func stop(_ day: CalendarDate?) -> LotDatesChange {
        var change = LotDatesChange()
        (change.stopIssueOn, change.reason, change.source) = (day, "厂家通知", "12号")
        return change
    }

    @Test func `complaint 12: goods that do not last as long as is demanded are not issued for use, picked or named`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, at: "D1", lot: "SOON", expiresIn: 29)
            try await reserve.receive("water", 10, at: "D1", lot: "LATE", expiresIn: 30)
            let commander = try await reserve.person("commander1")
            _ = try await commander.demandLifeLeft(demand(30), key: .fresh())
            try await reserve.refuses(.lifeTooShort) { try await reserve.issue("water", 1, lot: "SOON") }
            _ = try await reserve.issue("water", 4)
            #expect(try await reserve.balances() == ["LATE D1 stock free": 6, "SOON D1 stock free": 10])
            try await reserve.refuses(.shortage) { try await reserve.issue("water", 7) }
            // Nobody uses what is disposed of, sampled or moved between depots.
            for purpose in ["sample", "disposal", "sale", "rotation"] {
                _ = try await reserve.issue("water", 1, lot: "SOON", purpose: purpose)
            }
            _ = try await reserve.transfer("water", 1, from: "D1", to: "D2", lot: "SOON")
            _ = try await commander.demandLifeLeft(demand(nil), key: .fresh())
            _ = try await reserve.issue("water", 1, lot: "SOON")
            try await reserve.isWhole()
        }
    }

    @Test func `of lots that are loaded the same is asked, of every line on its own day`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, lot: "SOON", expiresIn: 29, occurredAt: "2026-01-01T00:00:00+08:00")
            try await reserve.receive("quilt", 10, lot: "STOP", occurredAt: "2026-01-01T00:00:00+08:00")
            _ = try await reserve.person("commander1").demandLifeLeft(demand(30), key: .fresh())
            _ = try await reserve.person("commander1").setLotDates("STOP", item: nil, stop(SmallReserve.today), key: .fresh())
            let heads = "A,issue,use,D1,\(SmallReserve.ago(48))\nB,issue,use,D1,\n"
            let lines = "A,water,1,SOON,,,,,\nA,quilt,1,STOP,,,,,\n"
            let problems = try await reserve.loadProblems(heads: heads, lines: lines + "B,quilt,1,STOP,,,,,\nB,water,1,SOON,,,,,\n")
            #expect(
                problems == ["lines.csv:4:4 lot SP113", "lines.csv:5:4 lot SP114"])
            try await reserve.load(heads: "A,issue,use,D1,\(SmallReserve.ago(48))\n", lines: lines)
            try await reserve.isWhole()
        }
    }

    @Test func `the most special demand decides: the item, then the kind of place, then the purpose`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, at: "D1", lot: "W", expiresIn: 50)
            try await reserve.receive("quilt", 10, at: "D1", lot: "Q", expiresIn: 50)
            let commander = try await reserve.person("commander1")
            for each in [demand(60, item: nil), demand(40, kind: .townPoint), demand(10, purpose: "use")] {
                _ = try await commander.demandLifeLeft(each, key: .fresh())
            }
            _ = try await reserve.issue("water", 1, lot: "W")
            try await reserve.refuses(.lifeTooShort) { try await reserve.issue("quilt", 1, lot: "Q") }
            #expect(try await reserve.order([(1, "T1")], of: "water").picks == ["W@D1:1"])
            _ = try await commander.demandLifeLeft(demand(51, kind: .townPoint), key: .fresh())
            try await reserve.refuses(.shortage) { try await reserve.order([(1, "T1")], of: "water") }
            let rows = try await commander.listLifeLeftDemands().map { $0[key: "days"]?.integer }
            #expect(rows == [51, 10, 60])
        }
    }

    @Test func `what is brought to a shelter or a vehicle lasts as long as is demanded there; what lies there is used`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, at: "D1", lot: "SOON", expiresIn: 40)
            try await reserve.receive("water", 10, at: "D1", lot: "LATE", expiresIn: 400)
            let commander = try await reserve.person("commander1")
            for kind in [PlaceKind.shelter, .vehicle] {
                _ = try await reserve.transfer("water", 2, from: "D1", to: kind == .shelter ? "S1" : "V1", lot: "SOON")
                _ = try await commander.demandLifeLeft(demand(90, kind: kind), key: .fresh())
            }
            try await reserve.refuses(.lifeTooShort) { try await reserve.transfer("water", 1, from: "D1", to: "S1", lot: "SOON") }
            try await reserve.refuses(.lifeTooShort) { try await reserve.transfer("water", 1, from: "D1", to: "V1", lot: "SOON") }
            _ = try await reserve.transfer("water", 1, from: "D1", to: "D2", lot: "SOON")
            _ = try await reserve.transfer("water", 4, from: "D1", to: "S1")
            _ = try await reserve.person("keeper1").postIssue(
                PostingRequest(purpose: "use", place: "S1", lines: [.of("water", 2, lot: "SOON")]), key: .fresh())
            _ = try await commander.setLotDates("LATE", item: nil, stop(SmallReserve.today), key: .fresh())
            try await reserve.refuses(.lotStopped) { try await reserve.transfer("water", 1, from: "D1", to: "S1", lot: "LATE") }
            try await reserve.refuses(.shortage) { try await reserve.transfer("water", 1, from: "D1", to: "S1") }
            #expect(try await reserve.balances()["LATE S1 stock free"] == 4)
            try await reserve.isWhole()
        }
    }

    @Test func `what is reserved already does not leave when it no longer lasts long enough`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, at: "D1", lot: "W", expiresIn: 50)
            let order = try await reserve.order([(5, "T1")], of: "water")
            _ = try await reserve.person("commander1").demandLifeLeft(demand(60), key: .fresh())
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.lifeTooShort) { try await keeper.dispatchOrder(order.number, from: nil, key: .fresh()) }
        }
    }

    @Test func `after the stop of issue nothing leaves for use, and what was said before stays readable`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, at: "D1", lot: "W", expiresIn: 300)
            let commander = try await reserve.person("commander1")
            let key = IdempotencyKey.fresh()
            let shown = try await commander.setLotDates("W", item: nil, stop(SmallReserve.today), key: key)
            #expect(shown[key: "issue_days_left"]?.integer == 0 && shown[key: "days_left"]?.integer == 300)
            #expect(shown[key: "dates"]?.array?.count == 2)
            #expect(shown.canonical == (try await commander.setLotDates("W", item: nil, stop(SmallReserve.today), key: key)).canonical)
            try await reserve.refuses(.lotStopped) { try await reserve.issue("water", 1, lot: "W") }
            try await reserve.refuses(.shortage) { try await reserve.issue("water", 1) }
            try await reserve.refuses(.shortage) { try await reserve.order([(1, "T1")], of: "water") }
            _ = try await reserve.issue("water", 1, lot: "W", purpose: "sample")
            try await reserve.refuses(.nothingChanges) {
                try await commander.setLotDates("W", item: nil, stop(SmallReserve.today), key: .fresh())
            }
            try await reserve.refuses(.datesInvalid) {
                try await commander.setLotDates("W", item: nil, stop(SmallReserve.today.adding(days: 301)), key: .fresh())
            }
            var bare = stop(SmallReserve.today.adding(days: 10))
            bare.source = nil
            try await reserve.refuses(.owedMissing) { [bare] in try await commander.setLotDates("W", item: nil, bare, key: .fresh()) }
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.notPermitted) {
                try await keeper.setLotDates("W", item: nil, stop(SmallReserve.today.adding(days: 10)), key: .fresh())
            }
            _ = try await commander.setLotDates("W", item: nil, stop(SmallReserve.today.adding(days: 10)), key: .fresh())
            _ = try await reserve.issue("water", 1, lot: "W")
            try await reserve.isWhole()
        }
    }

    @Test func `of two who set the same dates one changes nothing`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, at: "D1", lot: "W", expiresIn: 300)
            let commander = try await reserve.person("commander1")
            let day = SmallReserve.today.adding(days: 5)
            let outcomes = try await atOnce([
                { _ = try await commander.setLotDates("W", item: nil, self.stop(day), key: .fresh()) },
                { _ = try await commander.setLotDates("W", item: nil, self.stop(day), key: .fresh()) },
            ])
            #expect(outcomes.count { $0 == nil } == 1 && outcomes.contains(.nothingChanges))
            _ = try await atOnce([
                { _ = try await commander.demandLifeLeft(self.demand(20), key: .fresh()) },
                { _ = try await commander.demandLifeLeft(self.demand(40), key: .fresh()) },
            ])
            #expect(try await commander.listLifeLeftDemands().count == 1)
        }
    }
}
