package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// What becomes of readiness over the next days if nothing is done.
    ///
    /// Shape:  the first day below the level for the whole, for each category and each line; for each line every day on which what is
    ///         covered changes, with what ceased to count (above zero) or began to count again (below zero), and why.
    /// Units:  base units of the item.
    /// Errors: as for a check; `days` from 1 to 3660.
    /// Source: the version of the standard in effect on the first day, or the one that is tried; the rules of confidence in force on each.
    package func forecastReadiness(
        level: ResponseLevel, scenario code: String, from day: CalendarDate? = nil, days: Int, trying: StandardVersion? = nil
    ) async throws -> ForecastReport {
        let today = today
        var question = ReadinessQuestion(level: level, scenario: code, on: day)
        question.daysAhead = days
        question.tryingStandard = trying
        return try await store.read { [question] tx in
            let basis = try Self.loadReadiness(question, today: today, in: tx)
            return try basis.forecast(standardChangesOn: try tx.findChangeOfStandard(for: level, in: basis.span))
        }
    }
}

extension ReadinessBasis {
    /// What becomes of readiness over the days of the span.
    func forecast(standardChangesOn: CalendarDate?) throws -> ForecastReport {
        let forecast = ReadinessForecast(of: demands[0], categories: categories.map(\.code), book: book, over: span)
        return ForecastReport(basis: self, answer: try forecast.answer(), standardChangesOn: standardChangesOn)
    }
}

/// A forecast with the names people know things by.
package struct ForecastReport: Sendable {
    package let basis: ReadinessBasis
    package let answer: ForecastAnswer
    /// From when on another version of the standard holds, which the forecast does not look at.
    package let standardChangesOn: CalendarDate?

    /// What programs get.
    ///
    /// Units: base units of the item.
    package var json: JSONValue {
        .object(
            basis.headJSON + [
                JSONMember("until", JSONValue(basis.span.upperBound)),
                JSONMember("standard_changes_on", JSONValue(standardChangesOn)),
                JSONMember("first_short_on", JSONValue(answer.firstShortOn)),
                JSONMember("short_lines", .array(answer.shortCounts.map { ["on": JSONValue($0.on), "short": .integer(Int64($0.lines))] })),
                JSONMember("categories", .array(answer.categories.map(json))), JSONMember("lines", .array(answer.lines.map(json))),
            ])
    }

    private func json(_ category: String) -> JSONValue {
        let lines = answer.lines.filter { $0.line.category == category }
        let last = answer.span.upperBound
        return .object(
            basis.names(ofCategory: category) + [
                JSONMember("lines", .integer(Int64(lines.count))),
                JSONMember("short", .integer(Int64(lines.count { $0.isShort(on: answer.span.lowerBound) }))),
                JSONMember("short_at_end", .integer(Int64(lines.count { $0.isShort(on: last) }))),
                JSONMember("first_short_on", JSONValue(answer.firstShortOn(category))),
            ])
    }

    private func json(_ forecast: LineForecast) -> JSONValue {
        let required = forecast.requirement.quantity.rawValue
        return .object(
            basis.names(of: forecast.line) + [
                JSONMember("required", .integer(required)), JSONMember("within_hours", .integer(Int64(forecast.line.withinHours))),
                JSONMember("covered", .integer(forecast.covered(on: answer.span.lowerBound))),
                JSONMember("first_short_on", JSONValue(forecast.firstShortOn)),
                JSONMember("lowest_covered", JSONValue(forecast.lowest?.covered)), JSONMember("lowest_on", JSONValue(forecast.lowest?.on)),
                JSONMember("steps", .array(forecast.steps.map { json($0, required: required) })),
            ])
    }

    private func json(_ step: LineForecast.Step, required: Int64) -> JSONValue {
        let changes = ExclusionReason.allCases.compactMap { reason in step.changes[reason].map { (reason, $0) } }
        return [
            "on": JSONValue(step.on), "covered": .integer(step.covered), "gap": .integer(required - step.covered),
            "changes": .array(changes.map { ["reason": .text($0.0.rawValue), "quantity": .integer($0.1)] }),
        ]
    }
}
