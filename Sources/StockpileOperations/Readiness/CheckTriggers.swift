package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Which level a set of figures starts under each plan that is loaded, and why.
    ///
    /// Shape:  one answer for each plan that speaks of the hazard, or for every plan without one.
    /// Errors: notFound for a hazard that nobody knows.
    /// Source: the district's `response_levels.csv` with its mapping of words.
    package func checkTriggers(
        figures: [DisasterFigure: ExactDecimal], hazard: String?, isForecast: Bool
    ) async throws -> [JSONValue] {
        try await store.read { tx in
            if let hazard, try tx.listHazardNames()[hazard] == nil { throw StockpileError.notFound(subject: "hazard", code: hazard) }
            return TriggerCheck(figures: figures, isForecast: isForecast).answers(of: try tx.listResponseTriggers(of: hazard))
                .map { $0.json(withReasons: true) }
        }
    }
}

extension ReadinessScenario {
    /// What its drivers say of a disaster; drivers that plans do not measure are left out.
    var figures: [DisasterFigure: ExactDecimal] {
        Dictionary(drivers.compactMap { code, value in DisasterFigure(rawValue: code).map { ($0, value) } }) { first, _ in first }
    }
}

extension PlanAnswer {
    func json(withReasons: Bool) -> JSONValue {
        let head: [JSONMember] = [
            JSONMember("plan", .text(plan.plan)), JSONMember("plan_year", JSONValue(plan.year.map(Int64.init))),
            JSONMember("jurisdiction", .text(plan.jurisdiction)), JSONMember("admin_level", .text(plan.adminLevel)),
            JSONMember("level", JSONValue(level?.rawValue)), JSONMember("is_at_least", .bool(isAtLeast)),
        ]
        guard withReasons else { return .object(head) }
        return .object(
            head + [
                JSONMember("missing_figures", .array(missing.map { .text($0.rawValue) })),
                JSONMember("by_forecast", .bool(plan.isByForecast)), JSONMember("is_not_by_forecast", .bool(isNotByForecast)),
                JSONMember("reasons", .array(reasons.map(\.json))),
            ])
    }
}

extension TriggerReason {
    fileprivate var json: JSONValue {
        [
            "level": .text(trigger.level.rawValue), "metric": .text(trigger.metric.code), "metric_name": .text(trigger.metric.name),
            "metric_name_en": .text(trigger.metric.nameEn), "response_hazard": .text(trigger.hazard),
            "response_hazard_name": .text(trigger.hazardName), "response_hazard_name_en": .text(trigger.hazardNameEn),
            "figure": .decimal(value.digits), "unit": .text(trigger.unit),
            "min_inclusive": trigger.least.map { .decimal($0.digits) } ?? .null,
            "max_exclusive": trigger.limit.map { .decimal($0.digits) } ?? .null,
            "is_beyond": .bool(isBeyond), "missing_figures": .array(missing.map { .text($0.rawValue) }),
            "source": .text(trigger.source),
        ]
    }
}
