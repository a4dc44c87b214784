internal import StockpileSolver

/// Gives what there is of one item to the lines that need it, each unit to one line at most.
///
/// As much as possible is covered; among the ways to do so, physical stock goes before promises, and earlier lines before later ones.
struct SupplySharing {
    /// What lines need, in the order of the standard.
    struct Need {
        let line: StandardLine
        let required: Int64
    }

    let needs: [Need]
    private var parcels: [Parcel: Int64] = [:]

    /// A quantity that exists from an hour on. Sources that serve the same lines in the same way are one parcel.
    private struct Parcel: Hashable {
        let kind: SupplyKind
        let category: String?
        let hours: Int

        func serves(_ line: StandardLine) -> Bool {
            (category == nil || category == line.category) && hours <= line.withinHours
        }

        var sortKey: (Int, Int, String) { (kind.preference, hours, category ?? "") }
    }

    /// Errors: SP606 when the needs of all lines together do not fit.
    init(needs: [Need], sources: [SupplySource], on day: CalendarDate) throws {
        self.needs = needs
        guard let total = Quantity.sum(needs.compactMap { Quantity(rawValue: $0.required) })?.rawValue else {
            throw StockpileError.refused(Refusal(.quantityInvalid, ["item": JSONValue(needs.first?.line.itemCode)]))
        }
        let hours = Set(needs.map(\.line.withinHours)).sorted()
        for source in sources {
            var earlier: Int64 = 0
            for hour in hours {
                let counted = source.share(withinHours: hour, on: day).counted
                let parcel = Parcel(kind: source.kind, category: source.category, hours: hour)
                // More than all lines need together changes nothing, and bounds the sums.
                let (sum, overflow) = parcels[parcel, default: 0].addingReportingOverflow(counted - earlier)
                parcels[parcel] = overflow ? total : min(sum, total)
                earlier = counted
            }
        }
    }

    /// What every line is given, by kind.
    ///
    /// Shape: as `needs`.
    func drawn() throws -> [[SupplyKind: Int64]] {
        let nodes = parcels.filter { $0.value > 0 }.sorted { $0.key.sortKey < $1.key.sortKey }
        var arcs: [stockpile_arc] = []
        for (source, node) in nodes.enumerated() {
            for (demand, need) in needs.enumerated() where node.key.serves(need.line) {
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
}
