/// How supply stands towards scenarios: the roads to their towns as they are, or as some losses would leave them.
package struct SupplyOutlook: Sendable {
    private let demands: [ReadinessDemand]
    private let losses: SupplyLosses
    private let routes: RouteMap
    /// From every place to the towns of each scenario.
    private let ways: [PlaceID: [TownWays]]

    package init(towards demands: [ReadinessDemand], by routes: RouteMap, losing losses: SupplyLosses = SupplyLosses()) {
        let passable = losses.roads.reduce(routes) { $0.cutting($1) }
        self.demands = demands
        self.losses = losses
        self.routes = passable
        ways = Dictionary(
            routes.stops.keys.map { place in (place, demands.map { passable.ways(from: place, for: $0) }) }
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
            aspects: zip(demands, ways[span.place] ?? []).map { demand, ways in
                let group = span.group(on: day, through: demand.scenario.responseEnds(from: day))
                return SupplySource.Aspect(ways: ways, content: .stock(group), isLost: isLost)
            })
    }

    private func source(_ span: PromiseSpan, by book: PromiseBook, on day: CalendarDate) -> SupplySource {
        let isLost = losses.takes(span, in: routes)
        let confidence = book.confidence(of: span.key, on: day)
        return SupplySource(
            item: span.key.item, origin: SupplySource.Origin(place: span.key.place, agreement: span.key.agreement),
            aspects: zip(demands, ways[span.key.place] ?? []).map { demand, ways in
                // An agreement may have hours of its own for a town.
                func aspect(_ way: Way, to towns: [String], each single: [SupplySource.Aspect] = []) -> SupplySource.Aspect {
                    SupplySource.Aspect(
                        way: way, content: span.content(confidence, towards: towns, by: routes), isLost: isLost, towns: single)
                }
                let towns = demand.scenario.towns
                return aspect(ways.whole, to: towns, each: zip(ways.single, towns).map { aspect($0, to: [$1]) })
            })
    }

    private func source(_ span: MutualAidSpan, by rule: ConfidenceRule?) -> SupplySource {
        let isLost = losses.takes(span, in: routes)
        let content = span.content(by: rule)
        return SupplySource(
            item: span.item, origin: SupplySource.Origin(place: span.place, mutualAid: span.number),
            aspects: (ways[span.place] ?? []).map { SupplySource.Aspect(ways: $0, content: content, isLost: isLost) })
    }
}
