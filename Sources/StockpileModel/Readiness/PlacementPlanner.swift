/// What has to be in reach by an hour: of every town, wherever the scenario strikes, or of each town by what it needs.
package struct PlacementNeed: Sendable, Hashable {
    package let item: ItemID
    /// Of needs by town their sum.
    package let quantity: Int64
    package let hours: Int
    /// By the town's code; empty where the whole quantity has to be in reach of every town.
    package let byTown: [String: Int64]

    package init(item: ItemID, quantity: Int64, hours: Int, byTown: [String: Int64] = [:]) {
        self.item = item
        self.quantity = quantity
        self.hours = hours
        self.byTown = byTown
    }
}

/// Where the reserve of one item should lie.
package struct Placement: Sendable {
    package let item: ItemID
    /// All that is needed at once: in one town, and in each town by its own figure.
    package let required: Int64
    /// The least that lies in all places together so that every town is served in time; nil where some town cannot be.
    package let total: Int64?
    /// How much lies best where; places without any are left out.
    package let quantities: [PlaceID: Int64]
    /// Towns, by code, that no place of ours reaches in time.
    package let unreached: [String]
    /// Every town could be reached, but the places that reach them have no room for so much beside what stands before it in the standard.
    package var isWithoutRoom: Bool { total == nil && unreached.isEmpty }
    /// False when the search was stopped before it was sure.
    package let isOptimal: Bool
}

