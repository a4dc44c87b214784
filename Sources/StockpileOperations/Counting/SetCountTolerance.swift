internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Sets up to which value of a difference two agreeing counters suffice, from a day on; nil is today. Answers all that were set.
    ///
    /// Units:  fen.
    /// Errors: SP401.
    package func setCountTolerance(fen: Int64, from day: CalendarDate?, source: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.approveCount)
        let person = self.person
        let request: JSONValue = ["tolerance_fen": .integer(fen), "effective_from": JSONValue(day), "source": .text(source)]
        return try await run("set_count_tolerance", key: key, request: request) { tx, _ in
            try tx.setCountTolerance(fen: fen, from: day, source: source, by: person.id)
            return .array(try tx.listCountTolerances())
        }
    }

    /// Every tolerance that was set, newest first.
    package func listCountTolerances() async throws -> [JSONValue] {
        try await store.read { try $0.listCountTolerances() }
    }
}
