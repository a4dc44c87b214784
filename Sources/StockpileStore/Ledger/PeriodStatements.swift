internal import Postgres
package import StockpileModel

extension Store {
    /// Moves a month on: open → closing → closed; answers where it stands now.
    ///
    /// Errors: SP301 closed already, SP303 not over yet, SP401, SP402 the same person again.
    package func closePeriod(_ period: String, by person: PersonID) async throws -> String {
        guard let row = try await statement("SELECT stockpile.close_period(\(period), \(person)) AS state").first else {
            throw StockpileError.unexpected(reference: StockpileError.freshReference(), description: "no state")
        }
        return try row.get("state")
    }
}
