import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Extension by test: a sample, a report, another person's approval, new labels", .serialized)
struct LotTestTests {
    @Test func `a lot that passed is used again once another person approves; the old dates stay readable`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: -5)
            try await reserve.refuses(.lotExpired) { try await reserve.issue("water", 1, lot: "W") }
            let recorded = try await reserve.record(.of("W", sample: sample, lasts: 200))
            #expect(recorded[key: "state"]?.text == "waiting" && recorded[key: "document"] == .null && recorded[key: "held"] == 0)
            #expect(recorded[key: "former_expires_on"]?.text == SmallReserve.today.adding(days: -5).rawValue)
            // Recorded is not approved.
            try await reserve.refuses(.lotExpired) { try await reserve.issue("water", 1, lot: "W") }
            try await reserve.refuses(.shortage) { try await reserve.issue("water", 1) }
            #expect(try await reserve.relabels() == [])
            let shown = try await reserve.approve()
            #expect(shown[key: "days_left"]?.integer == 200)
            // Those before the expiry keep their distance from it: the item says 60 and 30 days.
            #expect(shown[key: "warn_on"]?.text == SmallReserve.today.adding(days: 140).rawValue)
            #expect(shown[key: "rotate_by_on"]?.text == SmallReserve.today.adding(days: 170).rawValue)
            let dates = try #require(shown[key: "dates"]?.array)
            #expect(dates.map { $0[key: "reason"]?.text } == ["extended_by_test", "receipt"])
            #expect(dates[0][key: "source"]?.text == "市质检院 R1" && dates[0][key: "person"]?.text == "commander1")
            #expect(dates[1][key: "expires_on"]?.text == SmallReserve.today.adding(days: -5).rawValue)
            #expect(shown[key: "tests"]?.array?.first?[key: "approved_by"]?.text == "commander1")
            _ = try await reserve.issue("water", 1, lot: "W")
            #expect(try await reserve.order([(3, "T1")], of: "water").picks == ["W@D1:3"])
            try await reserve.isWhole()
        }
    }

    @Test func `each place where the lot lies owes new labels until it says so`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 20)
            try await reserve.record(.of("W", sample: sample, lasts: 200))
            let shown = try await reserve.approve()
            #expect(try await reserve.relabels() == ["W D1", "W D2"])
            #expect(shown[key: "relabels"]?.array?.map { $0[key: "place"]?.text } == ["D1", "D2"])
            let (keeper, key) = (try await reserve.person("keeper1"), IdempotencyKey.fresh())
            _ = try await keeper.relabelLot("W", item: nil, at: "D2", remarks: "已换", key: key)
            let again = try await keeper.relabelLot("W", item: nil, at: "D2", remarks: "已换", key: key)
            #expect(again[key: "relabels"]?.array?.count == 1)
            try await reserve.refuses(.nothingToDo) { try await keeper.relabelLot("W", item: nil, at: "D2", remarks: nil, key: .fresh()) }
            let codes = try await atOnce([
                { _ = try await keeper.relabelLot("W", item: nil, at: "D1", remarks: nil, key: .fresh()) },
                { _ = try await keeper.relabelLot("W", item: nil, at: "D1", remarks: nil, key: .fresh()) },
            ])
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.nothingToDo))
            #expect(try await reserve.relabels() == [])
        }
    }

    @Test func `a lot that failed is held everywhere at once, and what orders had set aside is given back`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            let order = try await reserve.order([(10, "T1")], of: "water").number
            let key = IdempotencyKey.fresh()
            let recorded = try await reserve.record(.of("W", sample: sample, lasts: nil), key: key)
            #expect(recorded[key: "state"]?.text == "failed" && recorded[key: "held"] == 98)
            #expect(recorded[key: "released_orders"]?.array == [.text(order)])
            #expect(try await reserve.balances() == ["W D1 stock held": 68, "W D2 stock held": 30])
            #expect(recorded.canonical == (try await reserve.record(.of("W", sample: sample, lasts: nil), key: key)).canonical)
            try await reserve.refuses(.testNotWaiting) { try await reserve.approve() }
            // All of it is on hold already: the next report is recorded all the same.
            let next = try await reserve.record(.of("W", sample: sample, report: "R2", lasts: nil))
            #expect(next[key: "held"] == 0 && next[key: "document"] == .null)
            try await reserve.isWhole()
        }
    }

    @Test func `what a later test refutes is not approved`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.record(.of("W", sample: sample, lasts: 300))
            try await reserve.record(.of("W", sample: sample, report: "R2", lasts: nil))
            let detail = try await reserve.refuses(.testNotWaiting) { try await reserve.approve() }
            #expect(detail[key: "state"]?.text == "failed_later")
        }
    }

    @Test func `only a sample of the lot counts, not a use, another lot's sample or one taken back`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.receive("water", 10, lot: "X", expiresIn: 100)
            let used = try await reserve.issue("water", 1, lot: "W").number
            let others = try await reserve.issue("water", 1, lot: "X", purpose: "sample").number
            for document in [used, others, "XX-1"] {
                try await reserve.refuses(.notASampleOfLot) { try await reserve.record(.of("W", sample: document, lasts: 300)) }
            }
            _ = try await reserve.person("keeper1").reverseDocument(sample, remarks: nil, key: .fresh())
            try await reserve.refuses(.notASampleOfLot) { try await reserve.record(.of("W", sample: sample, lasts: 300)) }
        }
    }

    @Test func `the new expiry comes after the old one, and the test between the sample and today`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.refuses(.lastsNoLonger) { try await reserve.record(.of("W", sample: sample, lasts: 100)) }
            for days in [-1, 1] {
                var test = LotTestDraft.of("W", sample: sample, lasts: 300)
                test.testedOn = SmallReserve.today.adding(days: days)
                try await reserve.refuses(.datesInvalid) { [test] in try await reserve.record(test) }
            }
            // Of two extensions the shorter is none any more.
            try await reserve.record(.of("W", sample: sample, lasts: 300))
            try await reserve.record(.of("W", sample: sample, report: "R2", lasts: 200))
            try await reserve.approve()
            try await reserve.refuses(.lastsNoLonger) { try await reserve.approve(report: "R2") }
            try await reserve.receive("quilt", 10, lot: "Q")
            let drawn = try await reserve.issue("quilt", 1, lot: "Q", purpose: "sample").number
            try await reserve.refuses(.lastsNoLonger) { try await reserve.record(.of("Q", sample: drawn, lasts: 300)) }
        }
    }

    @Test func `who recorded it does not approve it, and one approval is enough`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.record(.of("W", sample: sample, lasts: 300), as: "admin1")
            try await reserve.refuses(.samePerson) { try await reserve.approve(as: "admin1") }
            try await reserve.refuses(.notPermitted) { try await reserve.approve(as: "keeper1") }
            let codes = try await atOnce([
                { _ = try await reserve.approve(as: "commander1") }, { _ = try await reserve.approve(as: "commander2") },
            ])
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.testNotWaiting))
            let dates: Int64? = try await reserve.sql("SELECT count(*) AS dates FROM stockpile.lot_date").first?.get("dates")
            #expect(dates == 2)
        }
    }

    @Test func `of two who record the same report at once one does; another laboratory's of that number is named`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            let codes = try await atOnce([
                { _ = try await reserve.record(.of("W", sample: sample, lasts: 300)) },
                { _ = try await reserve.record(.of("W", sample: sample, lasts: 310), as: "keeper2") },
            ])
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.testReportKnown))
            var other = LotTestDraft.of("W", sample: sample, lasts: 400)
            other.laboratory = "省质检院"
            try await reserve.record(other)
            #expect(try await reserve.problems { try await reserve.approve() } == ["--laboratory/required/"])
            let shown = try await reserve.approve(laboratory: "省质检院")
            #expect(shown[key: "days_left"]?.integer == 400)
            let keeper = try await reserve.person("keeper1")
            #expect(try await keeper.listLotTests(of: nil, item: nil, state: .waiting, slice: .first(10)).count == 1)
            #expect(
                try await keeper.listLotTests(of: "W", item: "water", state: nil, slice: .first(1)).first?[key: "state"]?.text == "approved"
            )
        }
    }

    @Test func `a result and its expiry belong together, and a report is owed`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            var passed = LotTestDraft.of("W", sample: sample, lasts: 300)
            passed.expiresOn = nil
            let undated: [String] = try await reserve.problems { [passed] in _ = try await reserve.record(passed) }
            #expect(undated == ["--expires-on/required/--expires-on"])
            var failed = LotTestDraft.of("W", sample: sample, lasts: nil)
            failed.expiresOn = SmallReserve.today.adding(days: 300)
            let dated: [String] = try await reserve.problems { [failed] in _ = try await reserve.record(failed) }
            #expect(dated == ["--expires-on/not_allowed/--expires-on"])
        }
    }

    @Test func `a child lot keeps the dates its parent had, and an extension of the parent is not its own`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            var stop = LotDatesChange()
            (stop.stopIssueOn, stop.reason, stop.source) = (SmallReserve.today, "厂家通知", "12号")
            let commander = try await reserve.person("commander1")
            _ = try await commander.setLotDates("W", item: nil, stop, key: .fresh())
            var change = LotChange(.classification(category: nil, fundingSource: "city", lotNumber: "W-2"), lot: "W", at: "D2")
            change.grounds.reason = "调整"
            change.reference = "9号"
            change.grounds.checker = "finance2"
            _ = try await reserve.person("finance1").changeLot(change, key: .fresh())
            // Another category does not make it fit for use again.
            try await reserve.refuses(.lotStopped) { try await reserve.issue("water", 1, at: "D2", lot: "W-2") }
            try await reserve.record(.of("W", sample: sample, lasts: 300))
            try await reserve.approve()
            _ = try await reserve.issue("water", 1, at: "D1", lot: "W")
            try await reserve.refuses(.lotStopped) { try await reserve.issue("water", 1, at: "D2", lot: "W-2") }
            #expect(try await commander.showLot("W-2", item: nil)[key: "days_left"]?.integer == 100)
            #expect(try await reserve.relabels() == ["W D1"])
        }
    }

    @Test func `the application's role cannot forge a test, an approval or a date`() async throws {
        try await SmallReserve.run { reserve in
            let sample = try await reserve.sampledWater(expiresIn: 100)
            try await reserve.record(.of("W", sample: sample, lasts: 300))
            let role = "stockpile_application"
            let keeper = "(SELECT person_id FROM stockpile.person WHERE login = 'keeper1')"
            let forged: [(String, String)] = [
                ("INSERT INTO stockpile.lot_test DEFAULT VALUES", "42501"),
                ("INSERT INTO stockpile.lot_test_approval DEFAULT VALUES", "42501"),
                ("INSERT INTO stockpile.lot_date (lot_id) SELECT lot_id FROM stockpile.lot", "42501"),
                ("UPDATE stockpile.lot SET expires_on = '2099-01-01'", "42501"),
                ("UPDATE stockpile.lot_test SET result = 'passed'", "42501"),
                ("SELECT stockpile.approve_lot_test(\(keeper), (SELECT lot_test_id FROM stockpile.lot_test), 7)", "SP401"),
                ("SELECT stockpile.open_task('relabel', 1, 'W', NULL, NULL, now(), \(keeper))", "42501"),
            ]
            for (statement, code) in forged {
                do {
                    _ = try await reserve.sql(SQL(unchecked: statement), role: role)
                    Issue.record("not refused: \(statement)")
                } catch let error as PostgresError {
                    #expect(error.sqlState == code, "\(statement)")
                }
            }
        }
    }
}
