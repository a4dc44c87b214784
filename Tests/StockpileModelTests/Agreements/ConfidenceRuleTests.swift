import StockpileModel
import Testing

@Suite("The rule of confidence")
struct ConfidenceRuleTests {
    private static let day = CalendarDate(dayNumber: 20_700)

    private let rule = ConfidenceRule(
        version: 3, name: "n", source: "s", validFrom: day,
        bands: [
            .init(kind: .declaration, daysMax: 45, percent: 70), .init(kind: .declaration, daysMax: 365, percent: 40),
            .init(kind: .visit, daysMax: 45, percent: 95), .init(kind: .visit, daysMax: 365, percent: 60),
        ], neverPercent: 20, brokenPoints: 15, keptPoints: 5, keptPointsMax: 10, promiseDays: 730)

    private func confidence(
        _ proofs: [StockProof], agreed: Int = 100, promised: Int64 = 100, record: PromiseRecord = PromiseRecord()
    ) -> PromiseConfidence {
        rule.confidence(agreedPercent: agreed, promised: promised, proofs: proofs, record: record, on: Self.day)
    }

    private func proof(_ kind: ProofKind, daysAgo days: Int, found: Int64 = 100) -> StockProof {
        StockProof(kind: kind, provedOn: Self.day.adding(days: -days), quantity: found)
    }

    @Test func `a promise last proved 13 months ago counts less than one proved last week`() {
        for kind in [ProofKind.declaration, .visit] {
            let (old, fresh) = (confidence([proof(kind, daysAgo: 396)]), confidence([proof(kind, daysAgo: 7)]))
            #expect(old.percent < fresh.percent)
            #expect([old.reason, fresh.reason] == [.proofTooOld, .proved])
        }
    }

    @Test(arguments: [(45, 70), (46, 40), (365, 40), (366, 20)]) func `a declaration loses its worth band by band`(days: Int, percent: Int)
    {
        #expect(confidence([proof(.declaration, daysAgo: days)]).percent == percent)
    }

    @Test func `a visit counts more than a declaration, and the best of them counts`() {
        #expect(confidence([proof(.visit, daysAgo: 9)]).percent > confidence([proof(.declaration, daysAgo: 9)]).percent)
        let both = confidence([proof(.visit, daysAgo: 200), proof(.declaration, daysAgo: 3)])
        #expect(both.percent == 70)
        #expect(both.proof?.kind == .declaration)
    }

    @Test func `what was never proved has its own worth, and the future proves nothing`() {
        #expect(confidence([]) == PromiseConfidence(percent: 20, foundQuantity: nil, reason: .neverProved, proof: nil, points: 0))
        #expect(confidence([proof(.visit, daysAgo: -1)]).reason == .neverProved)
    }

    @Test func `broken promises take points, kept ones give them back up to a cap, and the agreement is the ceiling`() {
        let proofs = [proof(.visit, daysAgo: 9)]
        #expect(confidence(proofs, record: PromiseRecord(kept: 0, broken: 2)).percent == 65)
        #expect(confidence(proofs, record: PromiseRecord(kept: 1, broken: 2)).percent == 70)
        #expect(confidence(proofs, record: PromiseRecord(kept: 9, broken: 2)).percent == 75)
        #expect(confidence(proofs, record: PromiseRecord(kept: 9, broken: 0)).percent == 100)
        #expect(confidence(proofs, agreed: 80, record: PromiseRecord(kept: 9, broken: 0)).percent == 80)
        #expect(confidence(proofs, record: PromiseRecord(kept: 0, broken: 50)).percent == 0)
    }

    @Test func `less was found than is promised: only that counts, and a declaration does not make it more`() {
        #expect(confidence([proof(.declaration, daysAgo: 3, found: 60)]).foundQuantity == 60)
        #expect(confidence([proof(.declaration, daysAgo: 3, found: 160)]).foundQuantity == nil)
        #expect(confidence([proof(.visit, daysAgo: 9, found: 60), proof(.declaration, daysAgo: 3)]).foundQuantity == 60)
        #expect(confidence([proof(.visit, daysAgo: 9, found: 60), proof(.visit, daysAgo: 3)]).foundQuantity == nil)
        #expect(confidence([proof(.visit, daysAgo: 9), proof(.declaration, daysAgo: 3, found: 60)]).foundQuantity == 60)
    }

    @Test func `what is called off, not found or not trusted is left out, and everything adds up`() {
        var promise = AgreementPromise(quantity: 100, validity: .thisYear, responseHours: 0, confidencePercent: 50)
        promise.foundQuantity = 80
        promise.calledOff = 20
        let source = SupplySource(item: ItemID(rawValue: 1), way: .near, content: .agreement(promise))
        let share = source.share(withinHours: 12, on: .checkDay)
        #expect(share.counted == 30)
        #expect(share.leftOut == [.calledOff: 20, .confidence: 50])
        promise.calledOff = 90
        #expect(promise.trusted == 0)
    }

    @Test func `capacity counts for its confidence`() {
        var promise = CapacityPromise(unitsPerDay: 240, rampUpHours: 0, quantityMax: 1000, validity: .thisYear)
        promise.confidencePercent = 50
        let share = SupplySource(item: ItemID(rawValue: 1), way: .near, content: .capacity(promise)).share(withinHours: 12, on: .checkDay)
        #expect(share.counted == 60)
        #expect(share.leftOut == [.confidence: 500, .tooLate: 440])
    }

    @Test func `a score is the weighted mean of what there was an occasion for`() {
        let card = Scorecard(
            shares: [
                .answeredInTime: ScoredShare(good: 1, all: 2), .confirmed: ScoredShare(good: 1, all: 1),
                .deliveredInFull: .init(good: 0, all: 0),
            ],
            weights: [.answeredInTime: 30, .confirmed: 10, .deliveredInFull: 60])
        #expect(card.score == 62)
        #expect(Scorecard(shares: [:], weights: [.confirmed: 1]).score == nil)
    }
}
