/// What is imagined to be lost: places with all that lies there, roads, companies with all that they keep and promise.
package struct SupplyLosses: Sendable, Hashable {
    package var places: Set<PlaceID> = []
    package var roads: Set<RouteMap.Leg> = []
    /// By code.
    package var companies: Set<String> = []
    /// By code.
    package var neighbours: Set<String> = []

    package init() {}

    package var isEmpty: Bool { places.isEmpty && roads.isEmpty && companies.isEmpty && neighbours.isEmpty }

    func takes(_ span: StockSpan, in routes: RouteMap) -> Bool { !isEmpty && takes(span.place, in: routes) }

    func takes(_ span: PromiseSpan, in routes: RouteMap) -> Bool {
        !isEmpty && (companies.contains(span.company) || takes(span.key.place, in: routes))
    }

    func takes(_ span: MutualAidSpan, in routes: RouteMap) -> Bool {
        !isEmpty && (neighbours.contains(span.neighbour.code) || takes(span.place, in: routes))
    }

    private func takes(_ place: PlaceID, in routes: RouteMap) -> Bool {
        places.contains(place) || routes.stops[place]?.company.map(companies.contains) == true
    }
}
