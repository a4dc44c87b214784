internal import StockpileModel

extension DistrictReader {
    /// Triggers of response levels; a district without these files has none.
    mutating func readResponseLevels() -> ResponseLevelsDraft {
        var draft = ResponseLevelsDraft()
        var (known, measured) = (Known<Void>(), Known<Void>())
        let hazardRows = rows(of: "response_hazards.csv")
        known.isComplete = hazardRows.isComplete || !has("response_hazards.csv")
        draft.hazards = hazardRows.rows.map { readHazard($0, &known) }
        let metricRows = rows(of: "response_metrics.csv")
        measured.isComplete = metricRows.isComplete || !has("response_metrics.csv")
        draft.metrics = metricRows.rows.map { readMetric($0, &measured) }
        let forecasts = readForecasts()
        var bands = TriggerBands()
        for row in rows(of: "response_levels.csv").rows {
            var trigger = readTrigger(row, known, measured)
            let plan = readPlan(row, forecasts)
            trigger.plan = draft.plans.firstIndex(of: plan) ?? draft.plans.endIndex
            if trigger.plan == draft.plans.endIndex { draft.plans.append(plan) }
            bands.check(trigger, in: row)
            draft.triggers.append(trigger)
        }
        return draft
    }

    private mutating func readHazard(_ row: CSVRow, _ known: inout Known<Void>) -> ResponseHazardDraft {
        var draft = ResponseHazardDraft()
        draft.hazard = row.text("hazard")
        draft.name = row.text("name")
        draft.nameEn = row.text("name_en")
        draft.covers = row.list("covers")
        draft.source = row.text("source")
        for hazard in draft.covers { hazards.find(hazard, in: row, "covers", "hazard") }
        known.define(draft.hazard, (), in: row, "hazard")
        return draft
    }

    private func readMetric(_ row: CSVRow, _ known: inout Known<Void>) -> ResponseMetricDraft {
        var draft = ResponseMetricDraft()
        draft.metric = row.text("metric")
        draft.name = row.text("name")
        draft.nameEn = row.text("name_en")
        draft.isPercent = row.flag("is_percent")
        draft.figures = row.list("figures")
        draft.source = row.text("source")
        let choices = DisasterFigure.allCases.map(\.rawValue)
        for figure in draft.figures where !choices.contains(figure) {
            row.report("figures", .notAChoice, ["value": figure, "choices": choices.joined(separator: ", ")])
        }
        if draft.isPercent, draft.figures.count != 2, !draft.figures.isEmpty {
            row.report("figures", .outOfRange, ["value": String(draft.figures.count), "expected": "2"])
        }
        known.define(draft.metric, (), in: row, "metric")
        return draft
    }

    /// By plan, jurisdiction and year: those that start by a forecast.
    private mutating func readForecasts() -> Set<String> {
        Set(
            rows(of: "response_plans.csv").rows.compactMap { row in
                let key = Self.planKey(row.text("plan"), row.text("jurisdiction"), row.optionalWhole("plan_year", 1900...2200))
                _ = row.text("source")
                return row.flag("by_forecast") ? key : nil
            })
    }

    private func readPlan(_ row: CSVRow, _ forecasts: Set<String>) -> ResponsePlan {
        let (plan, jurisdiction, year) = (row.text("plan"), row.text("jurisdiction"), row.optionalWhole("plan_year", 1900...2200))
        return ResponsePlan(
            plan: plan, jurisdiction: jurisdiction, year: year.map(Int.init), adminLevel: row.text("admin_level"),
            isByForecast: forecasts.contains(Self.planKey(plan, jurisdiction, year)))
    }

    private static func planKey(_ plan: String, _ jurisdiction: String, _ year: Int64?) -> String {
        [plan, jurisdiction, year.map(String.init) ?? ""].joined(separator: "\u{1F}")
    }

    private func readTrigger(_ row: CSVRow, _ known: Known<Void>, _ measured: Known<Void>) -> ResponseTriggerDraft {
        var draft = ResponseTriggerDraft()
        draft.hazard = row.text("hazard")
        draft.level = row.require("level") { input throws(InputProblem) in try input.level() } ?? draft.level
        draft.metric = row.text("metric")
        draft.least = row.read("min_inclusive") { input throws(InputProblem) in try input.decimal(least: .zero) }
        draft.limit = row.read("max_exclusive") { input throws(InputProblem) in try input.decimal(least: .zero) }
        draft.unit = row.text("unit")
        draft.source = row.text("source")
        draft.confidence = row.text("confidence")
        draft.note = row.optionalText("note")
        known.find(draft.hazard, in: row, "hazard", "response_hazard")
        measured.find(draft.metric, in: row, "metric", "response_metric")
        if !row.isFilled("min_inclusive") && !row.isFilled("max_exclusive") {
            row.report("min_inclusive", .required, ["value": ""])
        }
        if let limit = draft.limit, limit <= draft.least ?? .zero {
            row.report("max_exclusive", .outOfRange, ["value": limit.digits, "expected": "> \((draft.least ?? .zero).digits)"])
        }
        return draft
    }
}

/// The bands of each metric of each plan: every level once, and no two over the same figures.
private struct TriggerBands {
    private var seen: [String: [(trigger: ResponseTriggerDraft, origin: InputOrigin)]] = [:]

    mutating func check(_ trigger: ResponseTriggerDraft, in row: CSVRow) {
        let key = [String(trigger.plan), trigger.hazard, trigger.metric].joined(separator: "\u{1F}")
        for other in seen[key] ?? [] {
            let first = "\(other.origin.file):\(other.origin.line)"
            if other.trigger.level == trigger.level {
                row.report("level", .duplicate, ["value": trigger.level.rawValue, "first": first])
            } else if Self.overlap(other.trigger, trigger) {
                row.report("min_inclusive", .contradiction, ["value": trigger.least?.digits ?? "", "expected": first])
            }
        }
        seen[key, default: []].append((trigger, row.origin))
    }

    private static func overlap(_ first: ResponseTriggerDraft, _ second: ResponseTriggerDraft) -> Bool {
        let startsBeforeEnd = first.limit.map { (second.least ?? .zero) < $0 } ?? true
        let endsAfterStart = second.limit.map { (first.least ?? .zero) < $0 } ?? true
        return startsBeforeEnd && endsAfterStart
    }
}
