import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Care of goods: what is due, what was done, and what it does to readiness", .serialized)
struct CareTests {
    /// Lots with their last care, days left and state.
    private func schedule(_ reserve: SmallReserve, isOverdue: Bool = false) async throws -> [String] {
        try await reserve.person("auditor1").listCare(isOverdue: isOverdue).map { row in
            let done = row[key: "last_done_on"]?.text.flatMap { CalendarDate(rawValue: $0) }.map {
                "\(SmallReserve.today.dayNumber - $0.dayNumber)"
            }
            return [
                row[key: "lot"]?.text, row[key: "serial"]?.text, row[key: "place"]?.text, done ?? "never",
                row[key: "days_left"]?.shown, row[key: "care_state"]?.text,
            ].compactMap(\.self).joined(separator: " ")
        }
    }

    /// Quilts that a check counts, and what it leaves out for their care.
    private func counted(_ reserve: SmallReserve) async throws -> [Int64] {
        let report = try await reserve.person("commander1").checkReadiness(level: .II, scenario: "flood", on: nil)
        let line = try #require(report.answer.lines.first)
        return [line.available[.physical] ?? 0, line.leftOut[.careOverdue] ?? 0, line.leftOut[.careDefect] ?? 0]
    }

    @Test func `care is due so many days after the receipt, then after the last time, and goes along with the goods`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(24 * 40))
            try await reserve.receive("quilt", 10, lot: "L2", occurredAt: SmallReserve.ago(24 * 20))
            try await reserve.receive("rope", 10, lot: "L3")
            #expect(try await schedule(reserve) == ["L1 D1 never -10 care_overdue", "L2 D1 never 10 cared"])
            #expect(try await schedule(reserve, isOverdue: true) == ["L1 D1 never -10 care_overdue"])
            let rows = try await reserve.care(daysAgo: 5, lot: "L1")
            #expect(rows.map { $0[key: "lot"]?.text } == ["L1"] && rows[0][key: "next_command"] == .null)
            #expect(rows[0][key: "done_by"] == "keeper1" && rows[0][key: "recorded_by"] == "keeper1")
            #expect(try await schedule(reserve) == ["L2 D1 never 10 cared", "L1 D1 5 25 cared"])
            // Moved after it was cared for; the move is no care.
            try await reserve.transfer("quilt", 10, from: "D1", to: "D2", lot: "L1")
            try await reserve.transfer("quilt", 10, from: "D1", to: "D2", lot: "L2")
            #expect(try await schedule(reserve) == ["L2 D2 never 10 cared", "L1 D2 5 25 cared"])
            // What is to be repaired is past care, and so is what has left.
            try await reserve.issue("quilt", 10, at: "D2", lot: "L1")
            #expect(try await schedule(reserve) == ["L2 D2 never 10 cared"])
        }
    }

    @Test func `all of the item at the place is a row for each lot that lay there on the day`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(24 * 40))
            try await reserve.receive("quilt", 10, lot: "L2", occurredAt: SmallReserve.ago(24 * 2))
            #expect(try await reserve.care(daysAgo: 5).map { $0[key: "lot"]?.text } == ["L1"])
            #expect(try await Set(reserve.care().map { $0[key: "lot"]?.text }) == ["L1", "L2"])
            let history = try await reserve.person("keeper1").listCareRecords(item: "quilt", place: "D1")
            #expect(history.count == 3 && history.first?[key: "done_on"]?.text == SmallReserve.today.rawValue)
            #expect(try await reserve.person("keeper1").listCareRecords(lot: "L2").count == 1)
            #expect(try await schedule(reserve) == ["L1 D1 0 30 cared", "L2 D1 0 30 cared"])
        }
    }

    @Test func `a rule may begin so many days after manufacture`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30, firstDays: 100)
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(24 * 40))
            #expect(try await schedule(reserve) == ["L1 D1 never -10 care_overdue"])
            try await reserve.tamper("UPDATE stockpile.lot SET manufactured_on = '\(SmallReserve.today.adding(days: -60).rawValue)'")
            #expect(try await schedule(reserve) == ["L1 D1 never 40 cared"])
        }
    }

    @Test func `overdue care lowers readiness and is listed there; done, it counts again; a defect never counts`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(24 * 40))
            try await reserve.receive("quilt", 7, lot: "L2", occurredAt: SmallReserve.ago(24 * 3))
            #expect(try await counted(reserve) == [7, 10, 0])
            let report = try await reserve.person("commander1").checkReadiness(level: .II, scenario: "flood", on: nil).json
            let excluded = report[key: "lines"]?.array?.first?[key: "excluded"]?.array ?? []
            #expect(excluded.contains(["reason": "care_overdue", "quantity": 10]))
            #expect(report[key: "uncared"]?.array?.map { $0[key: "lot"]?.text } == ["L1"])
            // In an emergency it may go out all the same.
            try await reserve.issue("quilt", 1, lot: "L1")
            try await reserve.care(lot: "L1")
            #expect(try await counted(reserve) == [16, 0, 0])
            let found = try await reserve.care(lot: "L2", defect: "受潮")
            #expect(found[0][key: "next_command"]?.text?.hasPrefix("stockpile lot change-condition L2 --item quilt --place D1") == true)
            #expect(try await counted(reserve) == [9, 0, 7])
            #expect(try await schedule(reserve, isOverdue: true) == ["L2 D1 0 30 care_defect"])
            // What is taken out for repair is left out as that.
            try await reserve.change(.condition("to_repair"), lot: "L2")
            #expect(try await counted(reserve) == [9, 0, 0])
            try await reserve.change(.condition("good"), lot: "L2", by: "keeper2")
            #expect(try await counted(reserve) == [9, 0, 7])
            try await reserve.care(lot: "L2")
            #expect(try await counted(reserve) == [16, 0, 0])
            // A month on, if nothing is done.
            let later = try await reserve.person("commander1").checkReadiness(
                level: .II, scenario: "flood", on: SmallReserve.today.adding(days: 31))
            #expect(later.answer.lines.first?.leftOut[.careOverdue] == 16)
        }
    }

    @Test func `units with serial numbers are cared for one by one`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.keepSerials(of: "quilt")
            var line = PostingRequestLine.of("quilt", 3, lot: "L1", category: "relief")
            line.serials = ["S1", "S2", "S3"]
            var request = PostingRequest(purpose: "purchase", place: "D1", lines: [line])
            request.occurredAt = SmallReserve.ago(24 * 40)
            _ = try await reserve.person("keeper1").postReceipt(request, key: .fresh())
            #expect(try await counted(reserve) == [0, 3, 0])
            try await reserve.care(serial: "S2")
            try await reserve.care(serial: "S3", defect: "破损")
            #expect(try await counted(reserve) == [1, 1, 1])
            try await reserve.care(lot: "L1")
            #expect(try await counted(reserve) == [3, 0, 0])
            #expect(try await schedule(reserve) == ["L1 S1 D1 0 30 cared", "L1 S2 D1 0 30 cared", "L1 S3 D1 0 30 cared"])
        }
    }
}
