import StockpileModel
import Testing

@Suite("Where the reserve should lie")
struct PlacementPlannerTests {
    private static let item = ItemID(rawValue: 1)

    /// Towns are places 1, 2 …; depots follow. Minutes by depot and town, nil for no road.
    private func planner(
        _ minutes: [[Int?]], needs: [(quantity: Int64, hours: Int)], byTown: [(quantities: [Int64], hours: Int)] = [],
        held: [Int: Int64] = [:]
    ) -> PlacementPlanner {
        let towns = (minutes.first ?? []).indices.map { PlaceID(rawValue: Int64($0 + 1)) }
        let depots = minutes.indices.map { PlaceID(rawValue: Int64(100 + $0)) }
        var legs: [RouteMap.Leg: Int] = [:]
        for (depot, row) in zip(depots, minutes) {
            for (town, time) in zip(towns, row) { legs[RouteMap.Leg(from: depot, to: town)] = time }
        }
        let stops = (towns + depots).map { ($0, RouteMap.Stop(code: "P\($0.rawValue)", handlingMinutes: 0, company: nil)) }
        return PlacementPlanner(
            needs: needs.map { PlacementNeed(item: Self.item, quantity: $0.quantity, hours: $0.hours) }
                + byTown.map { need in
                    PlacementNeed(
                        item: Self.item, quantity: need.quantities.reduce(0, +), hours: need.hours,
                        byTown: Dictionary(zip(towns.map { "P\($0.rawValue)" }, need.quantities)) { first, _ in first })
                },
            towns: towns.map { "P\($0.rawValue)" }, places: depots,
            routes: RouteMap(stops: Dictionary(stops) { first, _ in first }, minutes: legs),
            held: [Self.item: Dictionary(held.map { (depots[$0.key], $0.value) }) { first, _ in first }])
    }

    @Test func `one depot near to all towns holds it once; without one it lies more than once`() throws {
        let near = try planner([[30, 30], [10, nil]], needs: [(10, 1)]).placements()[0]
        #expect(near.total == 10 && near.quantities == [PlaceID(rawValue: 100): 10] && near.isOptimal)
        let apart = try planner([[30, 90], [90, 30]], needs: [(10, 1)]).placements()[0]
        #expect(apart.total == 20 && apart.quantities.count == 2)
    }

    @Test func `what lies there already stays where it is as good`() throws {
        let placement = try planner([[30], [30], [30]], needs: [(10, 1)], held: [1: 7, 2: 3]).placements()[0]
        #expect(placement.quantities == [PlaceID(rawValue: 101): 7, PlaceID(rawValue: 102): 3])
    }

    @Test func `only what is needed early lies near`() throws {
        let placement = try planner([[200], [30]], needs: [(4, 1), (6, 6)], held: [0: 100]).placements()[0]
        #expect(placement.quantities == [PlaceID(rawValue: 100): 6, PlaceID(rawValue: 101): 4])
    }

    @Test func `no more lies in a place than it has room for, and items that come later get what is left`() throws {
        var placing = planner([[30], [30]], needs: [(10, 1)])
        let square = ItemSpace(area: ExactDecimal("0.5"), volume: nil)
        placing.spaces = [Self.item: square]
        placing.rooms = [PlaceID(rawValue: 100): PlacementRoom(area: 2_000_000, volume: nil)]
        #expect(try placing.placements()[0].quantities == [PlaceID(rawValue: 101): 10])
        placing.rooms[PlaceID(rawValue: 101)] = PlacementRoom(area: 3_400_000, volume: nil)
        let divided = try placing.placements()[0]
        #expect(divided.quantities == [PlaceID(rawValue: 100): 4, PlaceID(rawValue: 101): 6] && !divided.isWithoutRoom)
        placing.rooms[PlaceID(rawValue: 101)] = PlacementRoom(area: 2_900_000, volume: 0)
        let cramped = try placing.placements()[0]
        #expect(cramped.isWithoutRoom && cramped.total == nil && cramped.unreached.isEmpty)
    }

