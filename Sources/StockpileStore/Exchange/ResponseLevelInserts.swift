package import Postgres
package import StockpileModel

extension Transaction {
    /// Triggers of response levels with the plans, hazards and metrics they name; after the district's hazards.
    package func insertResponseLevels(_ draft: ResponseLevelsDraft) throws {
        try insertResponseWords(draft)
        let plans = draft.plans
        try execute(
            """
            INSERT INTO stockpile.response_plan (plan, jurisdiction, plan_year, admin_level, by_forecast)
            SELECT plan, jurisdiction, plan_year, admin_level, by_forecast
            FROM unnest(\(plans.map(\.plan)), \(plans.map(\.jurisdiction)), \(plans.map(\.year))::integer[], \(plans.map(\.adminLevel)),
                \(plans.map(\.isByForecast))) WITH ORDINALITY AS row (plan, jurisdiction, plan_year, admin_level, by_forecast, position)
            ORDER BY position
            """)
        let triggers = draft.triggers
        let named = triggers.map { plans[$0.plan] }
        try execute(
            """
            INSERT INTO stockpile.response_trigger (plan_id, response_hazard, response_level, metric, min_inclusive, max_exclusive, unit,
                source, confidence, note)
            SELECT plan_id, hazard, level, metric, min_inclusive::numeric, max_exclusive::numeric, unit, source, confidence, note
            FROM unnest(\(named.map(\.plan)), \(named.map(\.jurisdiction)), \(named.map(\.year))::integer[], \(triggers.map(\.hazard)),
                \(triggers.map(\.level.rawValue)), \(triggers.map(\.metric)), \(triggers.map { $0.least?.digits })::text[],
                \(triggers.map { $0.limit?.digits })::text[], \(triggers.map(\.unit)), \(triggers.map(\.source)),
                \(triggers.map(\.confidence)), \(triggers.map(\.note))::text[])
                AS row (plan, jurisdiction, plan_year, hazard, level, metric, min_inclusive, max_exclusive, unit, source, confidence, note)
            JOIN stockpile.response_plan ON response_plan.plan = row.plan AND response_plan.jurisdiction = row.jurisdiction
                AND response_plan.plan_year IS NOT DISTINCT FROM row.plan_year
            """)
    }

    private func insertResponseWords(_ draft: ResponseLevelsDraft) throws {
        let (hazards, metrics) = (draft.hazards, draft.metrics)
        try execute(
            """
            INSERT INTO stockpile.response_hazard (response_hazard, name, name_en, source)
            SELECT * FROM unnest(\(hazards.map(\.hazard)), \(hazards.map(\.name)), \(hazards.map(\.nameEn)), \(hazards.map(\.source)))
            """)
        let covers = hazards.flatMap { hazard in hazard.covers.map { (from: hazard.hazard, to: $0) } }
        try execute(
            """
            INSERT INTO stockpile.response_hazard_cover (response_hazard, hazard)
            SELECT * FROM unnest(\(covers.map(\.from)), \(covers.map(\.to)))
            """)
        try execute(
            """
            INSERT INTO stockpile.response_metric (metric, name, name_en, is_percent, figures, source)
            SELECT metric, name, name_en, is_percent, string_to_array(figures, ' '), source
            FROM unnest(\(metrics.map(\.metric)), \(metrics.map(\.name)), \(metrics.map(\.nameEn)), \(metrics.map(\.isPercent)),
                \(metrics.map { $0.figures.joined(separator: " ") }), \(metrics.map(\.source)))
                AS row (metric, name, name_en, is_percent, figures, source)
            """)
    }
}
