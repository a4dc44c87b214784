import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Readiness over the days: what lapses, ends, grows old and comes back", .serialized)
struct ForecastTests {
    /// 200 quilts are needed at T1 within 12 hours; the mill promises 90.
    private func steps(_ reserve: SmallReserve, days: Int = 500) async throws -> [String] {
        let today = SmallReserve.today
        let report = try await reserve.person("commander1").forecastReadiness(level: .II, scenario: "flood", days: days)
        let line = try #require(report.answer.lines.first)
        return line.steps.map { step in
            let changes = step.changes.map { "\($0.key.rawValue) \($0.value)" }.sorted().joined(separator: " ")
            return "+\(step.on.dayNumber - today.dayNumber) \(step.covered)" + (changes.isEmpty ? "" : " \(changes)")
        }
    }

    /// Every day of a forecast is what a check of that day says.
    private func agreesWithChecks(_ reserve: SmallReserve, on days: [Int]) async throws {
        let commander = try await reserve.person("commander1")
        let report = try await commander.forecastReadiness(level: .II, scenario: "flood", days: 500)
        for later in days {
            let day = SmallReserve.today.adding(days: later)
            let check = try await commander.checkReadiness(level: .II, scenario: "flood", on: day)
            #expect(report.answer.lines.map { $0.covered(on: day) } == check.answer.lines.map(\.covered), "+\(later)")
        }
    }

    @Test func `goods go out of date so early that they would not last through a response, and an agreement ends`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.receive("quilt", 30, lot: "L1")
            try await reserve.receive("quilt", 20, lot: "L2")
            try await reserve.tamper(
                """
                UPDATE stockpile.lot SET expires_on = '\(SmallReserve.today.adding(days: 50).rawValue)' WHERE lot_number = 'L1';
                UPDATE stockpile.agreement SET valid_to = '\(SmallReserve.today.adding(days: 400).rawValue)';
                """)
            // The response lasts three days; the agreement's last day is in 400 days.
            #expect(
                try await steps(reserve) == [
                    "+0 140", "+48 110 expired 30", "+401 20 agreement_not_in_force 100 confidence -10",
                ])
            try await agreesWithChecks(reserve, on: [0, 1, 47, 48, 49, 400, 401, 500])
        }
    }

    @Test func `what an order has reserved counts again after it lapses, and what is lent after it is due back`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.receive("quilt", 60, lot: "L1")
            _ = try await reserve.order([(25, "T1")], due: 48)
            try await reserve.lend("quilt", 10, lot: "L1")
            #expect(try await steps(reserve, days: 30) == ["+0 115", "+3 140 reserved -25", "+11 150 on_loan -10"])
            try await agreesWithChecks(reserve, on: [0, 2, 3, 4, 10, 11, 12])
            let check = try await reserve.person("commander1").checkReadiness(level: .II, scenario: "flood", on: nil)
            #expect(check.answer.lines.first?.leftOut[.onLoan] == 10 && check.answer.lines.first?.leftOut[.reserved] == 25)
        }
    }

    @Test func `a loan that is late already is not counted on`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.receive("quilt", 60, lot: "L1", occurredAt: SmallReserve.ago(97))
            try await reserve.lend("quilt", 10, lot: "L1", days: -2, occurredAt: SmallReserve.ago(96))
            #expect(try await steps(reserve, days: 30) == ["+0 140"])
        }
    }

    @Test func `care falls due, whole lots and single units`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(24 * 10))
            try await reserve.receive("quilt", 7, lot: "L2", occurredAt: SmallReserve.ago(24 * 3))
            // What an order holds is to be cared for as well.
            _ = try await reserve.order([(4, "T1")], due: 48)
            #expect(
                try await steps(reserve, days: 60) == [
                    "+0 103", "+3 107 reserved -4", "+21 97 care_overdue 10", "+28 90 care_overdue 7",
                ])
            try await agreesWithChecks(reserve, on: [0, 3, 20, 21, 27, 28, 29])
        }
    }

    @Test func `a proof grows old by the rule of the district`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.adoptRule()
            try await reserve.prove(100)
            let steps = try await steps(reserve)
            #expect(steps.count > 2, "\(steps)")
            try await agreesWithChecks(reserve, on: [0, 1, 30, 31, 32, 60, 61, 90, 91, 92, 180, 181, 365, 366, 367, 400, 401])
        }
    }

    @Test func `two incidents at once share what there is, and a lost place, road or company is told`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.receive("quilt", 150, lot: "L1")
            for statement: SQL in [
                """
                INSERT INTO stockpile.scenario (code, name, name_en, hazard, response_days, source)
                VALUES ('second', '又一处洪涝', 'Another flood', 'flood', 3, 's')
                """,
                """
                INSERT INTO stockpile.scenario_driver SELECT scenario_id, 'people', 100, 's' FROM stockpile.scenario WHERE code = 'second'
                """,
                """
                INSERT INTO stockpile.scenario_town SELECT scenario_id, place_id FROM stockpile.scenario, stockpile.place
                WHERE scenario.code = 'second' AND place.code = 'T2'
                """,
            ] { try await reserve.sql(statement) }
            // The mill has no road to T2: its promise goes to T1, so that some of our own can go to T2.
            #expect(try await imagined(reserve) { $0.scenarios = ["second"] } == ["flood 200/200→200/200", "second 100/100→40/100"])
            #expect(try await imagined(reserve) { $0.places = ["D1"] } == ["flood 200/200→90/200"])
            #expect(try await imagined(reserve) { $0.roads = [("T1", "D1")] } == ["flood 200/200→90/200"])
            #expect(try await imagined(reserve) { $0.companies = ["C1"] } == ["flood 200/200→150/200"])
            #expect(try await imagined(reserve) { $0.demandPercent = 200 } == ["flood 200/200→240/400"])
            #expect(
                try await imagined(reserve) {
                    $0.demandPercent = 50
                    $0.companies = ["C1"]
                } == ["flood 200/200→100/100"])
            let problems = try await reserve.problems {
                try await imagined(reserve) {
                    $0.places = ["X9"]
                    $0.roads = [("D1", "D2"), ("X8", "D1")]
                    $0.companies = ["X7"]
                }
            }
            #expect(problems.count == 4, "\(problems)")
            let stress = try await reserve.person("commander1").stressReadiness(level: .II, scenario: "flood", on: nil)
            let told = (stress[key: "losses"]?.array ?? []).map { loss in
                "\(loss[key: "loss_kind"]?.text ?? "") \(loss[key: "loss"]?.text ?? "") \(loss[key: "lost_permille"]?.integer ?? -1)"
            }
            #expect(told == ["place D1 550", "road D1:T1 550", "place Y1 250", "road Y1:T1 250", "company C1 250"])
        }
    }

    private func imagined(_ reserve: SmallReserve, _ change: (inout ImaginedChange) -> Void) async throws -> [String] {
        var imagined = ImaginedChange()
        change(&imagined)
        let answer = try await reserve.person("commander1").imagine(imagined, level: .II, scenario: "flood", on: nil)
        func figure(_ line: JSONValue, _ key: String) -> String { line[key: key]?.integer.map(String.init) ?? "" }
        return (answer[key: "lines"]?.array ?? []).map { line in
            let now = "\(figure(line, "covered_now"))/\(figure(line, "required_now"))"
            return "\(line[key: "scenario"]?.text ?? "") \(now)→\(figure(line, "covered"))/\(figure(line, "required"))"
        }
    }
}
