import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Liaison officers: who they are, and which towns and companies have none", .serialized)
struct LiaisonTests {
    private func list(_ reserve: SmallReserve, missing: Bool = false, former: Bool = false) async throws -> [String] {
        try await reserve.person("auditor1").listLiaisons(kind: nil, isMissingOnly: missing, withFormer: former).map { row in
            ["organisation_kind", "organisation", "name", "telephone", "deputy"].map { row[key: $0]?.text ?? "-" }.joined(separator: " ")
        }
    }

    @Test func `every town and company is listed, with its officers or with none`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            #expect(try await list(reserve) == ["town T1 - - -", "town T2 - - -", "company C1 - - -"])
            try await reserve.setLiaison(.of("T1", deputy: "李四"))
            try await reserve.setLiaison(.of("T1", name: "王五"))
            try await reserve.setLiaison(.of("应急局", "department", name: "赵六"))
            try await reserve.setLiaison(.of("D1", "place", name: "钱七"))
            #expect(
                try await list(reserve) == [
                    "department 应急局 赵六 023-1 -", "town T1 张三 023-1 李四", "town T1 王五 023-1 -", "town T2 - - -", "company C1 - - -",
                    "place D1 钱七 023-1 -",
                ])
            #expect(try await list(reserve, missing: true) == ["town T2 - - -", "company C1 - - -"])
            let problems = try await reserve.problems {
                try await reserve.person("auditor1").listLiaisons(kind: "village", isMissingOnly: false, withFormer: false)
            }
            #expect(problems == ["--kind/not_a_choice/village"])
        }
    }

    @Test func `what is left out stays as it was known; what was known before stays on record`() async throws {
        try await SmallReserve.run { reserve in
            var draft = LiaisonDraft.of("T1", deputy: "李四")
            draft.trainedOn = SmallReserve.today.adding(days: -30)
            try await reserve.setLiaison(draft)
            try await reserve.setLiaison(.of("T1", telephone: "023-2"))
            #expect(try await list(reserve).first == "town T1 张三 023-2 李四")
            var without = LiaisonDraft.of("T1", telephone: nil)
            without.dropsDeputy = true
            let row = try #require(try await reserve.setLiaison(without).first)
            #expect(row[key: "deputy"] == .null && row[key: "telephone"] == "023-2")
            #expect(row[key: "trained_on"]?.text == SmallReserve.today.adding(days: -30).rawValue)
            var ended = LiaisonDraft.of("T1", telephone: nil)
            ended.validFrom = SmallReserve.today.adding(days: -60)
            ended.validTo = SmallReserve.today.adding(days: -1)
            try await reserve.setLiaison(ended)
            #expect(try await list(reserve, missing: true) == ["town T1 - - -", "town T2 - - -"])
            #expect(try await list(reserve, former: true).first == "town T1 张三 023-2 -")
            // Who begins anew has no end.
            var again = LiaisonDraft.of("T1", telephone: nil)
            again.validFrom = SmallReserve.today
            try await reserve.setLiaison(again)
            #expect(try await list(reserve).first == "town T1 张三 023-2 -")
            let facts: Int64 = try await reserve.sql("SELECT count(*) AS facts FROM stockpile.liaison")[0].get("facts")
            #expect(facts == 5)
        }
    }

    @Test func `two who say different things of one person at once: both are known`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.setLiaison(.of("T1"))
            var telephone = LiaisonDraft.of("T1", telephone: "023-5")
            telephone.source = "甲"
            var deputy = LiaisonDraft.of("T1", telephone: nil, deputy: "李四")
            deputy.source = "乙"
            let drafts = [telephone, deputy]
            let codes = try await atOnce(drafts.map { draft in { _ = try await reserve.setLiaison(draft) } })
            #expect(codes == [nil, nil])
            #expect(try await list(reserve).first == "town T1 张三 023-5 李四")
        }
    }

    @Test func `what cannot be is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.refuses(.unknown) { try await reserve.setLiaison(.of("T9")) }
            try await reserve.refuses(.unknown) { try await reserve.setLiaison(.of("T1", "company")) }
            for (organisation, kind) in [("D1", "town"), ("T1", "place"), ("Y1", "place")] {
                let detail = try await reserve.refuses(.organisationOfAnotherKind) { try await reserve.setLiaison(.of(organisation, kind)) }
                #expect(detail[key: "organisation"]?.text == organisation)
            }
            try await reserve.refuses(.notPermitted) { try await reserve.setLiaison(.of("T1"), by: "keeper1") }
            var wrong = LiaisonDraft.of("T1")
            wrong.validTo = SmallReserve.today.adding(days: -1)
            wrong.trainedOn = SmallReserve.today.adding(days: 2)
            let dated = wrong
            let detail = try await reserve.refuses(.datesInvalid) { try await reserve.setLiaison(dated) }
            #expect(detail[key: "dates"]?.array?.compactMap { $0[key: "field"]?.text } == ["valid_to", "trained_on"])
            var bare = LiaisonDraft.of("T1", telephone: nil, deputy: "李四")
            bare.dropsDeputy = true
            let told = bare
            #expect(
                try await reserve.problems { try await reserve.setLiaison(told) } == ["--telephone/required/", "--deputy/not_allowed/李四"])
        }
    }
}
