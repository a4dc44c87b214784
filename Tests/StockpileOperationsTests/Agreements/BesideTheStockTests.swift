import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Beside the stock: candidates, advisory layers, companies, the share under agreement", .serialized)
struct BesideTheStockTests {
    private func candidate(_ holder: String = "运输公司", item: String? = "rope") -> CandidateDraft {
        var draft = CandidateDraft(holder: holder, quantity: 500, place: "某停车场", source: "摸底")
        (draft.item, draft.telephone) = (item, "023")
        return draft
    }

    @Test func `candidates for requisition are listed and taken off, and are neither stock nor promised`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let commander = try await reserve.person("commander1")
            let before = try await commander.checkReadiness(level: .II, scenario: "flood", on: nil).json
            let key = IdempotencyKey.fresh()
            let number = try #require(try await commander.addCandidate(candidate(), key: key).first?.number)
            #expect(number.hasPrefix("XQ-ZY-"))
            #expect(try await commander.addCandidate(candidate(), key: key).first?.number == number)
            _ = try await commander.addCandidate(candidate("旅馆", item: "quilt"), key: .fresh())
            #expect(try await commander.checkReadiness(level: .II, scenario: "flood", on: nil).json == before)
            #expect(try await reserve.balances() == [:])
            #expect(try await commander.listCandidates(withRetired: false).count == 2)
            #expect(try await commander.retireCandidate(number, key: .fresh()).first?[key: "retired_on"] != .null)
            try await reserve.refuses(.candidateRetired) { try await commander.retireCandidate(number, key: .fresh()) }
            try await reserve.refuses(.unknown) { try await commander.retireCandidate("XQ-ZY-0", key: .fresh()) }
            #expect(try await commander.listCandidates(withRetired: false).count == 1)
            #expect(try await commander.listCandidates(withRetired: true).count == 2)
            try await reserve.refuses(.notPermitted) { try await reserve.person("keeper1").addCandidate(candidate(), key: .fresh()) }
            var wrong = candidate(item: nil)
            wrong.classification = "9999999"
            let told = wrong
            #expect(
                try await reserve.problems { try await commander.addCandidate(told, key: .fresh()) } == [
                    "unit/required/", "classification/unknown_code/9999999",
                ])
        }
    }

    private func makeAdvisory(_ reserve: SmallReserve, quantity: Int = 1_000_000) async throws {
        try await reserve.sql(
            """
            INSERT INTO stockpile.advisory_stock (layer, company_id, item_id, quantity, confidence_percent, source)
            SELECT 'social_responsibility', company_id, item_id, \(Int64(quantity)), 40, 's' FROM stockpile.company, stockpile.item
            WHERE item.code = 'quilt'
            """)
        try await reserve.sql(
            """
            INSERT INTO stockpile.advisory_stock
                (layer, town_id, item_id, households, kit_quantity, kit_percent, quantity, confidence_percent, source)
            SELECT 'household', place_id, item_id, 1001, 3, 5, 150, 30, 's' FROM stockpile.place, stockpile.item
            WHERE place.code = 'T1' AND item.code = 'quilt'
            """)
    }

    @Test func `advisory layers are shown beside readiness and change no verdict and no figure of it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let commander = try await reserve.person("commander1")
            let before = try await commander.checkReadiness(level: .II, scenario: "flood", on: nil)
            try await makeAdvisory(reserve)
            let after = try await commander.checkReadiness(level: .II, scenario: "flood", on: nil)
            #expect(before.advisory == [] && after.advisory.count == 2)
            #expect(after.advisory.map { $0[key: "counting_quantity"]?.integer } == [400_000, 45])
            // Far more than is needed, and still short.
            #expect(after.answer.verdict == .short && before.answer.verdict == .short)
            func figures(_ report: ReadinessReport) -> [JSONMember] { (report.json.members ?? []).filter { $0.key != "advisory" } }
            #expect(figures(before) == figures(after))
            #expect(try await commander.listAdvisoryStock() == after.advisory)
        }
    }

    @Test func `a company is shown with its agreements, our goods at its site and its goods at ours`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.sql("INSERT INTO stockpile.stock_owner (code, name, name_en, source) VALUES ('C1', '甲厂', 'Mill', 's')")
            func receive(_ quantity: Int64, at place: String, owner: String, lot: String) async throws {
                var line = PostingRequestLine.of("quilt", quantity, lot: lot)
                (line.category, line.unitCostFen, line.owner) = ("relief", 100, owner)
                _ = try await reserve.person("keeper1").postReceipt(
                    PostingRequest(purpose: "purchase", place: place, lines: [line]), key: .fresh())
            }
            try await receive(30, at: "Y1", owner: "own", lot: "E1")
            try await receive(4, at: "D1", owner: "C1", lot: "G1")
            try await receive(9, at: "D1", owner: "own", lot: "O1")
            let company = try await reserve.person("auditor1").showCompany("C1")
            #expect((company[key: "agreements"]?.array ?? []).map(\.number) == ["A1"])
            #expect((company[key: "our_stock"]?.array ?? []).map { $0[key: "quantity"]?.integer } == [30])
            #expect((company[key: "its_stock"]?.array ?? []).map { $0[key: "quantity"]?.integer } == [4])
            await #expect(throws: StockpileError.self) { try await reserve.person("auditor1").showCompany("C9") }
        }
    }

    @Test func `the share under agreement by item, category and value, with unknown values told`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let auditor = try await reserve.person("auditor1")
            // 100 quilts under agreement and nothing of ours: nobody knows what a quilt costs.
            let unknown = try await auditor.measureShare(by: .value, isTrend: false)
            #expect(unknown.first?[key: "share_percent"] == .null && unknown.first?[key: "agreement_unvalued"]?.integer == 100)
            try await reserve.receive("quilt", 60, lot: "L1", cost: 50)
            try await reserve.receive("quilt", 40, at: "Y1", lot: "E1", cost: 200)
            let quilts = try #require(try await auditor.measureShare(by: .item, isTrend: false).first)
            let names = ["physical", "entrusted", "agreement", "share_percent", "agreement_value_fen", "agreement_unvalued"]
            // 100 at what the newest lot cost.
            #expect(names.map { quilts[key: $0]?.integer } == [60, 40, 100, 50, 20_000, 0])
            let number = try await reserve.draft()
            try await reserve.addLine(100, to: number)
            try await reserve.putInForce(number)
            let value = try #require(try await auditor.measureShare(by: .value, isTrend: false).first)
            // 60·50 + 40·200 = 11,000 of ours; 100·200 and 100 at the fixed 700.
            #expect(
                ["physical_value_fen", "entrusted_value_fen", "agreement_value_fen", "share_percent"].map { value[key: $0]?.integer }
                    == [3000, 8000, 90_000, 89])
            let categories = try await auditor.measureShare(by: .category, isTrend: false)
            #expect(categories.map { $0[key: "category"]?.text } == ["relief"])
            _ = try await reserve.person("commander1").suspendAgreement("A1", remarks: nil, key: .fresh())
            #expect(try await auditor.measureShare(by: .item, isTrend: false).first?[key: "agreement"]?.integer == 100)
        }
    }

    @Test func `a month's share is kept once, also by two at once, and stays as it was`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.receive("quilt", 100, lot: "L1")
            let worker = try await reserve.person("worker")
            try await reserve.refuses(.notPermitted) { try await reserve.person("keeper1").recordShare() }
            let codes = try await atOnce([{ _ = try await worker.recordShare() }, { _ = try await worker.recordShare() }])
            #expect(codes == [nil, nil])
            #expect(try await worker.recordShare() == ["rows": 0])
            try await reserve.receive("quilt", 900, lot: "L2")
            let kept = try await worker.measureShare(by: .item, isTrend: true)
            #expect(kept.map { $0[key: "physical"]?.integer } == [100])
            #expect(kept.first?[key: "share_percent"]?.integer == 50)
            #expect(kept.first?[key: "month"]?.text == String(worker.today.rawValue.prefix(7)))
            #expect(try await worker.measureShare(by: .item, isTrend: false).first?[key: "share_percent"]?.integer == 9)
        }
    }
}
