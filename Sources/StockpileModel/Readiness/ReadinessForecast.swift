/// What becomes of readiness from day to day if nothing is done: lots go out of date, agreements end, proofs grow old, care falls due,
/// reservations lapse and loans come back.
package struct ReadinessForecast: Sendable {
    private let demand: ReadinessDemand
    private let categories: [String]
    private let book: SupplyBook
    private let span: ClosedRange<CalendarDate>

    package init(of demand: ReadinessDemand, categories: [String], book: SupplyBook, over span: ClosedRange<CalendarDate>) {
        self.demand = demand
        self.categories = categories
        self.book = book
        self.span = span
    }

    /// Only on days on which something of an item changes can its lines change, so only these are reckoned.
    ///
    /// Errors: as for a check of any of the days.
    package func answer() throws -> ForecastAnswer {
        let outlook = SupplyOutlook(towards: [demand], by: book.routes)
        let books = book.byItem
        let empty = SupplyBook(stock: [], promises: [], confidence: book.confidence, routes: book.routes)
        var forecasts: [Int: LineForecast] = [:]
        for (item, positions) in Dictionary(grouping: demand.lines.indices, by: { demand.lines[$0].item }) {
            let book = books[item] ?? empty
            for day in book.changeDays(responseDays: demand.scenario.responseDays, in: span) {
                let answer = try ReadinessCheck(
                    scenario: demand.scenario, categories: [], lines: positions.map { demand.lines[$0] },
                    sources: outlook.sources(in: book, on: day), day: day
                ).answer()
                for (position, line) in zip(positions, answer.lines) {
                    forecasts[position, default: LineForecast(line: line.line, requirement: line.requirement)].add(line, on: day)
                }
            }
        }
        return ForecastAnswer(span: span, categories: categories, lines: demand.lines.indices.compactMap { forecasts[$0] })
    }
}

/// One line over the days: how it stands at first, and every day on which that changes.
package struct LineForecast: Sendable {
    /// From this day on, until the next step.
    package struct Step: Sendable {
        package let on: CalendarDate
        package let covered: Int64
        /// What does not count any more, or counts again (below zero), and why.
        package let changes: [ExclusionReason: Int64]
    }

    package let line: StandardLine
    package let requirement: Requirement
    package private(set) var steps: [Step] = []
    private var lastLeftOut: [ExclusionReason: Int64] = [:]

    init(line: StandardLine, requirement: Requirement) {
        self.line = line
        self.requirement = requirement
    }

    /// A day on which no more and no less is covered makes no step.
    mutating func add(_ answer: LineAnswer, on day: CalendarDate) {
        guard steps.last?.covered != answer.covered else { return }
        let before = steps.isEmpty ? answer.leftOut : lastLeftOut
        let changes = answer.leftOut.merging(before.mapValues { -$0 }) { $0 + $1 }.filter { $0.value != 0 }
        lastLeftOut = answer.leftOut
        steps.append(Step(on: day, covered: answer.covered, changes: changes))
    }

    private var required: Int64 { requirement.quantity.rawValue }

    package var firstShortOn: CalendarDate? { steps.first { $0.covered < required }?.on }

    /// The worst of the days, the earliest where several are alike.
    package var lowest: Step? { steps.min { ($0.covered, $0.on) < ($1.covered, $1.on) } }

    package func covered(on day: CalendarDate) -> Int64 { steps.last { $0.on <= day }?.covered ?? 0 }

    package func isShort(on day: CalendarDate) -> Bool { covered(on: day) < required }
}

/// Readiness over a span of days.
///
/// Shape: lines in the order of the standard.
package struct ForecastAnswer: Sendable {
    package let span: ClosedRange<CalendarDate>
    package let categories: [String]
    package let lines: [LineForecast]

    /// The first day below the level; nil when there is none in the span.
    package var firstShortOn: CalendarDate? { lines.compactMap(\.firstShortOn).min() }

    package func firstShortOn(_ category: String) -> CalendarDate? {
        lines.filter { $0.line.category == category }.compactMap(\.firstShortOn).min()
    }

    /// How many lines are short from which day on.
    ///
    /// Shape: the first day and every day on which the number changes.
    package var shortCounts: [(on: CalendarDate, lines: Int)] {
        let days = Set(lines.flatMap { $0.steps.map(\.on) } + [span.lowerBound]).sorted()
        return days.reduce(into: []) { counts, day in
            let count = lines.count { $0.isShort(on: day) }
            if counts.last?.lines != count { counts.append((day, count)) }
        }
    }
}
