package import StockpileModel
internal import StockpileStore

extension Operations {
    /// What expired in stock, by year and by category or item; with what lies there in lots whose expiry nobody knows.
    ///
    /// Shape:  `waste`, newest year first, and `not_known`, which is in none of it.
    /// Units:  base units; fen as it was when the last day ended.
    package func measureWaste(year: Int?, byItem: Bool) async throws -> JSONValue {
        let (today, zone) = (self.today, timeZone)
        return try await store.read { tx in
            let waste = try tx.listWaste(year: year, byItem: byItem, until: today, zone: zone)
            let total = waste.reduce(0) { $0 + ($1[key: "expired_value_fen"]?.integer ?? 0) }
            return ["expired_value_fen": .integer(total), "waste": .array(waste), "not_known": .array(try tx.listUndated())]
        }
    }
}
