internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Counts, newest first; of one state, or all.
    package func listCounts(state: CountState?, slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listCounts(state: state, slice: slice, zone: zone) }
    }

    /// A count with its lines, entries and steps. Quantities, of the books and counted, only from the review on.
    ///
    /// Errors: notFound.
    package func showCount(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { tx in
            let count = try tx.findCount(number)
            guard case .object(let members) = try tx.showCountHead(number, zone: zone) else { return .null }
            return .object(
                members + [
                    JSONMember("lines", .array(try tx.listCountDetails(count, zone: zone))),
                    JSONMember("entries", .array(try tx.listCountEntries(count, zone: zone))),
                    JSONMember("events", .array(try tx.listCountEvents(count.id, zone: zone))),
                ])
        }
    }

    /// The sheet this person takes along: what to count, never how much there should be.
    ///
    /// Errors: notFound; SP401, SP501 when nobody counts (any more).
    package func showCountSheet(_ number: String) async throws -> [JSONValue] {
        try person.require(.enterCount)
        let person = self.person
        return try await store.read { tx in
            let count = try tx.findCount(number)
            guard CountState.openForCounting.contains(count.state) else {
                throw StockpileError.refused(Refusal(.wrongState, ["number": .text(number), "state": .text(count.state.rawValue)]))
            }
            return try tx.listCountSheet(count, for: person.id)
        }
    }
}
