/// The reserve a standard asks for: how much of each item, in which form, where.
///
/// Source: docs/decisions/0021-versions-of-standards-and-sizing.md
package struct ReserveSizing: Sendable {
    /// What one item comes to in one category.
    package struct Total: Sendable {
        package let line: StandardLine
        package let required: Int64
        /// The position of the scenario that asks for most.
        package let scenario: Int
        package let entries: [ReserveEntry]
    }

    /// What one line of one scenario needs.
    private struct Need {
        let line: StandardLine
        let required: Int64
    }

    /// What promises bring in time for one category in one scenario, in the order in which they are drawn on.
    private struct Supply {
        var required: Int64 = 0
        var promised: [(source: Int, quantity: Int64)] = []

        /// What has to lie ready.
        var physical: Int64 { required - promised.reduce(0) { $0 + $1.quantity } }
    }

    private let demands: [ReadinessDemand]
    private let sources: [SupplySource]
    private let day: CalendarDate
    private let places: [ReservePlace]
    private let routes: RouteMap

    /// - Parameters:
    ///   - sources: with an aspect for each demand.
    ///   - places: where own goods may lie.
    package init(demands: [ReadinessDemand], sources: [SupplySource], day: CalendarDate, places: [ReservePlace], routes: RouteMap) {
        self.demands = demands
        self.sources = sources
        self.day = day
        self.places = places
        self.routes = routes
    }

    /// Every category and item of the standard, in the order in which the scenarios' lines name them first.
    ///
    /// Errors: SP609 for a driver without a figure; SP606 when figures do not fit.
    package func totals() throws -> [Total] {
        let needs = try demands.map { demand in
            try zip(demand.lines, demand.require()).map { Need(line: $0, required: $1.quantity.rawValue) }
        }
        var order: [ItemID] = []
        for need in needs.joined() where !order.contains(need.line.item) { order.append(need.line.item) }
        return try order.flatMap { item in
            try totals(of: item, needs.map { $0.filter { $0.line.item == item } })
        }
    }

    private func totals(of item: ItemID, _ needs: [[Need]]) throws -> [Total] {
        let promises = sources.indices.filter { sources[$0].item == item && [.agreement, .capacity].contains(sources[$0].kind) }
            .sorted { (sources[$0].kind.preference, $0) < (sources[$1].kind.preference, $1) }
        let supplies = try needs.indices.map { try supply(of: needs[$0], in: $0, from: promises) }
        var categories: [String] = []
        for need in needs.joined() where !categories.contains(need.line.category) { categories.append(need.line.category) }
        var unseen = Dictionary(promises.map { ($0, sources[$0].quantity) }) { first, _ in first }
        return categories.map { category in
            let byScenario = supplies.map { $0[category] ?? Supply() }
            let lines = needs.joined().map(\.line).filter { $0.category == category }
            let most = byScenario.map(\.required).max() ?? 0
            let isLast = category == categories.last
            let (promised, physical) = split(byScenario)
            let entries =
                ownEntries(physical, of: item, category, lines: lines)
                + promiseEntries(promised, of: item, category, unseen: &unseen, isLast: isLast)
            return Total(
                line: lines[0], required: most, scenario: byScenario.firstIndex { $0.required == most } ?? 0, entries: entries)
        }
    }

    /// What promises bring by the hour of each line, the line that waits least served first, each unit once; by category.
    private func supply(of needs: [Need], in scenario: Int, from promises: [Int]) throws -> [String: Supply] {
        var used: [Int: Int64] = [:]
        var supplies: [String: Supply] = [:]
        for need in needs.sorted(by: { $0.line.withinHours < $1.line.withinHours }) {
            var supply = supplies[need.line.category] ?? Supply()
            let (sum, overflow) = supply.required.addingReportingOverflow(need.required)
            guard !overflow else { throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(need.line.itemCode)])) }
            supply.required = sum
            var open = need.required
            for promise in promises where open > 0 {
                let counted = sources[promise].share(withinHours: need.line.withinHours, on: day, scenario: scenario).counted
                let taken = max(0, min(open, counted - (used[promise] ?? 0)))
                guard taken > 0 else { continue }
                used[promise, default: 0] += taken
                supply.promised.append((promise, taken))
                open -= taken
            }
            supplies[need.line.category] = supply
        }
        return supplies
    }

    /// What has to lie ready is the most that any scenario lacks after the promises it can use; of promises as much as any scenario needs
    /// besides.
    private func split(_ supplies: [Supply]) -> (promised: [Int: Int64], physical: Int64) {
        let physical = supplies.map(\.physical).max() ?? 0
        var promised: [Int: Int64] = [:]
        for supply in supplies {
            var open = max(0, supply.required - physical)
            var own: [Int: Int64] = [:]
            for part in supply.promised {
                let taken = min(open, part.quantity)
                own[part.source, default: 0] += taken
                open -= taken
            }
            promised.merge(own) { max($0, $1) }
        }
        return (promised, physical)
    }

    /// A place's promises of one form are one row. What is promised beyond all categories stands in the last one's row.
    private func promiseEntries(
        _ promised: [Int: Int64], of item: ItemID, _ category: String, unseen: inout [Int: Int64], isLast: Bool
    ) -> [ReserveEntry] {
        var entries: [ReserveEntry] = []
        func rank(_ source: Int) -> (Int, Int) { (sources[source].kind.preference, source) }
        for (source, left) in unseen.sorted(by: { rank($0.key) < rank($1.key) }) {
            let quantity = promised[source] ?? 0
            let there = isLast ? left : min(left, quantity)
            unseen[source] = left - there
            guard quantity > 0 || there > 0, let form = ReserveForm(sources[source].kind) else { continue }
            let key = ReserveEntry.Key(category: category, item: item, form: form, place: sources[source].origin?.place)
            if let known = entries.firstIndex(where: { $0.key == key }) {
                entries[known].quantity += quantity
                entries[known].onHand += there
            } else {
                entries.append(ReserveEntry(key: key, quantity: quantity, onHand: there))
            }
        }
        return entries
    }

    /// Own goods: in the proportion in which they lie today; what lies nowhere goes to the depot that is near enough, else to the towns.
    private func ownEntries(_ quantity: Int64, of item: ItemID, _ category: String, lines: [StandardLine]) -> [ReserveEntry] {
        var held: [ReserveEntry.Key: Int64] = [:]
        for source in sources where source.item == item && source.category == category && source.isUsable {
            guard let form = ReserveForm(source.kind) else { continue }
            let key = ReserveEntry.Key(category: category, item: item, form: form, place: source.origin?.place)
            held[key, default: 0] += source.quantity
        }
        let rank = Dictionary(places.enumerated().map { ($1.place, $0) }) { first, _ in first }
        func position(_ key: ReserveEntry.Key) -> (Int, Int64) { (key.place.flatMap { rank[$0] } ?? Int.max, key.place?.rawValue ?? 0) }
        let there = held.sorted { position($0.key) < position($1.key) }
        if !there.isEmpty {
            return zip(there, Self.parts(of: quantity, by: there.map(\.value))).map {
                ReserveEntry(key: $0.key, quantity: $1, onHand: $0.value)
            }
        }
        guard quantity > 0 else { return [] }
        return newPlaces(quantity, hours: lines.map(\.withinHours).min() ?? 0, lines: lines).map { place, part in
            let key = ReserveEntry.Key(category: category, item: item, form: .physical, place: place)
            return ReserveEntry(key: key, quantity: part, onHand: 0)
        }
    }

    private func newPlaces(_ quantity: Int64, hours: Int, lines: [StandardLine]) -> [(PlaceID?, Int64)] {
        let asking = demands.filter { demand in demand.lines.contains { $0.item == lines[0].item && $0.category == lines[0].category } }
        let arrivals = places.filter { $0.kind == .depot }.compactMap { depot -> (place: PlaceID, minutes: Int)? in
            let minutes = asking.map { routes.way(from: depot.place, to: $0.scenario.towns).arrivalMinutes }
            guard !minutes.contains(where: { $0.map { $0 > hours * 60 } ?? true }) else { return nil }
            return (depot.place, minutes.compactMap(\.self).max() ?? 0)
        }
        // Of depots that are equally near the first.
        if let nearest = arrivals.map(\.minutes).min(), let depot = arrivals.first(where: { $0.minutes == nearest }) {
            return [(depot.place, quantity)]
        }
        let codes = Set(asking.flatMap(\.scenario.towns))
        let towns = places.filter { codes.contains($0.code) }
        guard !towns.isEmpty else { return [(nil, quantity)] }
        let people = towns.map(\.population)
        let parts = Self.parts(of: quantity, by: people.contains { $0 > 0 } ? people : people.map { _ in 1 })
        return zip(towns, parts).filter { $1 > 0 }.map { ($0.place, $1) }
    }

    /// Whole parts of a quantity in proportion to weights; what is left goes one by one to the largest fractions, earlier ones first.
    static func parts(of quantity: Int64, by weights: [Int64]) -> [Int64] {
        let total = weights.reduce(Int128(0)) { $0 + Int128($1) }
        guard total > 0 else { return weights.map { _ in 0 } }
        let shares = weights.map { (Int128(quantity) * Int128($0)).quotientAndRemainder(dividingBy: total) }
        var parts = shares.map { Int64($0.quotient) }
        let left = quantity - parts.reduce(0, +)
        let fractions = shares.indices.sorted { (shares[$1].remainder, $0) < (shares[$0].remainder, $1) }
        for index in fractions.prefix(Int(left)) { parts[index] += 1 }
        return parts
    }
}
