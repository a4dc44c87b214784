import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Rules of shelf life and care that are added and ended by hand", .serialized)
struct KeepRulesTests {
    /// Days from today until a lot expires; nil for one that does not.
    private func lasts(_ reserve: SmallReserve, _ lot: String) async throws -> String? {
        try await reserve.person("auditor1").showLot(lot, item: nil)[key: "expires_on"]?.text
    }

    @Test func `the shortest rule decides for lots that come afterwards; those that are there keep their dates`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 1, lot: "BEFORE")
            let rule = try await reserve.addShelfLife(.of("quilt", months: 96))
            try await reserve.addShelfLife(.of("quilt", months: 60, source: "国标"))
            try await reserve.addShelfLife(.of("quilt", months: 12, acquiredBy: "donation", source: "接收办法"))
            try await reserve.receive("quilt", 1, lot: "NOW")
            #expect(try await lasts(reserve, "BEFORE") == nil)
            #expect(try await lasts(reserve, "NOW") == SmallReserve.today.adding(months: 60).rawValue)
            let rows = try await reserve.person("auditor1").listShelfLives(item: "quilt")
            #expect(rows.map { $0[key: "months"]?.integer } == [96, 60, 12])
            #expect(rows.first?[key: "shelf_life_rule"]?.integer == rule && rows.allSatisfy { $0[key: "ended_on"] == .null })
        }
    }

    @Test func `a rule that has ended is followed no more, and stays readable`() async throws {
        try await SmallReserve.run { reserve in
            let rule = try await reserve.addShelfLife(.of("quilt", months: 12))
            try await reserve.receive("quilt", 1, lot: "BEFORE")
            let admin = try await reserve.person("admin1")
            let rows = try await admin.endShelfLife(rule, because: "来源已废止", key: .fresh())
            #expect(rows.map { $0[key: "ended_on"]?.text } == [SmallReserve.today.rawValue])
            try await reserve.receive("quilt", 1, lot: "NOW")
            #expect(try await lasts(reserve, "BEFORE") == SmallReserve.today.adding(months: 12).rawValue)
            #expect(try await lasts(reserve, "NOW") == nil)
            #expect(try await admin.listShelfLives(item: "quilt").isEmpty)
            #expect(try await admin.listShelfLives(item: "quilt", withEnded: true).count == 1)
            try await reserve.refuses(.ruleEnded) { try await admin.endShelfLife(rule, because: "再停", key: .fresh()) }
            // The same may be said again by the same source.
            try await reserve.addShelfLife(.of("quilt", months: 24))
        }
    }

    @Test func `a duty that is added falls due at once; one that has ended leaves no task and no overdue goods`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", occurredAt: SmallReserve.ago(24 * 40))
            let admin = try await reserve.person("admin1")
            let rows = try await admin.addCareRule(.of("quilt", everyDays: 30), key: .fresh())
            #expect(rows.map { $0[key: "rule"]?.text } == ["quilt-air"])
            #expect(try await reserve.tasksDue("care_due") == ["quilt-air D1 -10"])
            #expect(try await admin.listCare(isOverdue: true).count == 1)
            let ended = try await admin.endCareRule("quilt-air", because: "改用真空包装", key: .fresh())
            #expect(ended.map { $0[key: "ended_on"]?.text } == [SmallReserve.today.rawValue])
            #expect(try await reserve.tasksDue("care_due").isEmpty)
            #expect(try await admin.listCare().isEmpty)
            #expect(try await admin.listCareRules().isEmpty)
            #expect(try await admin.listCareRules(withEnded: true).count == 1)
            try await reserve.refuses(.ruleEnded) { try await reserve.care() }
            try await reserve.refuses(.ruleKnown) { try await admin.addCareRule(.of("quilt", everyDays: 30), key: .fresh()) }
        }
    }

    @Test func `everything wrong with a rule is told at once`() async throws {
        try await SmallReserve.run { reserve in
            let admin = try await reserve.person("admin1")
            let life = try await reserve.problems {
                var rule = ShelfLifeRuleDraft.of("nothing", months: 3, source: "")
                rule.days = 3
                return try await admin.addShelfLife(rule, key: .fresh())
            }
            #expect(life == ["--days/not_allowed/--days", "--item/unknown_code/nothing", "--source/required/"])
            let care = try await reserve.problems {
                var rule = CareRuleDraft.of("nothing", everyDays: 3)
                (rule.instruction, rule.source) = ("", "")
                return try await admin.addCareRule(rule, key: .fresh())
            }
            #expect(care == ["--instruction/required/", "--item/unknown_code/nothing", "--source/required/"])
            #expect(
                try await reserve.problems { try await admin.endCareRule("none", because: nil, key: .fresh()) } == ["--reason/required/"])
            try await reserve.refuses(.unknown) { try await admin.endShelfLife(1, because: "无", key: .fresh()) }
        }
    }
}
