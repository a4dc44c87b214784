import Foundation
import Postgres
import StockpileModel
import StockpileStore
import StockpileTesting
import Testing

@testable import StockpileCommand

@Suite("Words: Chinese and English are complete")
struct WordsTests {
    static let columns: [[String]] = [
        Shown.document, Shown.documentLines, Shown.order, Shown.orderList, Shown.orderLines, Shown.orderPicks, Shown.orderDocuments,
        Shown.writeOff, Shown.writeOffList,
        Shown.writeOffLines, Shown.lots, Shown.reconciliation, Shown.differences, Shown.readinessCategories, Shown.readinessLines,
        Shown.readinessAbove,
        Shown.stockFigures, Shown.stockByItem, Shown.stockByPlace, Shown.stockByCategory, Shown.stockByLot, Shown.hold, Shown.ledgerCounts,
        Shown.exportedFiles, Shown.importedDistrict, Shown.importedFiles, Shown.appliedFiles, Shown.period, Shown.items, Shown.places,
        Shown.people,
        Shown.agreements, Shown.triggers, Shown.readinessTriggers, Shown.scenario, Shown.standards, Shown.scenarios, Shown.database,
        Shown.documents, Shown.seal, Shown.events,
        Shown.count, Shown.counts, Shown.countSheet, Shown.countLines, Shown.countEntries, Shown.countEvents, Shown.countDocuments,
        Shown.countTolerances, Shown.periods, Shown.closeSheet, Shown.closeTotals,
        Shown.attachments, Shown.loans, Shown.savedAttachment,
        Shown.importedDocuments,
        Shown.stockByBin, Shown.stockByOwner, Shown.bins, Shown.serials, Shown.serialMoves,
        Shown.lot, Shown.lotDates, Shown.lotBalances, Shown.lifeLeftDemands,
        Shown.rotationPlan, Shown.rotationSteps, Shown.waste, Shown.wasteByItem, Shown.wasteTotal, Shown.undated,
        Shown.advisory, Shown.agreement, Shown.agreementFiles, Shown.agreementLines, Shown.agreementReminders,
        Shown.agreementSteps, Shown.agreementTowns, Shown.callOff, Shown.callOffDeliveries, Shown.callOffSteps,
        Shown.callOffs, Shown.candidates, Shown.mutualAid, Shown.capacities, Shown.company, Shown.companyAgreements, Shown.companyStock,
        Shown.confidenceBands, Shown.confidenceChanges, Shown.confidenceRules, Shown.confidences, Shown.endedTasks,
        Shown.floors, Shown.keptRotation, Shown.keptRotationSteps, Shown.keptRotations, Shown.keptShare,
        Shown.liaisonCheckMembers, Shown.liaisonChecks, Shown.liaisons, Shown.lotRules, Shown.lotTests, Shown.proofFile,
        Shown.proofs, Shown.readinessAdvisory, Shown.readinessPromises, Shown.recordedTest, Shown.recoveries,
        Shown.recovery, Shown.recoveryEntries, Shown.recoveryRates, Shown.relabels, Shown.reminders,
        Shown.rotationDocuments, Shown.rotationEvents, Shown.scorecard, Shown.scorecardWeight, Shown.shareByCategory,
        Shown.shareByItem, Shown.shareByValue, Shown.shareMonth, Shown.shelfLives, Shown.tasks, Shown.testsOfLot,
        Shown.explainedItem, Shown.explainedLines, Shown.explainedSources, Shown.forecastCategories,
        Shown.forecastLines, Shown.forecastLine, Shown.forecastSteps, Shown.forecastCounts, Shown.imaginedLines,
        Shown.stressLosses, Shown.stressLines,
        Shown.gapPlan, Shown.gapSteps, Shown.gapLines, Shown.keptGap, Shown.keptGaps, Shown.keptGapSteps, Shown.placement, Shown.placements,
        Shown.unreached, Shown.moves, Shown.cramped,
        Shown.standard, Shown.standardLines, Shown.unvaluedDrivers, Shown.standardDifference, Shown.standardChanges,
        Shown.standardTrial, Shown.standardEffects, Shown.reserveCatalogue, Shown.reserveEntries,
        Shown.substitutes, Shown.kits, Shown.kitParts, Shown.explainedSubstitutes, Shown.explainedParts, Shown.substitutedLines,
        Shown.recalls, Shown.recall, Shown.recalledLots, Shown.recallHolders, Shown.tracedLot, Shown.traceSteps,
        Shown.report, Shown.printedReport, Shown.frozenReports, Shown.reportCheck, Shown.reportDifferences,
    ]

    /// Files of lines that have no headings between them.
    static let filed = [Shown.readinessLines, Shown.explainedSources, Shown.forecastLines].map(Shown.withCategory)

    @Test(arguments: Self.columns + Self.filed)
    func `every column has a heading in both languages, and no two columns beside each other have the same`(columns: [String]) {
        for key in columns {
            #expect(Self.isChinese(Terms.word(key, .zh)) || key == "sha256", "\(key)")
            #expect(Terms.word(key, .en) != key && !Self.isChinese(Terms.word(key, .en)), "\(key)")
        }
        for language in Language.allCases {
            #expect(Set(columns.map { Terms.word($0, language) }).count == columns.count, "\(columns)")
        }
    }

