import StockpileModel
import Testing

@testable import StockpileCommand

@Suite("Words: Chinese and English are complete")
struct WordsTests {
    private static let columns: [[String]] = [
        Shown.document, Shown.documentLines, Shown.order, Shown.orderLines, Shown.orderPicks, Shown.orderDocuments, Shown.writeOff,
        Shown.writeOffLines, Shown.lots, Shown.reconciliation, Shown.differences, Shown.readinessCategories, Shown.readinessLines,
        Shown.stockFigures,
    ]

    @Test(arguments: Self.columns) func `every column has a heading in both languages`(columns: [String]) {
        for key in columns {
            #expect(Terms.word(key, .zh) != key, "\(key)")
            #expect(Terms.word(key, .en) != key, "\(key)")
            #expect(!Self.isChinese(Terms.word(key, .en)), "\(key)")
        }
    }

    @Test(arguments: RefusalCode.allCases) func `every refusal has words in both languages`(code: RefusalCode) {
        let refusal = Refusal(code)
        #expect(Self.isChinese(refusal.wording(.zh).title))
        #expect(!refusal.wording(.en).title.isEmpty && !Self.isChinese(refusal.wording(.en).title))
    }

    @Test(arguments: ProblemCode.allCases) func `every problem has words in both languages`(code: ProblemCode) {
        let problem = FieldProblem(field: "x", code, ["value": "1"])
        #expect(Self.isChinese(problem.wording(.zh)))
        #expect(!Self.isChinese(problem.wording(.en)))
    }

    @Test func `every state has a word`() {
        for state in AllocationOrderState.allCases.map(\.rawValue) + WriteOffState.allCases.map(\.rawValue)
            + PlaceKind.allCases.map(\.rawValue)
        {
            #expect(Self.isChinese(Terms.choice(state, .zh)), "\(state)")
        }
    }

    @Test func `English output has English headings`() async throws {
        try await LoadedExample.run { stockpile in
            for arguments in [
                ["stock", "list", "--by", "category"], ["readiness", "check", "--level", "II", "--scenario", "flood"],
                ["reconciliation", "run", "--period", "2026-10"], ["ledger", "verify"], ["person", "list"], ["item", "list"],
                ["place", "list"], ["agreement", "list"], ["standard", "list"], ["scenario", "list"], ["rotation", "list"],
            ] {
                let run = try await stockpile.run(arguments + ["--as", "auditor1", "--lang", "en"])
                #expect(run.exitCode == 0, "\(arguments) \(run.errors)")
                let heading = run.output.split(separator: "\n").first ?? ""
                #expect(!Self.isChinese(String(heading)), "\(heading)")
                let words = heading.split(separator: "  ").map { $0.trimmingPrefix(" ") }
                #expect(words.allSatisfy { !$0.contains("_") }, "\(heading)")
            }
        }
    }

    static func isChinese(_ text: String) -> Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }
}