/// Finds for each item where it should lie: wherever the scenario strikes among its towns, all that is needed is in reach in time. Where
/// needs are known by town, each town has its own in reach, and no unit is meant for two.
///
/// Shape:  the least in all; then as little as possible to be brought beyond what lies there already; then in as few places as that allows.
///         Room is given to one item after the other, in the order of needs.
/// Source: docs/decisions/0022-closing-the-gap.md
package struct PlacementPlanner: Sendable {
    private let needs: [PlacementNeed]
    private let towns: [String]
    private let places: [PlaceID]
    private let routes: RouteMap
    private let held: [ItemID: [PlaceID: Int64]]
    /// What there is for the items together; a place that is not named, or was not measured, has room for everything.
    package var rooms: [PlaceID: PlacementRoom] = [:]
    package var spaces: [ItemID: ItemSpace] = [:]

    /// - Parameters:
    ///   - places: where the reserve may lie.
    ///   - held: what lies there and may be used.
    package init(
        needs: [PlacementNeed], towns: [String], places: [PlaceID], routes: RouteMap, held: [ItemID: [PlaceID: Int64]] = [:]
    ) {
        self.needs = needs
        self.towns = towns
        self.places = places
        self.routes = routes
        self.held = held
    }

    /// One for each item, in the order in which needs name it.
    package func placements() throws -> [Placement] {
        var order: [ItemID] = []
        for need in needs where !order.contains(need.item) { order.append(need.item) }
        var rooms = rooms
        return try order.map { item in
            let placement = try placement(of: item, needs.filter { $0.item == item }, in: rooms)
            for (place, quantity) in placement.quantities { rooms[place]?.take(quantity, of: spaces[item]) }
            return placement
        }
    }

    private func placement(of item: ItemID, _ needs: [PlacementNeed], in rooms: [PlaceID: PlacementRoom]) throws -> Placement {
        let sum = needs.reduce(Int128(0)) { $0 + Int128($1.quantity) }
        guard sum <= Int128(InputText.quantityMax), let required = Int64(exactly: sum) else {
            throw StockpileError.refused(Refusal(.quantityInvalid, ["quantity": .integer(Int64(clamping: sum))]))
        }
        var program = IntegerProgram()
        let columns = places.map { program.addColumn(upTo: min(required, rooms[$0]?.units(of: spaces[item]) ?? required)) }
        let (single, whole) = (needs.filter { !$0.byTown.isEmpty }, needs.filter(\.byTown.isEmpty))
        // What is meant for single towns lies beside what is meant for whichever town is struck.
        let shared = single.isEmpty || whole.isEmpty ? columns : places.map { _ in program.addColumn(upTo: required) }
        var unreached = requireEverywhere(whole, of: shared, in: &program)
        unreached.formUnion(requireByTown(single, beside: whole.isEmpty ? [] : shared, of: columns, in: &program))
        let all = columns.map { IntegerProgram.Term($0) }
        guard unreached.isEmpty, case .solved(let least) = try program.minimising(all).solve() else {
            return Placement(
                item: item, required: required, total: nil, quantities: [:], unreached: unreached.sorted(), isOptimal: true)
        }
        let values = try leastBrought(program, columns, item: item, total: least.objective) ?? least.values
        let found = zip(places, columns).map { ($0, values[$1]) }.filter { $0.1 > 0 }
        return Placement(
            item: item, required: required, total: least.objective, quantities: Dictionary(found) { first, _ in first }, unreached: [],
            isOptimal: least.isOptimal)
    }

    /// What is needed by an hour and all earlier ones lies where that hour is kept. Answers towns that nothing reaches.
    private func requireEverywhere(
        _ needs: [PlacementNeed], of columns: [IntegerProgram.ColumnIndex], in program: inout IntegerProgram
    ) -> Set<String> {
        var unreached: Set<String> = []
        for hours in Set(needs.filter { $0.quantity > 0 }.map(\.hours)).sorted() {
            let quantity = needs.filter { $0.hours <= hours }.reduce(0) { $0 + $1.quantity }
            for town in towns {
                let near = places.indices.filter { reaches(town, from: places[$0], within: hours) }
                if near.isEmpty { unreached.insert(town) }
                program.require(near.map { .init(columns[$0]) }, atLeast: quantity)
            }
        }
        return unreached
    }

    /// Every unit of a place goes to one town, or is shared. Answers towns that nothing reaches.
    private func requireByTown(
        _ needs: [PlacementNeed], beside shared: [IntegerProgram.ColumnIndex], of columns: [IntegerProgram.ColumnIndex],
        in program: inout IntegerProgram
    ) -> Set<String> {
        guard !needs.isEmpty else { return [] }
        var unreached: Set<String> = []
        var taken = places.indices.map { position in shared.isEmpty ? [] : [IntegerProgram.Term(shared[position])] }
        for need in needs {
            for town in towns {
                guard let quantity = need.byTown[town], quantity > 0 else { continue }
                let near = places.indices.filter { reaches(town, from: places[$0], within: need.hours) }
                if near.isEmpty { unreached.insert(town) }
                let flows = near.map { place in
                    let flow = program.addColumn(upTo: quantity)
                    taken[place].append(.init(flow))
                    return flow
                }
                program.require(flows.map { .init($0) }, atLeast: quantity)
            }
        }
        for (terms, column) in zip(taken, columns) { program.require(terms + [.init(column, times: -1)], atMost: 0) }
        return unreached
    }

    private func leastBrought(
        _ program: IntegerProgram, _ columns: [IntegerProgram.ColumnIndex], item: ItemID, total: Int64
    ) throws -> [Int64]? {
        var program = program
        program.require(columns.map { .init($0) }, atMost: total)
        var brought: [IntegerProgram.Term] = []
        var used: [IntegerProgram.Term] = []
        // Fewer places outweigh earlier ones, and a unit less to bring outweighs both.
        let fewer = Int64(places.count * places.count)
        for (position, (place, column)) in zip(places, columns).enumerated() {
            let more = program.addColumn(upTo: total)
            let there = min(held[item]?[place] ?? 0, total)
            program.require([.init(column), .init(more, times: -1)], atMost: there)
            brought.append(.init(more, times: (fewer + 1) * Int64(places.count + 1)))
            let isUsed = program.addChoice()
            program.require([.init(column), .init(isUsed, times: -total)], atMost: 0)
            used.append(.init(isUsed, times: fewer + Int64(position)))
        }
        guard case .solved(let solution) = try program.minimising(brought + used).solve() else { return nil }
        return solution.values
    }

    private func reaches(_ town: String, from place: PlaceID, within hours: Int) -> Bool {
        let way = routes.way(from: place, to: [town])
        return way.arrivalMinutes.map { $0 <= hours * 60 } ?? false
    }
}

/// The room of a place, as far as it was measured.
package struct PlacementRoom: Sendable, Hashable {
    /// Millionths of a square metre.
    package private(set) var area: Int64?
    /// Millionths of a cubic metre.
    package private(set) var volume: Int64?

    package init(area: Int64?, volume: Int64?) {
        self.area = area
        self.volume = volume
    }

    /// So many units fit in; nil where nothing is known of their size or of the room.
    func units(of space: ItemSpace?) -> Int64? {
        [(area, space?.area), (volume, space?.volume)].compactMap { room, size -> Int64? in
            guard let room, let size, size.millionths > 0 else { return nil }
            return max(0, room) / size.millionths
        }.min()
    }

    /// Room for so many units more or, below zero, less.
    package mutating func take(_ quantity: Int64, of space: ItemSpace?) {
        func left(_ room: Int64?, _ size: ExactDecimal?) -> Int64? {
            guard let room, let size else { return room }
            return Int64(clamping: Int128(room) - Int128(quantity) * Int128(size.millionths))
        }
        (area, volume) = (left(area, space?.area), left(volume, space?.volume))
    }
}
