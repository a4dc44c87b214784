internal import StockpileSolver

/// Gives what there is of one item to the lines that need it, each unit to one line at most.
///
/// As much as possible is covered; among the ways to do so, physical stock goes before promises, and earlier lines before later ones.
struct SupplySharing {
    /// What lines need, in the order of the standard.
    struct Need {
        let line: StandardLine
        /// The scenario that asks for it, and where it has to be.
        let target: SupplyTarget
        let required: Int64
        /// By when it has to be there.
        let hours: Int

        fileprivate var call: Call { Call(target: target, hours: hours) }
    }

    let needs: [Need]
    private var parcels: [Parcel: Int64] = [:]

    /// Needs at one target by one hour: what reaches one of them in time reaches all.
    fileprivate struct Call: Hashable {
        let target: SupplyTarget
        let hours: Int

        var sortKey: (Int, Int, Int) { (hours, target.scenario, target.town ?? -1) }
    }

    /// A quantity that answers some calls and no others. Sources that serve the same calls in the same way are one parcel.
    private struct Parcel: Hashable {
        let kind: SupplyKind
        let category: String?
        /// Positions of the calls it answers in time, ascending.
        let calls: [Int]

        private var rank: (Int, Int, String) { (kind.preference, -calls.count, category ?? "") }

        func precedes(_ other: Parcel) -> Bool {
            let (one, two) = (rank, other.rank)
            return one == two ? calls.lexicographicallyPrecedes(other.calls) : one < two
        }
    }

    private let calls: [Call]
    /// What is in time for a need without rivals.
    private var alone: [SupplyKind: Int64] = [:]

    /// Errors: SP606 when the needs of all lines together do not fit.
    init(needs: [Need], sources: [SupplySource], on day: CalendarDate) throws {
        self.needs = needs
        calls = Set(needs.map(\.call)).sorted { $0.sortKey < $1.sortKey }
        guard let total = Quantity.sum(needs.compactMap { Quantity(rawValue: $0.required) })?.rawValue else {
            throw StockpileError.refused(Refusal(.quantityInvalid, ["item": JSONValue(needs.first?.line.itemCode)]))
        }
        if needs.count == 1 {
            alone = Self.inTime(for: needs[0], of: sources, on: day)
            return
        }
        for source in sources {
            let counted = calls.map { source.share(withinHours: $0.hours, on: day, towards: $0.target).counted }
            // Of one source, what is in time for a call is in time for every call that gets as much: the calls form a chain.
            var earlier: Int64 = 0
            for level in Set(counted).sorted() where level > 0 {
                let answered = calls.indices.filter { counted[$0] >= level }
                let parcel = Parcel(kind: source.kind, category: source.category, calls: answered)
                // More than all lines need together changes nothing, and bounds the sums.
                let (sum, overflow) = parcels[parcel, default: 0].addingReportingOverflow(level - earlier)
                parcels[parcel] = overflow ? total : min(sum, total)
                earlier = level
            }
        }
    }

    /// What every line is given, by kind.
    ///
    /// Shape: as `needs`.
    func drawn() throws -> [[SupplyKind: Int64]] {
        if needs.count == 1 { return [drawnAlone(by: needs[0])] }
        let nodes = parcels.filter { $0.value > 0 }.sorted { $0.key.precedes($1.key) }
        let callOf = needs.map { calls.firstIndex(of: $0.call) ?? 0 }
        var arcs: [stockpile_arc] = []
        for (source, node) in nodes.enumerated() {
            for (demand, need) in needs.enumerated() where node.key.calls.contains(callOf[demand]) {
                guard node.key.category == nil || node.key.category == need.line.category else { continue }
                // A unit changes lines at one end of its way and kinds at the other, so one kind must outweigh all lines.
                let cost = Int64(node.key.kind.preference * (needs.count + 1) + demand)
                arcs.append(stockpile_arc(source: Int32(source), demand: Int32(demand), cost: cost, flow: 0))
            }
        }
        let outcome = stockpile_solve_transport(
            nodes.map(\.value), Int32(nodes.count), needs.map(\.required), Int32(needs.count), &arcs, Int32(arcs.count))
        guard outcome == 0 else {
            throw StockpileError.unexpected(reference: "SHARING", description: "the solver refused the network of an item")
        }
        var drawn = [[SupplyKind: Int64]](repeating: [:], count: needs.count)
        for arc in arcs where arc.flow > 0 {
            drawn[Int(arc.demand)][nodes[Int(arc.source)].key.kind, default: 0] += arc.flow
        }
        return drawn
    }

    /// Shape: no more of a kind than is needed, which bounds the sums.
    private static func inTime(for need: Need, of sources: [SupplySource], on day: CalendarDate) -> [SupplyKind: Int64] {
        var sums: [SupplyKind: Int64] = [:]
        for source in sources where source.category == nil || source.category == need.line.category {
            let counted = source.share(withinHours: need.hours, on: day, towards: need.target).counted
            guard counted > 0 else { continue }
            let (sum, overflow) = sums[source.kind, default: 0].addingReportingOverflow(counted)
            sums[source.kind] = overflow ? need.required : min(sum, need.required)
        }
        return sums
    }

    /// A need without rivals takes what it likes best.
    private func drawnAlone(by need: Need) -> [SupplyKind: Int64] {
        var missing = need.required
        var drawn: [SupplyKind: Int64] = [:]
        for kind in SupplyKind.allCases {
            let taken = min(missing, alone[kind] ?? 0)
            if taken > 0 { drawn[kind] = taken }
            missing -= taken
        }
        return drawn
    }
}
