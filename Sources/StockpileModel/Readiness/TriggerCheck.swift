/// Which level a set of figures starts under each plan, and why.
package struct TriggerCheck: Sendable {
    private let figures: [DisasterFigure: ExactDecimal]
    private let isForecast: Bool

    /// - Parameter isForecast: the figures are what is expected; only plans that start by forecasts answer then.
    package init(figures: [DisasterFigure: ExactDecimal], isForecast: Bool = false) {
        self.figures = figures
        self.isForecast = isForecast
    }

    /// One answer for each plan, in the order of the triggers.
    ///
    /// Shape: within a plan any one metric starts a level; the gravest counts. What a plan says of a kind of hazard of its own, such as
    /// an earthquake, stands beside what it says of all.
    package func answers(of triggers: [ResponseTrigger]) -> [PlanAnswer] {
        var plans: [ResponsePlan] = []
        var byPlan: [ResponsePlan: [ResponseTrigger]] = [:]
        for trigger in triggers {
            if byPlan[trigger.plan] == nil { plans.append(trigger.plan) }
            byPlan[trigger.plan, default: []].append(trigger)
        }
        return plans.map { plan in
            guard plan.isByForecast || !isForecast else {
                return PlanAnswer(plan: plan, reasons: [], missing: [], isNotByForecast: true)
            }
            let bands = byPlan[plan] ?? []
            let lacking = Set(bands.map(\.metric)).flatMap { MetricValue(of: $0, in: figures)?.missing ?? [] }
            return PlanAnswer(
                plan: plan, reasons: reasons(of: bands), missing: DisasterFigure.allCases.filter(lacking.contains), isNotByForecast: false)
        }
    }

    private struct Measured: Hashable {
        let hazard: String
        let metric: ResponseMetric
    }

    /// For each metric the gravest band whose lower bound is reached; gravest first.
    private func reasons(of triggers: [ResponseTrigger]) -> [TriggerReason] {
        Dictionary(grouping: triggers) { Measured(hazard: $0.hazard, metric: $0.metric) }.compactMap { measured, bands in
            guard let value = MetricValue(of: measured.metric, in: figures) else { return nil }
            let reached = bands.filter { value.reaches($0.least) }.max { $0.level.gravity < $1.level.gravity }
            guard let reached else { return nil }
            // A graver band that is not loaded may hold what lies beyond the last one.
            let isBeyond = reached.limit.map { value.reaches($0) } ?? false
            return TriggerReason(trigger: reached, value: value.shown, isBeyond: isBeyond, missing: value.missing)
        }.sorted { $0.rank < $1.rank }
    }
}

/// What one plan says of the figures.
package struct PlanAnswer: Sendable {
    package let plan: ResponsePlan
    /// Every metric that starts a level, gravest first.
    package let reasons: [TriggerReason]
    /// Figures that metrics add to the given ones, and that nobody gave: with them it could be graver.
    package let missing: [DisasterFigure]
    /// The figures are expected ones, and this plan does not start by forecasts.
    package let isNotByForecast: Bool

    /// Nil when no metric reaches any level.
    package var level: ResponseLevel? { reasons.first?.trigger.level }

    /// More figures, or bands that are not loaded, could make it graver.
    package var isAtLeast: Bool { level != .I && (!missing.isEmpty || reasons.contains(where: \.isBeyond)) }
}

/// Why a plan starts a level.
package struct TriggerReason: Sendable {
    package let trigger: ResponseTrigger
    /// Of a percentage the whole millionths of a percent.
    package let value: ExactDecimal
    /// It lies at or above the end of the gravest band that is loaded.
    package let isBeyond: Bool
    /// Figures the metric adds up that are not known: the value is at least this.
    package let missing: [DisasterFigure]

    fileprivate var rank: (Int, String, String) { (-trigger.level.gravity, trigger.metric.code, trigger.hazard) }
}

/// What a metric is worth, exactly: percentages are compared without being rounded.
private struct MetricValue {
    private let numerator: Int128
    private let denominator: Int128
    let missing: [DisasterFigure]

    /// Nil when nothing of it is known.
    init?(of metric: ResponseMetric, in figures: [DisasterFigure: ExactDecimal]) {
        let known = metric.figures.compactMap { figures[$0] }
        if metric.isPercent {
            guard known.count == 2, known[1].millionths > 0 else { return nil }
            numerator = Int128(known[0].millionths) * 100 * 1_000_000
            denominator = Int128(known[1].millionths)
            missing = []
        } else {
            guard !known.isEmpty else { return nil }
            numerator = known.reduce(0) { $0 + Int128($1.millionths) }
            denominator = 1
            missing = metric.figures.filter { figures[$0] == nil }
        }
    }

    /// Without a bound, anything above nothing.
    func reaches(_ bound: ExactDecimal?) -> Bool {
        guard let bound else { return numerator > 0 }
        return numerator >= Int128(bound.millionths) * denominator && numerator > 0
    }

    var shown: ExactDecimal { ExactDecimal(millionths: Int64(clamping: numerator / denominator)) ?? .zero }
}

extension ResponseLevel {
    /// Higher is graver.
    fileprivate var gravity: Int {
        switch self {
        case .I: 4
        case .II: 3
        case .III: 2
        case .IV: 1
        }
    }
}
