internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Where the reserve should lie so that every town of a scenario is served in time with the least in all (by what each town needs where
    /// that is known, else wherever it strikes), and which moves of what lies
    /// there today improve the readiness check.
    ///
    /// Shape:  `placements`, for each item one row for each place that should hold some of it or does; `unreached` items with the towns
    ///         that no place of ours reaches; `cramped` items for which the places that reach them have no room; `moves`, and the `lines`
    ///         they improve.
    /// Units:  base units.
    /// Errors: notFound for the scenario; SP606, SP609.
    package func planPlacement(level: ResponseLevel, scenario: String, within hours: Int?) async throws -> JSONValue {
        let today = self.today
        return try await store.read { tx in
            var question = GapQuestion(level: level, scenario: scenario)
            question.by = today
            question.movesOnly = true
            let moves = try GapProposal(question, today: today, in: tx).answer
            let basis = try Self.loadReadiness(
                ReadinessQuestion(level: level, scenario: scenario, on: today), today: today, in: tx)
            let report = try PlacementReport(basis, within: hours, in: tx)
            return .object(
                basis.headJSON + [
                    JSONMember("within_hours", JSONValue(hours.map(Int64.init))),
                    JSONMember("towns", .array(basis.scenario.towns.map { .text($0) })),
                    JSONMember("is_optimal", .bool(report.isOptimal)),
                    JSONMember("placements", .array(report.rows)), JSONMember("unreached", .array(report.unreached)),
                    JSONMember("cramped", .array(report.cramped)),
                    JSONMember("short_before", moves[key: "short_before"] ?? .null),
                    JSONMember("short_after", moves[key: "short_after"] ?? .null),
                    JSONMember("moves", moves[key: "steps"] ?? .array([])), JSONMember("lines", .array(Self.improved(moves))),
                ])
        }
    }

    private static func improved(_ moves: JSONValue) -> [JSONValue] {
        (moves[key: "lines"]?.array ?? []).filter { $0[key: "gap_before"]?.integer != $0[key: "gap_after"]?.integer }
    }
}

/// The best places of every item beside what lies there now.
private struct PlacementReport {
    private(set) var rows: [JSONValue] = []
    private(set) var unreached: [JSONValue] = []
    private(set) var cramped: [JSONValue] = []
    private(set) var isOptimal = true

    init(_ basis: ReadinessBasis, within hours: Int?, in tx: borrowing Transaction) throws {
        let lines = basis.demands[0].lines
        let words = Dictionary(lines.map { ($0.item, $0) }) { first, _ in first }
        let requirements = try basis.demands[0].require()
        let needs = zip(lines, requirements).map { line, requirement in
            PlacementNeed(
                item: line.item, quantity: requirement.quantity.rawValue, hours: hours ?? line.withinHours,
                byTown: Dictionary(requirement.towns.map { ($0.town, $0.quantity.rawValue) }) { first, _ in first })
        }
        let gapPlaces = try tx.listGapPlaces()
        let places = gapPlaces.map(\.place)
        let names = try tx.listPlaceWords()
        let held = Self.held(basis)
        var planner = PlacementPlanner(
            needs: needs, towns: basis.scenario.towns, places: places, routes: basis.book.routes, held: held)
        planner.spaces = try tx.listItemSpaces()
        for place in gapPlaces {
            var room = PlacementRoom(area: place.freeArea, volume: place.freeVolume)
            // What lies there of these items may be moved.
            for (item, there) in held { room.take(-(there[place.place] ?? 0), of: planner.spaces[item]) }
            planner.rooms[place.place] = room
        }
        for placement in try planner.placements() {
            guard let line = words[placement.item] else { continue }
            isOptimal = isOptimal && placement.isOptimal
            let item: [JSONMember] = [
                JSONMember("item", .text(line.itemCode)), JSONMember("item_name", .text(line.itemName)),
                JSONMember("item_name_en", .text(line.itemNameEn)), JSONMember("base_unit", .text(line.baseUnit)),
                JSONMember("required", .integer(placement.required)), JSONMember("total", JSONValue(placement.total)),
            ]
            if placement.isWithoutRoom {
                cramped.append(.object(item))
                continue
            }
            guard placement.total != nil else {
                unreached.append(.object(item + [JSONMember("towns", .array(placement.unreached.map { .text($0) }))]))
                continue
            }
            for place in places {
                let (best, there) = (placement.quantities[place] ?? 0, held[placement.item]?[place] ?? 0)
                guard best > 0 || there > 0, let name = names[place] else { continue }
                rows.append(
                    .object(
                        item + [
                            JSONMember("place", .text(name.code)), JSONMember("place_name", .text(name.name)),
                            JSONMember("place_name_en", .text(name.nameEn)), JSONMember("best_quantity", .integer(best)),
                            JSONMember("on_hand", .integer(there)), JSONMember("to_bring", .integer(max(0, best - there))),
                            JSONMember("to_spare", .integer(max(0, there - best))),
                        ]))
            }
        }
    }

    /// Stock of ours that counts wherever it lies near enough.
    private static func held(_ basis: ReadinessBasis) -> [ItemID: [PlaceID: Int64]] {
        var held: [ItemID: [PlaceID: Int64]] = [:]
        for source in basis.check().sources where source.isOwnAndUsable {
            guard let place = source.origin?.place else { continue }
            held[source.item, default: [:]][place, default: 0] += source.quantity
        }
        return held
    }
}
