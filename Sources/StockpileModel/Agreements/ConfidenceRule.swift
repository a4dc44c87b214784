/// How a promise was proved; later cases count no less than the first.
package enum ProofKind: String, Sendable, CaseIterable, Codable {
    case declaration, visit
    case surpriseCheck = "surprise_check"

    /// Seen by our own people.
    package var isSeen: Bool { self != .declaration }
}

/// What was found of a promise on a day.
package struct StockProof: Sendable, Hashable, Codable {
    package let kind: ProofKind
    package let provedOn: CalendarDate
    package let quantity: Int64

    package init(kind: ProofKind, provedOn: CalendarDate, quantity: Int64) {
        self.kind = kind
        self.provedOn = provedOn
        self.quantity = quantity
    }
}

/// Why a promise counts for as much as it does.
package enum ConfidenceReason: String, Sendable, CaseIterable {
    /// No rule is in force: the percentage of the agreement holds.
    case asAgreed = "as_agreed"
    case proved
    case neverProved = "never_proved"
    /// Proved, but longer ago than the rule looks back.
    case proofTooOld = "proof_too_old"
}

/// What a promise deserves.
package struct PromiseConfidence: Sendable, Hashable {
    package let percent: Int
    /// What was found, where it is less than what is promised; nil where nothing is known or enough was found.
    package let foundQuantity: Int64?
    package let reason: ConfidenceReason
    /// The proof the percentage rests on, or the newest one where it is too old.
    package let proof: StockProof?
    /// Points given (or taken off, below zero) for promises kept and broken.
    package let points: Int

    package init(percent: Int, foundQuantity: Int64?, reason: ConfidenceReason, proof: StockProof?, points: Int) {
        self.percent = percent
        self.foundQuantity = foundQuantity
        self.reason = reason
        self.proof = proof
        self.points = points
    }
}

/// How many of a company's promises were kept and broken within the days that a rule remembers.
package struct PromiseRecord: Sendable, Hashable {
    package var kept: Int
    package var broken: Int

    package init(kept: Int = 0, broken: Int = 0) {
        self.kept = kept
        self.broken = broken
    }
}

/// One version of the documented rule by which proofs and promises make confidence. A district's data, never a constant here.
///
/// Source: docs/decisions/0016-confidence-is-a-rule.md.
package struct ConfidenceRule: Sendable, Hashable, Codable {
    /// A proof of at most so many days is worth so much.
    package struct Band: Sendable, Hashable, Codable {
        package let kind: ProofKind
        package let daysMax: Int
        package let percent: Int

        package init(kind: ProofKind, daysMax: Int, percent: Int) {
            self.kind = kind
            self.daysMax = daysMax
            self.percent = percent
        }
    }

    package var version: Int
    package var name: String
    package var source: String
    package var validFrom: CalendarDate
    package var bands: [Band]
    /// Without a proof, or with one older than every band.
    package var neverPercent: Int
    package var brokenPoints: Int
    package var keptPoints: Int
    package var keptPointsMax: Int
    package var promiseDays: Int

    package init(
        version: Int, name: String, source: String, validFrom: CalendarDate, bands: [Band], neverPercent: Int, brokenPoints: Int,
        keptPoints: Int, keptPointsMax: Int, promiseDays: Int
    ) {
        self.version = version
        self.name = name
        self.source = source
        self.validFrom = validFrom
        self.bands = bands
        self.neverPercent = neverPercent
        self.brokenPoints = brokenPoints
        self.keptPoints = keptPoints
        self.keptPointsMax = keptPointsMax
        self.promiseDays = promiseDays
    }

    /// What a promise deserves on a day: the best that a proof gives, with the points of the record, at most what was agreed.
    ///
    /// Shape: `proofs` of this one promise, oldest first; those after the day say nothing.
    package func confidence(
        agreedPercent: Int, promised: Int64, proofs: [StockProof], record: PromiseRecord, on day: CalendarDate
    ) -> PromiseConfidence {
        let known = proofs.filter { $0.provedOn <= day }
        let points = min(record.kept * keptPoints, keptPointsMax) - record.broken * brokenPoints
        let worth = known.compactMap { proof in self.percent(of: proof, on: day).map { (proof, $0) } }
        // Of equal worth the newest is named.
        let best = worth.max { ($0.1, $0.0.provedOn) < ($1.1, $1.0.provedOn) }
        let reason: ConfidenceReason = best != nil ? .proved : known.isEmpty ? .neverProved : .proofTooOld
        let deserved = max(0, min((best?.1 ?? neverPercent) + points, agreedPercent))
        let found = Self.found(known)
        return PromiseConfidence(
            percent: deserved, foundQuantity: found.flatMap { $0 < promised ? $0 : nil }, reason: reason,
            proof: best?.0 ?? Self.newest(known), points: points)
    }

    /// The narrowest band the proof's age fits.
    private func percent(of proof: StockProof, on day: CalendarDate) -> Int? {
        let age = day.dayNumber - proof.provedOn.dayNumber
        return bands.filter { $0.kind == proof.kind && age <= $0.daysMax }.min { $0.daysMax < $1.daysMax }?.percent
    }

    /// What is there as far as anyone knows: a declaration may say less than our own people saw before it, never more.
    private static func found(_ proofs: [StockProof]) -> Int64? {
        guard let last = newest(proofs) else { return nil }
        guard let seen = newest(proofs.filter(\.kind.isSeen)) else { return last.quantity }
        return min(last.quantity, seen.quantity)
    }

    private static func newest(_ proofs: [StockProof]) -> StockProof? {
        proofs.enumerated().max { ($0.element.provedOn, $0.offset) < ($1.element.provedOn, $1.offset) }?.element
    }
}

extension PromiseConfidence {
    /// Where no rule is in force the percentage of the agreement holds.
    package static func asAgreed(_ percent: Int) -> PromiseConfidence {
        PromiseConfidence(percent: percent, foundQuantity: nil, reason: .asAgreed, proof: nil, points: 0)
    }
}
