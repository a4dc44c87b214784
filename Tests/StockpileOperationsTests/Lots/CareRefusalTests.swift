import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Care that cannot be written down, and what falls due of it", .serialized)
struct CareRefusalTests {
    @Test func `a day to come, goods that were not there, the same once more and a defect without a word are refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(24 * 3))
            try await reserve.refuses(.caredInFuture) { try await reserve.care(daysAgo: -1) }
            try await reserve.refuses(.nothingToCareFor) { try await reserve.care(daysAgo: 4) }
            try await reserve.refuses(.nothingToCareFor) { try await reserve.care(at: "D2") }
            let detail = try await reserve.refuses(.owedMissing) { try await reserve.care(defect: "") }
            #expect(detail[key: "owed"] == .array(["remarks"]))
            try await reserve.care()
            try await reserve.refuses(.careRecordedAlready) { try await reserve.care(by: "keeper2") }
            // A defect found on the same day, and mended on it, is another thing.
            try await reserve.care(defect: "受潮")
            try await reserve.care()
            let problems = try await reserve.problems {
                var care = CareDraft(rule: "none", at: "D9")
                care.serial = "S1"
                return try await reserve.person("keeper1").recordCare(care, key: .fresh())
            }
            #expect(problems == ["--rule/unknown_code/none", "--place/unknown_code/D9"])
        }
    }

    @Test func `the same key answers again; a file shows what was found`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            var care = CareDraft(rule: "quilt-air", at: "D1")
            care.evidence = try StockpileModel.Attachment.read(Data("单".utf8), name: "单.txt")
            let first = try await keeper.recordCare(care, key: .named("k"))
            #expect(JSONValue.array(try await keeper.recordCare(care, key: .named("k"))).canonical == JSONValue.array(first).canonical)
            #expect(first.first?[key: "evidence"] == "单.txt" && first.first?[key: "sha256"]?.text?.count == 64)
            let kept = try await reserve.sql("SELECT count(*) AS n FROM stockpile.care_record")
            #expect(try kept[0].get("n") as Int64 == 1)
        }
    }

    @Test func `what falls due is one task for each duty at each place, and moves on when it was done`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(24 * 20))
            try await reserve.receive("quilt", 10, at: "D2", lot: "L2")
            let worker = try await reserve.person("worker")
            #expect(try await worker.remindCare()[key: "open_tasks"] == 2)
            #expect(try await worker.remindCare()[key: "open_tasks"] == 2)
            #expect(try await reserve.tasksDue("care_due") == ["quilt-air D1 10", "quilt-air D2 30"])
            try await reserve.care()
            #expect(try await reserve.tasksDue("care_due") == ["quilt-air D1 30", "quilt-air D2 30"])
            try await reserve.issue("quilt", 10, at: "D2", lot: "L2")
            #expect(try await worker.remindCare()[key: "open_tasks"] == 1)
            let closed = try await reserve.sql("SELECT outcome FROM stockpile.task WHERE outcome IS NOT NULL ORDER BY task_id")
            #expect(try closed.map { try $0.get("outcome") as String } == ["done", "dropped"])
            let auditor = try await reserve.person("auditor1")
            try await reserve.refuses(.notPermitted) { try await auditor.remindCare() }
        }
    }

    @Test func `rules are listed with their source, and mistakes in the district's file are told in their place`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.careRule(of: "quilt", everyDays: 30)
            let rules = try await reserve.person("auditor1").listCareRules(item: "quilt")
            #expect(rules.map { $0[key: "every_days"]?.integer } == [30] && rules[0][key: "duty"] == "air")
            #expect(try await reserve.person("auditor1").listCareRules(item: "rope").isEmpty)
            await #expect(throws: StockpileError.self) { try await reserve.person("auditor1").listCareRules(item: "none") }
        }
        let folder = try DistrictFolderFixture()
        try folder.write(
            """
            code,item,duty,every_days,instruction,source
            a,quilt-cotton,sing,30,晾晒,s
            a,nothing,air,0,,s

            """, to: "care_rules.csv")
        do {
            try Operations.checkDistrict(folder: folder.url)
            Issue.record("not refused")
        } catch StockpileError.invalid(let problems) {
            #expect(
                problems.map { "\($0.file ?? "") \($0.line ?? 0) \($0.field ?? "") \($0.code.rawValue)" } == [
                    "care_rules.csv 2 duty not_a_choice", "care_rules.csv 3 code duplicate", "care_rules.csv 3 item unknown_code",
                    "care_rules.csv 3 every_days out_of_range", "care_rules.csv 3 instruction required",
                ])
        }
    }
}
