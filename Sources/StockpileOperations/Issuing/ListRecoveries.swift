internal import Postgres
package import StockpileModel
package import StockpileStore

extension Operations {
    /// Goods that are to come back, longest out first: who has them, how long, and how many are still out.
    package func listRecoveries(_ filter: RecoveryFilter) async throws -> [JSONValue] {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { try $0.listRecoveries(filter, on: today, zone: zone) }
    }

    /// Which share of what they were given users brought back, the worst first.
    package func listRecoveryRates(_ filter: RecoveryFilter) async throws -> [JSONValue] {
        try await store.read { try $0.listRecoveryRates(filter) }
    }
}
