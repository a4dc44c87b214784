import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Proofs of stock and the rule of confidence", .serialized)
struct ProofTests {
    @Test func `without a rule the percentage of the agreement holds, whatever was proved`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            #expect(try await reserve.counted() == 90)
            try await reserve.prove(10, .visit)
            #expect(try await reserve.counted() == 90)
        }
    }

    @Test func `readiness answers differently when the rule changes, and says which rule and why`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.adoptRule()
            #expect(try await reserve.counted() == 20)
            try await reserve.prove(100, .declaration, daysAgo: 3)
            #expect(try await reserve.counted() == 70)
            try await reserve.prove(60, .visit, daysAgo: 2)
            #expect(try await reserve.counted() == 48)
            let report = try await reserve.person("commander1").checkReadiness(level: .II, scenario: "flood", on: nil).json
            #expect(report[key: "rule_version"] == 1)
            let promise = try #require(report[key: "promises"]?.array?.first)
            #expect(["confidence_percent", "found_quantity", "counting_quantity"].map { promise[key: $0]?.integer } == [80, 60, 48])
            #expect(["confidence_reason", "proof_kind"].map { promise[key: $0]?.text } == ["proved", "visit"])
        }
    }

    @Test func `a promise last proved 13 months ago counts less than one proved last week`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.adoptRule()
            try await reserve.prove(100, daysAgo: 396)
            let old = try #require(try await reserve.counted())
            try await reserve.prove(100, daysAgo: 7)
            #expect(old < (try #require(try await reserve.counted())))
        }
    }

    @Test func `capacity counts for what a visit found`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.adoptRule()
            let keeper = try await reserve.person("keeper1")
            var proof = ProofDraft(agreement: "A1", item: "rope", place: "Y1", provedOn: keeper.today, quantity: 4)
            (proof.kind, proof.form) = (.visit, "capacity")
            _ = try await keeper.recordProof(proof, evidence: nil, key: .fresh())
            let line = try #require(try await keeper.listConfidences(on: nil).first { $0[key: "form"] == "capacity" })
            #expect(["standing_quantity", "confidence_percent", "counting_quantity"].map { line[key: $0]?.integer } == [10, 80, 3])
        }
    }

    @Test func `a rule is made by one and adopted by another, once; before that it can be tried`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.adoptRule(adopts: false)
            #expect(try await reserve.counted() == 90)
            let (maker, checker) = (try await reserve.person("finance1"), try await reserve.person("commander1"))
            let changes = try await maker.tryConfidenceRule(version: 1, level: .II, scenario: "flood", on: nil)
            #expect(changes.map { $0[key: "agreement"]?.integer } == [90])
            #expect(changes.map { $0[key: "agreement_then"]?.integer } == [20])
            try await reserve.refuses(.samePerson) { try await maker.adoptConfidenceRule(version: 1, key: .fresh()) }
            let key = IdempotencyKey.fresh()
            let adopted = try await checker.adoptConfidenceRule(version: 1, key: key)
            let again = try await checker.adoptConfidenceRule(version: 1, key: key)
            #expect(again.map { $0[key: "adopted_at"]?.text } == adopted.map { $0[key: "adopted_at"]?.text })
            try await reserve.refuses(.ruleAdoptedAlready) { try await checker.adoptConfidenceRule(version: 1, key: .fresh()) }
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.notPermitted) { try await keeper.adoptConfidenceRule(version: 1, key: .fresh()) }
            #expect(try await reserve.counted() == 20)
        }
    }

    @Test func `everything wrong with a rule is told at once`() throws {
        let text = "kind,days_max,percent\nvisit,30,50\nvisit,60,70\nnever,,101\nbroken_promise,,5\n"
        let error = #expect(throws: StockpileError.self) {
            try ConfidenceRuleFile.read(
                data: Data(text.utf8), name: "r.csv", named: ("n", "s", CalendarDate(dayNumber: 20_000)))
        }
        guard case .invalid(let problems) = error else { return #expect(Bool(false)) }
        #expect(problems.compactMap(\.line) == [3, 4, 5])
        #expect(problems.filter { $0.line == nil }.compactMap { $0.detail["value"] } == ["kept_promise", "kept_promise_max"])
    }

    @Test func `a file of declarations goes in whole or not at all, once, and closes what was due`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let liaison = try await reserve.person("liaison1")
            #expect(try await liaison.remindDeclarations()[key: "opened"] == 1)
            #expect(try await liaison.remindDeclarations()[key: "opened"] == 0)
            #expect(try await reserve.openTasks("declaration_due") == ["C1"])
            let head = "agreement,item,place,quantity,proved_on\n"
            let wrong = ProofFile.read(
                data: Data((head + "A1,quilt,Y1,90,2099-01-01\nA9,quilt,Y1,1,2026-01-01\nA1,tent,Y1,x,2026-01-01\n").utf8), name: "w.csv")
            #expect(
                try await reserve.problems { try await liaison.importProofs(wrong, key: .fresh()) } == [
                    "proved_on/out_of_range/2099-01-01", "agreement/unknown_code/A9", "quantity/not_a_number/x",
                ])
            #expect(try await liaison.listProofs(agreement: nil, company: nil, slice: .first(9)).isEmpty)
            let right = ProofFile.read(data: Data((head + "A1,quilt,Y1,90,\(liaison.today.rawValue)\n").utf8), name: "r.csv")
            let key = IdempotencyKey.fresh()
            let answer = try await liaison.importProofs(right, key: key)
            #expect(answer[key: "rows"] == 1)
            #expect(try await liaison.importProofs(right, key: key)[key: "rows"] == answer[key: "rows"])
            try await reserve.refuses(.proofFileKnown) { try await liaison.importProofs(right, key: .fresh()) }
            #expect(
                try await liaison.listProofs(agreement: "A1", company: "C1", slice: .first(9)).map { $0[key: "shortfall"]?.integer } == [10]
            )
            #expect(try await reserve.openTasks("declaration_due") == [])
            #expect(try await liaison.remindDeclarations()[key: "opened"] == 0)
        }
    }

    @Test func `evidence is kept by its hash; what is no line of an agreement cannot be proved`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let keeper = try await reserve.person("keeper1")
            let file = try Attachment.read(Data("photo".utf8), name: "photo.jpg")
            var proof = ProofDraft(agreement: "A1", item: "quilt", place: "Y1", provedOn: keeper.today, quantity: 100)
            proof.kind = .visit
            let recorded = try await keeper.recordProof(proof, evidence: file, key: .fresh())
            #expect(recorded.map { $0[key: "evidence"]?.text } == ["photo.jpg"])
            #expect(recorded.map { $0[key: "sha256"]?.text } == [file.sha256])
            proof.place = "D1"
            let wrong = proof
            #expect(
                try await reserve.problems { try await keeper.recordProof(wrong, evidence: nil, key: .fresh()) } == [
                    "place/not_a_choice/D1"
                ])
            let auditor = try await reserve.person("auditor1")
            try await reserve.refuses(.notPermitted) { try await auditor.recordProof(wrong, evidence: nil, key: .fresh()) }
        }
    }
}
