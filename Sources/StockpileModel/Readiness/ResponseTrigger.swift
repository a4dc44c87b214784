/// An emergency plan that says at which figures a response level starts.
package struct ResponsePlan: Sendable, Hashable {
    package let plan: String
    package let jurisdiction: String
    /// Nil where the year is not known.
    package let year: Int?
    package let adminLevel: String
    /// It starts a level also by what is only expected.
    package let isByForecast: Bool

    package init(plan: String, jurisdiction: String, year: Int?, adminLevel: String, isByForecast: Bool) {
        self.plan = plan
        self.jurisdiction = jurisdiction
        self.year = year
        self.adminLevel = adminLevel
        self.isByForecast = isByForecast
    }
}

/// What a plan measures, in figures of ours: their sum, or the first as a percentage of the second.
package struct ResponseMetric: Sendable, Hashable {
    package let code: String
    package let name: String
    package let nameEn: String
    package let isPercent: Bool
    package let figures: [DisasterFigure]

    package init(code: String, name: String, nameEn: String, isPercent: Bool, figures: [DisasterFigure]) {
        self.code = code
        self.name = name
        self.nameEn = nameEn
        self.isPercent = isPercent
        self.figures = figures
    }
}

/// One band of a plan: the level starts from `least` on, up to but without `limit`. Any one metric starts it.
package struct ResponseTrigger: Sendable, Hashable {
    package let plan: ResponsePlan
    /// As the plan writes it, with its names.
    package let hazard: String
    package let hazardName: String
    package let hazardNameEn: String
    package let level: ResponseLevel
    package let metric: ResponseMetric
    /// Nil: anything above nothing.
    package let least: ExactDecimal?
    /// Nil: no end.
    package let limit: ExactDecimal?
    package let unit: String
    package let source: String

    package init(
        plan: ResponsePlan, hazard: String, hazardName: String, hazardNameEn: String, level: ResponseLevel, metric: ResponseMetric,
        least: ExactDecimal?, limit: ExactDecimal?, unit: String, source: String
    ) {
        self.plan = plan
        self.hazard = hazard
        self.hazardName = hazardName
        self.hazardNameEn = hazardNameEn
        self.level = level
        self.metric = metric
        self.least = least
        self.limit = limit
        self.unit = unit
        self.source = source
    }
}
