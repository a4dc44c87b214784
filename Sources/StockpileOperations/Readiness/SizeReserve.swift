internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// The reserve catalogue that a version of a standard asks for: for each category and item the most that any of the scenarios needs,
    /// split into forms and places, beside what is there now and what the version before asked for.
    ///
    /// Shape:  `entries` in the order of the standard; own goods first, then agreements, then capacity. Without a version the one in force,
    ///         without scenarios all of its hazards. `quantity_before` is null where there was no version before.
    /// Units:  base units.
    /// Errors: notFound for the version or a scenario; SP606, SP609, SP654 where no scenario has a hazard of the standard.
    package func sizeReserve(code: String, version: Int?, scenarios: [String]) async throws -> JSONValue {
        let today = self.today
        return try await store.read { tx in
            let standard = try Self.standard(code, version, on: today, in: tx)
            let chosen = try scenarios.isEmpty ? Self.scenarios(of: standard, among: tx.listScenarios().map(\.code), in: tx) : scenarios
            guard !chosen.isEmpty else {
                throw StockpileError.refused(Refusal(.noScenarioOfStandard, ["standard": .text(standard.named.description)]))
            }
            let before = try tx.findStandard(before: standard)
            let (basis, totals) = try Self.totals(of: standard, scenarios: chosen, today: today, in: tx)
            let known = try before.map { try Self.scenarios(of: $0, among: chosen, in: tx) } ?? []
            let older = try before.flatMap { older in
                try known.isEmpty ? [] : Self.totals(of: older, scenarios: known, today: today, in: tx).totals
            }
            let catalogue = ReserveCatalogue(
                totals: totals, before: before == nil ? nil : older ?? [], scenarios: basis.demands.map(\.scenario.code),
                words: try tx.listPlaceWords())
            return [
                "code": .text(standard.code), "version": .integer(standard.version), "name": .text(standard.name),
                "name_en": .text(standard.nameEn), "level": .text(standard.level.rawValue), "on": JSONValue(today),
                "standard_before": JSONValue(before?.named.description), "scenarios": .array(chosen.map { .text($0) }),
                "entries": .array(catalogue.rows),
            ]
        }
    }

    /// Those scenarios of which the standard says something.
    private static func scenarios(
        of standard: Standard, among codes: [String], in tx: borrowing Transaction
    ) throws -> [String] {
        let hazards = Set(try tx.listStandardLines(of: standard).map(\.hazard))
        return try codes.filter { code in
            guard !hazards.contains(nil) else { return true }
            return try tx.findScenario(code: code).map { hazards.contains($0.hazard) } ?? false
        }
    }

    private static func totals(
        of standard: Standard, scenarios: [String], today: CalendarDate, in tx: borrowing Transaction
    ) throws -> (basis: ReadinessBasis, totals: [ReserveSizing.Total]) {
        var question = ReadinessQuestion(level: standard.level, scenario: scenarios[0], on: today)
        question.otherScenarios = Array(scenarios.dropFirst())
        question.tryingStandard = standard.named
        let basis = try loadReadiness(question, today: today, in: tx)
        let sizing = ReserveSizing(
            demands: basis.demands, sources: basis.check().sources, day: today, places: try tx.listReservePlaces(),
            routes: basis.book.routes)
        return (basis, try sizing.totals())
    }
}

/// What two versions ask for, row by row.
private struct ReserveCatalogue {
    let totals: [ReserveSizing.Total]
    /// Nil where there was no version before.
    let before: [ReserveSizing.Total]?
    let scenarios: [String]
    let words: [PlaceID: PlaceWords]

    var rows: [JSONValue] {
        let older = (before ?? []).flatMap { total in total.entries.map { (total, $0) } }
        var quantities = Dictionary(older.map { ($0.1.key, $0.1.quantity) }) { first, _ in first }
        let asked = Dictionary(totals.map { ([$0.line.category, $0.line.itemCode], $0) }) { first, _ in first }
        var rows = totals.flatMap { total in
            total.entries.map { entry in
                row(total.line, total, entry, before: before == nil ? nil : quantities.removeValue(forKey: entry.key) ?? 0)
            }
        }
        // What the version before wanted there and this one does not.
        for (total, entry) in older where quantities[entry.key] != nil && entry.quantity > 0 {
            var gone = entry
            gone.quantity = 0
            rows.append(row(total.line, asked[[total.line.category, total.line.itemCode]], gone, before: entry.quantity))
        }
        return rows
    }

    /// `total` is nil for what the standard does not ask for any more.
    private func row(_ line: StandardLine, _ total: ReserveSizing.Total?, _ entry: ReserveEntry, before: Int64?) -> JSONValue {
        let place = entry.key.place.flatMap { words[$0] }
        return [
            "category": .text(line.category), "item": .text(line.itemCode), "item_name": .text(line.itemName),
            "item_name_en": .text(line.itemNameEn), "base_unit": .text(line.baseUnit),
            "required": .integer(total?.required ?? 0), "scenario": JSONValue(total.map { scenarios[$0.scenario] }),
            "form": .text(entry.key.form.rawValue), "place": JSONValue(place?.code), "place_name": JSONValue(place?.name),
            "place_name_en": JSONValue(place?.nameEn), "quantity": .integer(entry.quantity), "on_hand": .integer(entry.onHand),
            "change": .integer(entry.quantity - entry.onHand), "quantity_before": JSONValue(before),
            "change_before": JSONValue(before.map { entry.quantity - $0 }),
        ]
    }
}
