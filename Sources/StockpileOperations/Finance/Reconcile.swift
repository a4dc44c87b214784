internal import Postgres
package import StockpileModel
internal import StockpileStore

/// A month as finance reads it.
package struct Reconciliation: Sendable {
    package let period: String
    package let rows: [JSONValue]

    /// Rows in which opening + in − out is not the closing balance.
    package var differences: Int {
        rows.count(where: { $0[key: "difference_quantity"] != .integer(0) || $0[key: "difference_value_fen"] != .integer(0) })
    }
}

extension Operations {
    /// Opening + in − out = closing for a month, in quantity and value, by place and category.
    ///
    /// Errors: invalid for what is not a month.
    package func reconcile(period: String) async throws -> Reconciliation {
        let (start, end) = try Self.bounds(of: period)
        let zone = timeZone
        let rows = try await store.read { tx in
            try tx.listReconciliation(from: tx.midnight(start, zone), to: tx.midnight(end, zone))
        }
        return Reconciliation(period: period, rows: rows)
    }

    /// Begins to close a month, or confirms it when another person has begun.
    ///
    /// Shape:  the state after: closing or closed.
    /// Errors: SP301, SP303, SP401, SP402; invalid for what is not a month.
    package func closePeriod(_ period: String) async throws -> String {
        try person.require(.closePeriod)
        _ = try Self.bounds(of: period)
        return try await store.closePeriod(period, by: person.id)
    }

    static func bounds(of period: String) throws -> (CalendarDate, CalendarDate) {
        guard let start = CalendarDate(rawValue: "\(period)-01") else {
            throw StockpileError.invalid([FieldProblem(field: "period", .notADate, ["value": period, "expected": "2026-10"])])
        }
        return (start, start.adding(months: 1))
    }
}
