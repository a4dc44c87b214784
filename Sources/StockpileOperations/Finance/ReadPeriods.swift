internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// The months that are closed or being closed, the newest first, each with the head of the seal that covers it.
    package func listPeriods() async throws -> [JSONValue] {
        try person.require(.read)
        let zone = timeZone
        return try await store.read { try $0.listPeriods(zone: zone) }
    }

    /// The close sheet of a month: who closed it, the head of the chain then, and the figures that two persons sign.
    ///
    /// Shape:  the month as `listPeriods` has it, `totals` per category and the `rows` of its reconciliation.
    ///         Nothing is posted into a closed month, so the sheet is the same whenever it is asked for.
    /// Errors: notFound when the month is not closed; invalid for what is not a month.
    package func showCloseSheet(_ period: String) async throws -> JSONValue {
        try person.require(.read)
        let (start, end) = try Self.bounds(of: period)
        let zone = timeZone
        return try await store.read { tx in
            guard let month = try tx.listPeriods(period, zone: zone).first, month[key: "state"]?.text == PeriodState.closed.rawValue,
                let members = month.members
            else { throw StockpileError.notFound(subject: "period", code: period) }
            let rows = try tx.listReconciliation(from: tx.midnight(start, zone), to: tx.midnight(end, zone))
            return .object(
                members + [
                    JSONMember("totals", .array(Self.totals(of: rows))), JSONMember("rows", .array(rows)),
                ])
        }
    }

    private static let summed = ["opening", "in", "out", "closing", "difference"].flatMap { ["\($0)_quantity", "\($0)_value_fen"] }

    /// One row per category, in the order of the rows, and the whole at the end.
    private static func totals(of rows: [JSONValue]) -> [JSONValue] {
        var order: [String] = []
        var byCategory: [String: [JSONValue]] = [:]
        for row in rows {
            let category = row[key: "category"]?.text ?? ""
            if byCategory[category] == nil { order.append(category) }
            byCategory[category, default: []].append(row)
        }
        return order.map { category in sum(byCategory[category] ?? [], keeping: ["category", "category_name", "category_name_en"]) }
    }

    private static func sum(_ rows: [JSONValue], keeping keys: [String]) -> JSONValue {
        .object(
            keys.map { key in JSONMember(key, rows.first?[key: key] ?? .null) }
                + summed.map { key in JSONMember(key, .integer(rows.reduce(0) { $0 + ($1[key: key]?.integer ?? 0) })) })
    }
}
