/// The figures a response level of a plan stands for: where in its bands a scenario lies.
package struct LevelFigures: Sendable {
    /// What the bands give; where two bands speak of one figure, the lower value, so that neither is left upwards.
    package private(set) var figures: [DisasterFigure: ExactDecimal] = [:]
    /// Bands without an end, or without a whole number in them: somebody has to say the value.
    package private(set) var open: [ResponseTrigger] = []
    /// Figures that a metric adds to others: nobody can say how it divides but who plans.
    package private(set) var divided: Set<DisasterFigure> = []

    /// - Parameters:
    ///   - bands: those of one plan and one level.
    ///   - percent: 0 is the smallest whole number of each band, 100 the largest.
    ///   - given: figures that are settled already.
    ///   - drivers: figures that a scenario has; others are of no use to it.
    package init(bands: [ResponseTrigger], percent: Int, given: [DisasterFigure: ExactDecimal], drivers: Set<DisasterFigure>) {
        for band in bands where !band.metric.isPercent {
            let unset = band.metric.figures.filter { given[$0] == nil && drivers.contains($0) }
            guard let first = unset.first else { continue }
            divided.formUnion(unset.dropFirst())
            guard let value = Self.value(in: band, percent: percent) else {
                open.append(band)
                continue
            }
            let others = band.metric.figures.compactMap { given[$0]?.millionths }.reduce(0, +)
            guard let rest = ExactDecimal(millionths: max(0, value * 1_000_000 - others)) else { continue }
            figures[first] = figures[first].map { min($0, rest) } ?? rest
        }
    }

    private static func value(in band: ResponseTrigger, percent: Int) -> Int64? {
        guard let limit = band.limit else { return nil }
        let lowest = band.least.map { ceiling($0) } ?? 1
        let highest = ceiling(limit) - 1
        guard highest >= lowest else { return nil }
        return lowest + (highest - lowest) * Int64(percent) / 100
    }

    private static func ceiling(_ bound: ExactDecimal) -> Int64 { (bound.millionths + 999_999) / 1_000_000 }
}

/// A scenario to be made like another one, with the figures of a plan's level.
package struct ScenarioFromLevelDraft: Sendable {
    package var code: String
    package var name: String
    package var nameEn: String?
    /// Gives the hazard, the towns, the days and every driver that no plan measures.
    package var like: String
    package var plan: String
    package var planYear: Int?
    package var jurisdiction: String?
    package var level: ResponseLevel
    package var percent: Int
    /// Drivers by code that whoever plans settles.
    package var given: [String: ExactDecimal] = [:]
    package var source: String

    package init(code: String, name: String, like: String, plan: String, level: ResponseLevel, percent: Int, source: String) {
        self.code = code
        self.name = name
        self.like = like
        self.plan = plan
        self.level = level
        self.percent = percent
        self.source = source
    }

    package var json: JSONValue {
        [
            "code": .text(code), "name": .text(name), "name_en": JSONValue(nameEn), "like": .text(like), "plan": .text(plan),
            "plan_year": JSONValue(planYear.map(Int64.init)), "jurisdiction": JSONValue(jurisdiction), "level": .text(level.rawValue),
            "percent": .integer(Int64(percent)), "source": .text(source),
            "given": .object(given.sorted { $0.key < $1.key }.map { JSONMember($0.key, .decimal($0.value.digits)) }),
        ]
    }
}
