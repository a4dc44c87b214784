package import StockpileModel
package import StockpileStore

extension Operations {
    /// Stock as it stands now, or as it was at a moment, or as it was known at one.
    ///
    /// Shape:  one row per item, place, lot or category; `available` is what could be issued on that day.
    /// Errors: notFound for a filter that names nothing.
    package func listStock(by grouping: StockGrouping, _ filter: StockFilter, at moment: LedgerMoment? = nil) async throws -> [JSONValue] {
        let day = moment?.day ?? today
        return try await store.read { tx in
            let rows = try tx.listStock(by: grouping, filter, on: day, at: moment)
            if rows.isEmpty { try tx.requireKnown(filter) }
            return rows
        }
    }

    /// A look back from what a person typed; nil when both are left out. A day means its last moment.
    ///
    /// Errors: invalid for what is no moment, or one to come.
    package func moment(asOf: String?, knownAt: String?) throws -> LedgerMoment? {
        guard asOf != nil || knownAt != nil else { return nil }
        var problems: [FieldProblem] = []
        let then = asOf.flatMap { readMoment($0, "--as-of", &problems) }
        let known = knownAt.flatMap { readMoment($0, "--known-at", &problems) }
        guard problems.isEmpty else { throw StockpileError.invalid(problems) }
        return LedgerMoment(asOf: then?.text, knownAt: known?.text, day: then?.day ?? known?.day ?? today)
    }

    private func readMoment(_ text: String, _ field: String, _ problems: inout [FieldProblem]) -> (text: String, day: CalendarDate)? {
        if let day = try? InputText(text).date() {
            guard day <= today else {
                problems.append(FieldProblem(field: field, .outOfRange, ["value": text, "expected": "≤ \(today.rawValue)"]))
                return nil
            }
            return ("\(day.rawValue) 23:59:59.999999 \(timeZone)", day)
        }
        guard let day = day(of: text) else {
            problems.append(FieldProblem(field: field, .notADate, ["value": text, "expected": "2026-09-30, 2026-09-30T08:30:00+08:00"]))
            return nil
        }
        guard day <= today else {
            problems.append(FieldProblem(field: field, .outOfRange, ["value": text, "expected": "≤ \(today.rawValue)"]))
            return nil
        }
        return (text, day)
    }

    /// Documents, newest first by either time.
    ///
    /// Errors: notFound for a place that does not exist.
    package func listDocuments(_ filter: DocumentFilter) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { tx in
            if let place = filter.place { try tx.requireKnown(StockFilter(place: place)) }
            return try tx.listDocuments(filter, zone: zone)
        }
    }

    /// A document with its movements.
    ///
    /// Errors: notFound.
    package func showDocument(_ number: String) async throws -> JSONValue {
        let zone = timeZone
        return try await store.read { try $0.findDocument(number, zone: zone) }
    }
}
