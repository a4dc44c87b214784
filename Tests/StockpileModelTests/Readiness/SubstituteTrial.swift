import StockpileModel
import Testing

/// A few items that serve for each other, with little of each, reckoned by trying every way; shares nothing with the engine.
struct SubstituteTrial {
    struct Source {
        let item: Int
        let quantity: Int
        /// The hour from which it counts.
        let hour: Int
        let category: String?
    }

    struct Need {
        let item: Int
        let required: Int
        let hours: Int
        let category: String
    }

    /// One unit of the substitute stands for `tenths` tenths of a unit of the item.
    struct Substitute {
        let item: Int
        let substitute: Int
        let tenths: Int
    }

    struct Part {
        let kit: Int
        let part: Int
        let quantity: Int
    }

    var sources: [Source] = []
    var needs: [Need] = []
    var substitutes: [Substitute] = []
    var parts: [Part] = []

    /// Items with a higher number serve for those with a lower one, so that nothing leads back.
    init(seed: UInt64) {
        var numbers = SeededNumbers(seed: seed)
        func some(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }
        let count = some(2...4)
        for item in 1..<count {
            for other in (item + 1)...count {
                switch some(0...5) {
                case 0, 1: substitutes.append(Substitute(item: item, substitute: other, tenths: [5, 10, 20, 30, 15, 3][some(0...5)]))
                case 2: parts.append(Part(kit: item, part: other, quantity: some(1...2)))
                default: break
                }
            }
        }
        for item in 1...count {
            for _ in 0..<some(0...2) {
                let category: String? = some(0...3) == 0 ? nil : some(0...3) == 0 ? "flood" : "relief"
                sources.append(Source(item: item, quantity: some(0...3), hour: [6, 12, 24][some(0...2)], category: category))
            }
        }
        for _ in 0..<some(1...2) {
            needs.append(
                Need(
                    item: some(1...min(2, count)), required: some(0...6), hours: [6, 12, 24][some(0...2)],
                    category: some(0...3) == 0 ? "flood" : "relief"))
        }
    }

    /// The most that can be covered in all.
    var most: Int { most(of: 0, given: needs.map { _ in [:] }) }

    /// Every way to give the units of one source after the other to the needs they may serve.
    private func most(of source: Int, given: [[Int: Int]]) -> Int {
        guard source < sources.count else {
            return zip(needs, given).reduce(0) { sum, pair in sum + Self.best(pair.0.item, upTo: pair.0.required, of: pair.1, self) }
        }
        let one = sources[source]
        let served = needs.indices.filter { one.hour <= needs[$0].hours && (one.category == nil || one.category == needs[$0].category) }
        func giving(_ quantity: Int, to need: Int, _ before: [[Int: Int]]) -> [[Int: Int]] {
            var after = before
            after[need][one.item, default: 0] += quantity
            return after
        }
        switch served.count {
        case 0: return most(of: source + 1, given: given)
        case 1: return most(of: source + 1, given: giving(one.quantity, to: served[0], given))
        default:
            return (0...one.quantity).map { part in
                most(of: source + 1, given: giving(one.quantity - part, to: served[1], giving(part, to: served[0], given)))
            }.max() ?? 0
        }
    }

    /// How much of an item, up to what is needed, can be had of a bag.
    private static func best(_ item: Int, upTo required: Int, of bag: [Int: Int], _ trial: SubstituteTrial) -> Int {
        var most = 0
        var lots = bag
        let own = min(required, lots[item] ?? 0)
        lots[item] = 0
        trial.eachWay(to: item, with: lots) { gained in most = max(most, min(required, own + gained)) }
        return most
    }

    /// Every way to make more of one item of a bag: how much is made, one substitute and then the kit after the other.
    private func eachWay(to item: Int, with bag: [Int: Int], _ body: (Int) -> Void) {
        let ways = substitutes.filter { $0.item == item }
        let needed = parts.filter { $0.kit == item }
        func go(_ way: Int, _ bag: [Int: Int], _ gained: Int) {
            if way < ways.count {
                let other = ways[way].substitute
                produce(other, in: bag) { after in
                    for used in 0...(after[other] ?? 0) {
                        var left = after
                        left[other, default: 0] -= used
                        go(way + 1, left, gained + used * ways[way].tenths / 10)
                    }
                }
            } else if !needed.isEmpty {
                body(gained)
                assemble(needed, bag) { count in body(gained + count) }
            } else {
                body(gained)
            }
        }
        go(0, bag, 0)
    }

    /// Every bag in which some units of an item were made of others.
    private func produce(_ item: Int, in bag: [Int: Int], _ body: ([Int: Int]) -> Void) {
        body(bag)
        for way in substitutes where way.item == item {
            produce(way.substitute, in: bag) { after in
                let there = after[way.substitute] ?? 0
                guard there > 0 else { return }
                for used in 1...there {
                    var made = after
                    made[way.substitute, default: 0] -= used
                    made[item, default: 0] += used * way.tenths / 10
                    body(made)
                }
            }
        }
        let needed = parts.filter { $0.kit == item }
        guard !needed.isEmpty else { return }
        gather(needed[...], bag) { after in
            let most = needed.map { (after[$0.part] ?? 0) / $0.quantity }.min() ?? 0
            guard most > 0 else { return }
            for count in 1...most {
                var made = after
                for part in needed { made[part.part, default: 0] -= part.quantity * count }
                made[item, default: 0] += count
                body(made)
            }
        }
    }

    private func gather(_ needed: ArraySlice<Part>, _ bag: [Int: Int], _ body: ([Int: Int]) -> Void) {
        guard let first = needed.first else { return body(bag) }
        produce(first.part, in: bag) { gather(needed.dropFirst(), $0, body) }
    }

    private func assemble(_ needed: [Part], _ bag: [Int: Int], _ body: (Int) -> Void) {
        gather(needed[...], bag) { after in body(needed.map { (after[$0.part] ?? 0) / $0.quantity }.min() ?? 0) }
    }
}

extension SubstituteTrial {
    /// The same for the engine.
    func check() throws -> ReadinessCheck {
        let lines = try needs.map { need in
            try StandardLine.needing("\(need.required)", item: Int64(need.item), of: need.category, within: need.hours)
        }
        let supply = sources.map { source -> SupplySource in
            if let category = source.category {
                let way = Way.minutes(source.hour * 60)
                return .stock(Int64(source.quantity), item: Int64(source.item), of: category, way: way)
            }
            return .agreement(Int64(source.quantity), item: Int64(source.item), after: source.hour)
        }
        var check = try ReadinessCheck.of(lines, supply, drivers: ["resettled": "1"])
        check.substitutes = SubstituteMap(
            substitutes: try substitutes.map { row in
                SubstituteMap.Substitute(
                    item: ItemID(rawValue: Int64(row.item)), substitute: ItemID(rawValue: Int64(row.substitute)),
                    units: try #require(ExactDecimal(millionths: Int64(row.tenths) * 100_000)), source: "made up")
            },
            parts: parts.map {
                SubstituteMap.Part(
                    kit: ItemID(rawValue: Int64($0.kit)), part: ItemID(rawValue: Int64($0.part)), quantity: Int64($0.quantity),
                    source: "made up")
            })
        return check
    }
}
