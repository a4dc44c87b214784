/// How supply stands towards scenarios: the roads to their towns as they are, or as some losses would leave them.
package struct SupplyOutlook: Sendable {
    private let scenarios: [ReadinessScenario]
    private let losses: SupplyLosses
    private let routes: RouteMap
    /// From every place to the towns of each scenario.
    private let ways: [PlaceID: [Way]]

    package init(towards scenarios: [ReadinessScenario], by routes: RouteMap, losing losses: SupplyLosses = SupplyLosses()) {
        let passable = losses.roads.reduce(routes) { $0.cutting($1) }
        self.scenarios = scenarios
        self.losses = losses
        self.routes = passable
        ways = Dictionary(
            routes.stops.keys.map { place in (place, scenarios.map { passable.way(from: place, to: $0.towns) }) }
        ) { first, _ in first }
    }

    /// What of a book there is on a day.
    ///
    /// Shape: stock first, then promises, then mutual aid, each in the order of the book.
    package func sources(in book: SupplyBook, on day: CalendarDate) -> [SupplySource] {
        let rule = book.mutualAid.isEmpty ? nil : book.confidence.rule(on: day)
        return book.stock.map { source($0, on: day) } + book.promises.map { source($0, by: book.confidence, on: day) }
            + book.mutualAid.map { source($0, by: rule) }
    }

    private func source(_ span: StockSpan, on day: CalendarDate) -> SupplySource {
        let isLost = losses.takes(span, in: routes)
        return SupplySource(
            item: span.item, origin: SupplySource.Origin(place: span.place, lot: span.lot),
            aspects: zip(scenarios, ways[span.place] ?? []).map { scenario, way in
                let group = span.group(on: day, through: scenario.responseEnds(from: day))
                return SupplySource.Aspect(way: way, content: .stock(group), isLost: isLost)
            })
    }

    private func source(_ span: PromiseSpan, by book: PromiseBook, on day: CalendarDate) -> SupplySource {
        let isLost = losses.takes(span, in: routes)
        let confidence = book.confidence(of: span.key, on: day)
        return SupplySource(
            item: span.key.item, origin: SupplySource.Origin(place: span.key.place, agreement: span.key.agreement),
            aspects: zip(scenarios, ways[span.key.place] ?? []).map { scenario, way in
                SupplySource.Aspect(
                    way: way, content: span.content(confidence, towards: scenario.towns, by: routes), isLost: isLost)
            })
    }

    private func source(_ span: MutualAidSpan, by rule: ConfidenceRule?) -> SupplySource {
        let isLost = losses.takes(span, in: routes)
        let content = span.content(by: rule)
        return SupplySource(
            item: span.item, origin: SupplySource.Origin(place: span.place, mutualAid: span.number),
            aspects: (ways[span.place] ?? []).map { SupplySource.Aspect(way: $0, content: content, isLost: isLost) })
    }
}
