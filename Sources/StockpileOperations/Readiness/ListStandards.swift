package import StockpileModel
internal import Postgres
internal import StockpileStore

extension Operations {
    /// Every scenario a check can be made for: code, names, hazard, days, towns and drivers.
    package func listScenarios() async throws -> [JSONValue] {
        try await store.read { tx in
            let hazards = try tx.listHazardNames()
            return try tx.listScenarios().map { $0.json(hazard: hazards[$0.hazard]) }
        }
    }

    /// Every version of every standard with its state today, by level, then the latest day of effect first.
    package func listStandards() async throws -> [JSONValue] {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { try $0.listStandards(on: today, zone: zone) }
    }
}
