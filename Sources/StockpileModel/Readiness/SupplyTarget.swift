/// Where a need has to be met: in every town of a scenario, or in one of them.
package struct SupplyTarget: Sendable, Hashable {
    /// The position of the scenario in the check.
    package let scenario: Int
    /// The position of the town in the scenario; nil for all its towns.
    package let town: Int?

    package init(scenario: Int = 0, town: Int? = nil) {
        self.scenario = scenario
        self.town = town
    }
}

/// The ways from one place to the towns of a scenario.
package struct TownWays: Sendable {
    /// To all of them.
    package let whole: Way
    /// To each of them; empty where nobody asks for single towns.
    package let single: [Way]
}

extension RouteMap {
    /// Shape: single towns only where the demand has a line that is reckoned town by town.
    func ways(from place: PlaceID, for demand: ReadinessDemand) -> TownWays {
        let towns = demand.scenario.towns
        return TownWays(whole: way(from: place, to: towns), single: demand.isByTown ? towns.map { way(from: place, to: [$0]) } : [])
    }
}
