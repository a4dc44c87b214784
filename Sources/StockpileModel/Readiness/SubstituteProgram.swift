/// The integer program of items that serve for each other: for each need a network from what there is to what covers it.
///
/// Shape:  what comes to an item is its own units, what its substitutes stand for, and kits that are put together; what leaves it is used
///         up in place of other items, as part of kits, or covers the need. A part of a unit is left out once for a need and substitute.
struct SubstituteProgram {
    /// A sum that is made as small as it can be.
    struct Aim {
        let terms: [IntegerProgram.Term]
        /// It is never smaller.
        let least: Int64
    }

    var program = IntegerProgram()
    /// How much of each need is covered.
    private(set) var covers: [IntegerProgram.ColumnIndex] = []
    private let map: SubstituteMap
    private let parcels: [SubstituteParcel]
    private var networks: [SubstituteNetwork] = []
    private var draws: [(parcel: Int, need: Int, column: IntegerProgram.ColumnIndex)] = []

    /// Errors: SP606 when the needs are beyond what the solver is trusted with.
    init(needs: [SupplySharing.Need], parcels: [SubstituteParcel], _ map: SubstituteMap) throws {
        self.map = map
        self.parcels = parcels
        for (position, need) in needs.enumerated() {
            var network = try SubstituteNetwork(need, map)
            for (index, parcel) in parcels.enumerated() where parcel.needs.contains(position) {
                guard let most = network.most[parcel.item] else { continue }
                let column = program.addColumn(upTo: min(parcel.quantity, most))
                network.draws[parcel.item, default: []].append((index, column))
                draws.append((index, position, column))
            }
            network.addFlows(to: &program, map)
            covers.append(network.cover)
            networks.append(network)
        }
        try refuseTooMuch(of: needs)
        for (index, parcel) in parcels.enumerated() {
            let terms = draws.filter { $0.parcel == index }.map { IntegerProgram.Term($0.column) }
            // More than all needs together can use needs no row.
            if terms.count > 1, parcel.quantity <= IntegerProgram.largest { program.require(terms, atMost: parcel.quantity) }
        }
        addOwnCover(needs)
    }

    /// What is decided after how much is covered, one after the other.
    var aims: [Aim] {
        let all = draws.map { IntegerProgram.Term($0.column) }
        let kinds = draws.compactMap { draw -> IntegerProgram.Term? in
            let preference = parcels[draw.parcel].kind.preference
            return preference > 0 ? .init(draw.column, times: Int64(preference)) : nil
        }
        let items = Set(parcels.map(\.item)).sorted()
        let order = draws.compactMap { draw -> IntegerProgram.Term? in
            let rank = items.firstIndex(of: parcels[draw.parcel].item) ?? 0
            return rank > 0 ? .init(draw.column, times: Int64(rank)) : nil
        }
        let lines = covers.enumerated().dropFirst().map { IntegerProgram.Term($1, times: Int64($0)) }
        return [
            Aim(terms: ownCovers.map { .init($0.column, times: -1) }, least: -ownCovers.reduce(0) { $0 + $1.most }),
            Aim(terms: kinds, least: 0), Aim(terms: all, least: 0), Aim(terms: lines, least: 0), Aim(terms: order, least: 0),
            Aim(terms: networks.flatMap(\.flows).map { .init($0) }, least: 0),
        ]
    }

    private func refuseTooMuch(of needs: [SupplySharing.Need]) throws {
        var sums: [ItemID: Int128] = [:]
        for network in networks { sums.merge(network.most.mapValues { Int128($0) }) { $0 + $1 } }
        guard sums.values.allSatisfy({ $0 <= Int128(IntegerProgram.largest) }) else {
            throw StockpileError.refused(Refusal(.quantityInvalid, ["item": JSONValue(needs.first?.line.itemCode)]))
        }
    }

    private var ownCovers: [(column: IntegerProgram.ColumnIndex, most: Int64)] = []

    /// What of each need its own item covers.
    private mutating func addOwnCover(_ needs: [SupplySharing.Need]) {
        for (need, network) in zip(needs, networks) {
            let draws = network.draws[need.line.item] ?? []
            let column = program.addColumn(upTo: need.required)
            program.require(draws.map { .init($0.column) } + [.init(column, times: -1)], atLeast: 0)
            let most = draws.reduce(Int64(0)) { sum, draw in
                let (next, overflow) = sum.addingReportingOverflow(parcels[draw.parcel].quantity)
                return overflow ? need.required : min(next, need.required)
            }
            ownCovers.append((column, most))
        }
    }

    /// What every need is given, by the columns' values.
    func shares(_ values: [Int64]) -> [LineShare] {
        networks.map { $0.share(values, parcels: parcels, map) }
    }
}