    @Test func `a town that nothing reaches is named, and no place is proposed`() throws {
        let placement = try planner([[30, nil]], needs: [(4, 1)]).placements()[0]
        #expect(placement.total == nil && placement.unreached == ["P2"] && placement.quantities.isEmpty)
    }

    @Test(arguments: 1...20)
    func `the least in all is what trying everything finds`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<4 {
            let (towns, depots) = (Int.random(in: 1...3, using: &numbers), Int.random(in: 1...3, using: &numbers))
            let minutes = (0..<depots).map { _ in
                (0..<towns).map { _ in Bool.random(using: &numbers) ? Int.random(in: 10...150, using: &numbers) : nil }
            }
            let needs = [(Int64.random(in: 0...3, using: &numbers), 1), (Int64.random(in: 0...2, using: &numbers), 2)]
            let found = try planner(minutes, needs: needs).placements()[0]
            #expect(found.total == best(minutes, needs), "\(minutes) \(needs) \(found)")
        }
    }

    private func best(_ minutes: [[Int?]], _ needs: [(Int64, Int)]) -> Int64? {
        let most = needs.reduce(0) { $0 + $1.0 }
        let choices = minutes.reduce([[]] as [[Int64]]) { begun, _ in begun.flatMap { part in (0...most).map { part + [$0] } } }
        return choices.filter { choice in
            minutes[0].indices.allSatisfy { town in
                [1, 2].allSatisfy { hours in
                    let near = choice.indices.filter { (minutes[$0][town] ?? .max) <= hours * 60 }
                    let wanted = needs.filter { $0.1 <= hours }.reduce(0) { $0 + $1.0 }
                    return near.reduce(0) { $0 + choice[$1] } >= wanted
                }
            }
        }.map { $0.reduce(0, +) }.min()
    }

    @Test func `needs by town lie once for each town, beside what is meant for whichever is struck`() throws {
        let near = try planner([[30, 30]], needs: [], byTown: [([4, 6], 1)]).placements()[0]
        #expect(near.total == 10 && near.required == 10)
        let apart = try planner([[30, nil], [nil, 30]], needs: [(5, 1)], byTown: [([4, 0], 1)]).placements()[0]
        #expect(apart.total == 14 && apart.quantities == [PlaceID(rawValue: 100): 9, PlaceID(rawValue: 101): 5])
        let unreached = try planner([[30, nil]], needs: [], byTown: [([4, 0], 1)]).placements()[0]
        #expect(unreached.total == 4)
        #expect(try planner([[30, nil]], needs: [], byTown: [([4, 1], 1)]).placements()[0].unreached == ["P2"])
    }

    @Test(arguments: 1...15 as ClosedRange<UInt64>)
    func `the least by town is what trying everything finds`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        let (towns, depots) = (Int.random(in: 1...3, using: &numbers), Int.random(in: 1...3, using: &numbers))
        let minutes = (0..<depots).map { _ in (0..<towns).map { _ in Bool.random(using: &numbers) ? 30 : nil } }
        let needs = (0..<towns).map { _ in Int64.random(in: 0...3, using: &numbers) }
        let found = try planner(minutes, needs: [], byTown: [(needs, 1)]).placements()[0]
        let choices = minutes.reduce([[]] as [[Int64]]) { begun, _ in
            begun.flatMap { part in (0...needs.reduce(0, +)).map { part + [$0] } }
        }
        let best = choices.filter { choice in
            // Every set of towns finds as much near it as it needs.
            (0..<(1 << towns)).allSatisfy { set in
                let wanted = needs.indices.filter { set & (1 << $0) != 0 }
                let near = choice.indices.filter { depot in wanted.contains { minutes[depot][$0] != nil } }
                return near.reduce(0) { $0 + choice[$1] } >= wanted.reduce(0) { $0 + needs[$1] }
            }
        }.map { $0.reduce(0, +) }.min()
        #expect(found.total == best, "\(minutes) \(needs)")
    }
}
