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

    /// What one line of one scenario needs, everywhere or in one town.
    private struct Need {
        let line: StandardLine
        let target: SupplyTarget
        let required: Int64
        let group: Group
    }

    /// What has to lie together: what the district needs of a category, or what one of its towns has to keep by a quota of its own.
    private struct Group: Hashable {
        let category: String
        let town: String?
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
        let needs = try demands.enumerated().map { position, demand in
            try zip(demand.lines, demand.require()).flatMap { line, requirement in
                requirement.needs(in: position).map { target, required in
                    let town = line.scope == .town ? target.town.map { demand.scenario.towns[$0] } : nil
                    return Need(line: line, target: target, required: required, group: Group(category: line.category, town: town))
                }
            }
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
        let supplies = try needs.map { try supply(of: $0, from: promises) }
        var categories: [String] = []
        for need in needs.joined() where !categories.contains(need.line.category) { categories.append(need.line.category) }
        var unseen = Dictionary(promises.map { ($0, sources[$0].quantity) }) { first, _ in first }
        return categories.map { category in
            let byScenario = supplies.map { $0.filter { $0.key.category == category } }
            let asked = needs.joined().filter { $0.line.category == category }
            let required = byScenario.map { $0.values.reduce(0) { $0 + $1.required } }
            let most = required.max() ?? 0
            let isLast = category == categories.last
            let (promised, physical) = split(byScenario)
            let entries =
                ownEntries(physical, of: item, category, needs: asked)
                + promiseEntries(promised, of: item, category, unseen: &unseen, isLast: isLast)
            return Total(line: asked[0].line, required: most, scenario: required.firstIndex(of: most) ?? 0, entries: entries)
        }
    }

    /// What promises bring by the hour of each line, the line that waits least served first, each unit once.
    private func supply(of needs: [Need], from promises: [Int]) throws -> [Group: Supply] {
        var used: [Int: Int64] = [:]
        var supplies: [Group: Supply] = [:]
        var total: Int64 = 0
        for need in needs.sorted(by: { $0.line.withinHours < $1.line.withinHours }) {
            var supply = supplies[need.group] ?? Supply()
            let (sum, overflow) = total.addingReportingOverflow(need.required)
            guard !overflow else { throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(need.line.itemCode)])) }
            total = sum
            supply.required += need.required
            var open = need.required
            for promise in promises where open > 0 {
                let counted = sources[promise].share(withinHours: need.line.withinHours, on: day, towards: need.target).counted
                let taken = max(0, min(open, counted - (used[promise] ?? 0)))
                guard taken > 0 else { continue }
                used[promise, default: 0] += taken
                supply.promised.append((promise, taken))
                open -= taken
            }
            supplies[need.group] = supply
        }
        return supplies
    }

    /// What has to lie ready is the most that any scenario lacks after the promises it can use; of promises as much as any scenario needs
    /// besides. What a town keeps by its quota serves no other.
    private func split(_ supplies: [[Group: Supply]]) -> (promised: [Int: Int64], physical: [String?: Int64]) {
        var physical: [String?: Int64] = [:]
        for (group, supply) in supplies.joined() { physical[group.town] = max(physical[group.town] ?? 0, supply.physical) }
        var promised: [Int: Int64] = [:]
        for groups in supplies {
            var own: [Int: Int64] = [:]
            for (group, supply) in groups {
                var open = max(0, supply.required - (physical[group.town] ?? 0))
                for part in supply.promised {
                    let taken = min(open, part.quantity)
                    own[part.source, default: 0] += taken
                    open -= taken
                }
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

    /// Own goods: a town's quota lies in the town; the rest in the proportion in which what quotas leave lies today. What lies nowhere goes
    /// to the depot that is near enough, else to the towns.
    private func ownEntries(_ physical: [String?: Int64], of item: ItemID, _ category: String, needs: [Need]) -> [ReserveEntry] {
        func key(_ form: ReserveForm, _ place: PlaceID?) -> ReserveEntry.Key {
            ReserveEntry.Key(category: category, item: item, form: form, place: place)
        }
        var held: [ReserveEntry.Key: Int64] = [:]
        for source in sources where source.item == item && source.category == category && source.isUsable {
            guard let form = ReserveForm(source.kind) else { continue }
            held[key(form, source.origin?.place), default: 0] += source.quantity
        }
        let rank = Dictionary(places.enumerated().map { ($1.place, $0) }) { first, _ in first }
        func position(_ key: ReserveEntry.Key) -> (Int, Int64) { (key.place.flatMap { rank[$0] } ?? Int.max, key.place?.rawValue ?? 0) }
        var wanted: [ReserveEntry.Key: Int64] = [:]
        for (town, quantity) in physical where quantity > 0 {
            if let town { wanted[key(.physical, routes.place(town))] = quantity }
        }
        let quantity = physical[nil as String?] ?? 0
        let rest = held.map { ($0.key, $0.value - (wanted[$0.key] ?? 0)) }.filter { $0.1 > 0 }.sorted { position($0.0) < position($1.0) }
        if !rest.isEmpty {
            for ((key, _), part) in zip(rest, Self.parts(of: quantity, by: rest.map(\.1))) { wanted[key, default: 0] += part }
        } else if quantity > 0 {
            for (place, part) in newPlaces(quantity, for: needs.filter { $0.group.town == nil }) {
                wanted[key(.physical, place), default: 0] += part
            }
        }
        return Set(held.keys).union(wanted.keys).sorted { position($0) < position($1) }.map {
            ReserveEntry(key: $0, quantity: wanted[$0] ?? 0, onHand: held[$0] ?? 0)
        }
    }

    private func newPlaces(_ quantity: Int64, for needs: [Need]) -> [(PlaceID?, Int64)] {
        let hours = needs.map(\.line.withinHours).min() ?? 0
        let asking = Set(needs.map(\.target.scenario)).sorted().map { demands[$0].scenario }
        let arrivals = places.filter { $0.kind == .depot }.compactMap { depot -> (place: PlaceID, minutes: Int)? in
            let minutes = asking.map { routes.way(from: depot.place, to: $0.towns).arrivalMinutes }
            guard !minutes.contains(where: { $0.map { $0 > hours * 60 } ?? true }) else { return nil }
            return (depot.place, minutes.compactMap(\.self).max() ?? 0)
        }
        // Of depots that are equally near the first.
        if let nearest = arrivals.map(\.minutes).min(), let depot = arrivals.first(where: { $0.minutes == nearest }) {
            return [(depot.place, quantity)]
        }
        let codes = Set(asking.flatMap(\.towns))
        let towns = places.filter { codes.contains($0.code) }
        guard !towns.isEmpty else { return [(nil, quantity)] }
        // By what each needs where that is known, else by the people there.
        var weights = towns.map(\.population)
        if needs.allSatisfy({ $0.target.town != nil }) {
            let known = needs.map { need in
                (need.target.town.map { demands[need.target.scenario].scenario.towns[$0] } ?? "", need.required)
            }
            let byTown = Dictionary(known) { max($0, $1) }
            weights = towns.map { byTown[$0.code] ?? 0 }
        }
        let parts = Self.parts(of: quantity, by: weights.contains { $0 > 0 } ? weights : weights.map { _ in 1 })
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
