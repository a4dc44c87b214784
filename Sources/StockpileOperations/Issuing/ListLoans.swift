internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// What is lent and not given back yet: to whom, until when, how many days overdue; only what is overdue if asked.
    package func listLoans(isOverdueOnly: Bool = false) async throws -> [JSONValue] {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { try $0.listLoans(isOverdueOnly: isOverdueOnly, on: today, zone: zone) }
    }
}
