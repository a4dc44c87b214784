import StockpileModel
import Testing

@testable import StockpileCommand

@Suite("A gap is closed on paper: proposal, purchase list, approval")
struct GapDayTests {
    private static let gap = ["readiness", "gap", "--level", "Ⅱ", "--scenario", "flood"]

    @Test func `the keeper proposes and keeps, the commander approves, finance takes the purchase list`() async throws {
        try await LoadedExample.run { stockpile in
            let shown = try await stockpile.run(Self.gap + ["--as", "keeper1"])
            #expect(shown.exitCode == 0, "\(shown.errors)")
            for word in ["采购", "年成本", "原缺口", "办理后缺口", "最省", "重新核算"] { #expect(shown.output.contains(word), "\(word)") }
            let english = try await stockpile.run(Self.gap + ["--as", "keeper1", "--lang", "en"])
            #expect(english.output.contains("Cost a year") && english.output.contains("purchase"))
            let kept = try await stockpile.run(Self.gap + ["--save", "--as", "keeper1", "--format", "json", "--key", "g1"])
            let number = try #require(kept.json?[key: "number"]?.text, "\(kept.errors)")
            #expect(number.contains("-QK-"))
            #expect(try await stockpile("readiness", "gap", "approve", number, "--as", "keeper1").exitCode == 77)
            let approved = try await stockpile("readiness", "gap", "approve", number, "--as", "commander1")
            #expect(approved.exitCode == 0 && approved.output.contains("已审批"), "\(approved.errors)")
            let list = try await stockpile(
                "readiness", "gap", "show", number, "--only", "purchase", "--format", "csv", "--as", "finance1")
            let bought = (kept.json?[key: "steps"]?.array ?? []).filter { $0[key: "way"] == "purchase" }
            #expect(!bought.isEmpty && list.output.split(separator: "\n").count == bought.count + 1)
            #expect(list.output.hasPrefix("step_no,way,item,"))
            #expect(try await stockpile("readiness", "gap", "list", "--as", "auditor1").output.contains(number))
        }
    }

    @Test func `a budget is kept to, and what cannot be read is told at once`() async throws {
        try await LoadedExample.run { stockpile in
            let poor = try await stockpile.run(Self.gap + ["--budget-yuan", "20000", "--as", "keeper1", "--format", "json"])
            #expect(poor.exitCode == 0, "\(poor.errors)")
            let cost = try #require(poor.json?[key: "cost_fen"]?.integer)
            #expect(cost > 0 && cost <= 2_000_000)
            #expect((poor.json?[key: "short_after"]?.integer ?? 0) > 0 && poor.json?[key: "verdict_after"] == "short")
            let wrong = try await stockpile.run(Self.gap + ["--budget-yuan", "viel", "--by", "gestern", "--as", "keeper1"])
            #expect(wrong.exitCode == 65)
            #expect(try await stockpile.run(Self.gap + ["--only", "theft", "--as", "keeper1"]).exitCode == 65)
            #expect(try await stockpile.run(Self.gap + ["--remarks", "x", "--as", "keeper1"]).exitCode == 64)
        }
    }

    @Test func `placement says where the reserve lies best and what moving tonight improves`() async throws {
        try await LoadedExample.run { stockpile in
            let placement = ["readiness", "placement", "--level", "II", "--scenario", "flood", "--as", "commander1"]
            let shown = try await stockpile.run(placement)
            #expect(shown.exitCode == 0 && shown.output.contains("宜存数量") && shown.output.contains("今晚移库"), "\(shown.errors)")
            let six = try await stockpile.run(placement + ["--within", "6", "--format", "json"])
            let rows = six.json?[key: "placements"]?.array ?? []
            #expect(!rows.isEmpty && six.json?[key: "unreached"] == .array([]) && six.json?[key: "within_hours"] == 6)
            for (item, places) in Dictionary(grouping: rows, by: { $0[key: "item"]?.text }) {
                let best = places.compactMap { $0[key: "best_quantity"]?.integer }.reduce(0, +)
                #expect(places.first?[key: "total"]?.integer == best, "\(item ?? "")")
            }
        }
    }
}
