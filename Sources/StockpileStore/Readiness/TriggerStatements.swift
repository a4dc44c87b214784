package import Postgres
package import StockpileModel

extension Transaction {
    /// Every trigger that speaks of a hazard, or all of them: plan by plan in the order loaded, gravest level first.
    package func listResponseTriggers(of hazard: String?) throws -> [ResponseTrigger] {
        try query(
            """
            SELECT plan.plan, plan.jurisdiction, plan.plan_year, plan.admin_level, plan.by_forecast, response_hazard,
                words.name AS hazard_name, words.name_en AS hazard_name_en, trigger.response_level, metric, metric.name AS metric_name,
                metric.name_en AS metric_name_en, metric.is_percent, metric.figures, trigger.min_inclusive::text AS min_inclusive,
                trigger.max_exclusive::text AS max_exclusive, trigger.unit, trigger.source
            FROM stockpile.response_trigger AS trigger
            JOIN stockpile.response_plan AS plan USING (plan_id)
            JOIN stockpile.response_hazard AS words USING (response_hazard)
            JOIN stockpile.response_metric AS metric USING (metric)
            WHERE \(hazard)::text IS NULL OR EXISTS (
                SELECT FROM stockpile.response_hazard_cover AS cover
                WHERE cover.response_hazard = trigger.response_hazard AND cover.hazard = \(hazard))
            ORDER BY plan.plan_id, response_hazard, trigger.response_level, metric
            """
        ).map { row in
            let figures: [String] = try row.get("figures")
            let level: String = try row.get("response_level")
            return ResponseTrigger(
                plan: ResponsePlan(
                    plan: try row.get("plan"), jurisdiction: try row.get("jurisdiction"), year: try row.get("plan_year"),
                    adminLevel: try row.get("admin_level"), isByForecast: try row.get("by_forecast")),
                hazard: try row.get("response_hazard"), hazardName: try row.get("hazard_name"), hazardNameEn: try row.get("hazard_name_en"),
                level: ResponseLevel(rawValue: level) ?? .IV,
                metric: ResponseMetric(
                    code: try row.get("metric"), name: try row.get("metric_name"), nameEn: try row.get("metric_name_en"),
                    isPercent: try row.get("is_percent"), figures: figures.compactMap(DisasterFigure.init)),
                least: try row.get("min_inclusive"), limit: try row.get("max_exclusive"), unit: try row.get("unit"),
                source: try row.get("source"))
        }
    }
}