    @Test(arguments: Shown.ofLots)
    func `so has every column of inspection, holds and care`(columns: [String]) {
        `every column has a heading in both languages, and no two columns beside each other have the same`(columns: columns)
    }

    @Test func `no list of columns is left out above`() throws {
        let folder = Program.root.appending(path: "Sources/StockpileCommand")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        let shown = try files.filter { $0.lastPathComponent.hasPrefix("Shown") }.map { try String(contentsOf: $0, encoding: .utf8) }
        let lists = shown.reduce(0) { $0 + $1.matches(of: #/\n    static let \w+(: \[String\])? =/#).count }
        // The lists of inspection, holds and care stand in one that names them all.
        #expect(lists == Self.columns.count + Shown.ofLots.count + 1)
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.matches(of: /columns: \["|keys: \["/).isEmpty, "columns of their own in \(file.lastPathComponent)")
        }
    }

    @Test func `what can be looked for in vain has a name in both languages`() throws {
        let files = FileManager.default.enumerator(at: Program.root.appending(path: "Sources"), includingPropertiesForKeys: nil)
        let texts = try (files?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }
        let subjects = Set(texts.flatMap { $0.matches(of: #/notFound\(subject: "(\w+)"/#).map { String($0.output.1) } })
        #expect(subjects.count > 20)
        for subject in subjects {
            #expect(Self.isChinese(Terms.word(subject, .zh)) && !Terms.word(subject, .en).contains("_"), "\(subject)")
        }
    }

    @Test(arguments: RefusalCode.allCases) func `every refusal has words in both languages`(code: RefusalCode) {
        for language in Language.allCases {
            let wording = Refusal(code).wording(language)
            #expect(!wording.title.isEmpty && !wording.title.contains(code.rawValue) && !wording.title.contains("\(code)"))
            for text in [wording.title, wording.hint ?? "stockpile"] where !text.hasPrefix("stockpile") && !text.hasPrefix("--") {
                #expect(Self.isChinese(text) == (language == .zh), "\(text)")
            }
        }
    }

    @Test(arguments: ProblemCode.allCases) func `every problem has words in both languages`(code: ProblemCode) {
        for detail in [[:], ["value": "1"], ["value": "1", "expected": "2"]] {
            let problem = FieldProblem(field: "x", code, detail)
            #expect(Self.isChinese(problem.wording(.zh)))
            #expect(!problem.wording(.en).isEmpty && !Self.isChinese(problem.wording(.en)))
            #expect(problem.wording(.en) != code.rawValue || code == .required)
        }
    }

    @Test(.ownDatabase) func `every choice the database knows has a word in both languages`() async throws {
        let store = OwnDatabase.store
        let known = try await store.read { tx in
            try tx.query(
                """
                SELECT found[1] AS choice FROM pg_catalog.pg_constraint AS known,
                    regexp_matches(pg_catalog.pg_get_constraintdef(known.oid), '''([a-z_]+)''::text', 'g') AS found
                WHERE known.conname LIKE '%\\_is\\_known' AND known.conrelid <> 'stockpile.standard'::regclass
                UNION SELECT kind FROM stockpile.document_purpose
                UNION SELECT purpose FROM stockpile.document_purpose
                UNION SELECT role FROM stockpile.role
                UNION SELECT permission FROM stockpile.permission
                """
            ).map { try $0.get("choice") as String }
        }
        await store.close()
        #expect(known.count > 60)
        for choice in known + ExclusionReason.allCases.map(\.rawValue) + ReadinessVerdict.allCases.map(\.rawValue) {
            Self.expectWords(choice)
        }
    }

    @Test(.ownDatabase) func `the purposes and conditions a person may choose are those of the database`() async throws {
        let store = OwnDatabase.store
        let (received, issued) = try await store.read { tx in
            let rows = try tx.query("SELECT kind, purpose FROM stockpile.document_purpose WHERE purpose <> 'opening' ORDER BY purpose")
            func purposes(_ kind: String) throws -> [String] {
                try rows.filter { try $0.get("kind") as String == kind }.map { try $0.get("purpose") }
            }
            return (try purposes("receipt"), try purposes("issue"))
        }
        await store.close()
        #expect(ReceiptCommand.Post.purposes.sorted() == received)
        #expect(IssueCommand.Post.purposes.sorted() == issued)
        for condition in ReceiptCommand.Post.conditions { Self.expectWords(condition) }
    }

    @Test func `every term is worded in both languages`() {
        for (key, pair) in Terms.keys.merging(Terms.choices, uniquingKeysWith: { first, _ in first }) {
            #expect(Self.isChinese(pair.0) || key == "sha256", "\(key)")
            #expect(!pair.1.isEmpty && !Self.isChinese(pair.1) && !pair.1.contains("_"), "\(key)")
        }
    }

    private static func expectWords(_ choice: String) {
        #expect(isChinese(Terms.choice(choice, .zh)), "\(choice)")
        #expect(Terms.choices[choice] != nil && !isChinese(Terms.choice(choice, .en)), "\(choice)")
    }

    static func isChinese(_ text: String) -> Bool { text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) } }

    static func isInBothLanguages(_ text: String) -> Bool { isChinese(text) && text.contains(/[A-Za-z]{2}/) }
}
