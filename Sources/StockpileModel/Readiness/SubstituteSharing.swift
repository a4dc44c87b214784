/// Gives what there is of items that serve for each other to the lines that need them, each unit to one line at most.
///
/// Shape:  as much as possible is covered; among the ways to do so a line's own item goes before substitutes and kits put together,
///         physical stock before promises, fewer units before more, earlier lines before later ones.
/// Source: docs/decisions/0026-substitutes-and-kits.md
struct SubstituteSharing {
    private let needs: [SupplySharing.Need]
    private let map: SubstituteMap
    /// What each need would be given without anything that serves for its item.
    private let own: [[SupplyKind: Int64]]
    private let parcels: [SubstituteParcel]
    var secondsToCover = 5
    /// For each of the aims after that.
    private static let secondsToImprove = 1

    /// Errors: SP606 when the needs are beyond what the solver is trusted with.
    init(needs: [SupplySharing.Need], sources: [ItemID: [SupplySource]], _ map: SubstituteMap, on day: CalendarDate) throws {
        self.needs = needs
        self.map = map
        var own = [[SupplyKind: Int64]](repeating: [:], count: needs.count)
        for (item, positions) in Dictionary(grouping: needs.indices, by: { needs[$0].line.item }) {
            let given = try SupplySharing(needs: positions.map { needs[$0] }, sources: sources[item] ?? [], on: day).drawn()
            for (position, kinds) in zip(positions, given) { own[position] = kinds }
        }
        self.own = own
        parcels = try SubstituteParcel.parcels(of: sources, for: needs, by: map, on: day)
    }

    /// What every need is given; where only how much is covered is meant, nobody looks for the best way to do it.
    ///
    /// Shape: as `needs`. Where the solver was stopped, each is given no more than is there, and says so.
    func shares(onlyCovered: Bool = false) throws -> [LineShare] {
        let plain = own.map { LineShare(drawn: $0) }
        // What covers everything with the items themselves is the best there is.
        if zip(plain, needs).allSatisfy({ $0.covered == $1.required }) { return plain }
        var program = try SubstituteProgram(needs: needs, parcels: parcels, map)
        guard let first = Self.solve(program.program.minimising(program.covers.map { .init($0, times: -1) }), seconds: secondsToCover)
        else {
            return plain.map(Self.unproved)
        }
        let covered = program.covers.reduce(0) { $0 + first.values[$1] }
        // The items alone are no worse than what a solver found that was stopped.
        if !first.isOptimal, covered < plain.reduce(0, { $0 + $1.covered }) { return plain.map(Self.unproved) }
        var values = first.values
        let isSettled = covered == needs.reduce(0) { $0 + $1.required } || needs.count == 1
        if !(onlyCovered && isSettled) {
            program.program.require(program.covers.map { .init($0) }, atLeast: covered)
            for aim in onlyCovered ? program.aims.dropLast(2) : program.aims[...] {
                values = Self.solve(&program.program, aim, from: values)
            }
        }
        let shares = program.shares(values)
        return first.isOptimal ? shares : shares.map(Self.unproved)
    }

    private static func unproved(_ share: LineShare) -> LineShare {
        var share = share
        share.isProved = false
        return share
    }

    /// Makes a sum as small as it can be and keeps it so; what is at its least already, or cannot be improved in time, stays as it is.
    private static func solve(_ program: inout IntegerProgram, _ aim: SubstituteProgram.Aim, from values: [Int64]) -> [Int64] {
        func sum(_ values: [Int64]) -> Int64 { aim.terms.reduce(0) { $0 + $1.times * values[$1.column] } }
        let now = sum(values)
        guard now > aim.least else {
            program.require(aim.terms, atMost: now)
            return values
        }
        guard let found = solve(program.minimising(aim.terms), seconds: secondsToImprove), sum(found.values) <= now else {
            program.require(aim.terms, atMost: now)
            return values
        }
        program.require(aim.terms, atMost: sum(found.values))
        return found.values
    }

    /// Nil when nothing was found in time, or the solver's answer did not hold.
    private static func solve(_ program: IntegerProgram, seconds: Int) -> ProgramSolution? {
        guard case .solved(let solution)? = try? program.solve(seconds: seconds) else { return nil }
        return solution
    }
}

/// A quantity of one item that is in time for some needs and no others. Sources that serve the same needs in the same way are one.
struct SubstituteParcel {
    let item: ItemID
    let kind: SupplyKind
    /// Positions of the needs it may serve, for its own item or another, ascending.
    let needs: [Int]
    var quantity: Int64

    private struct Key: Hashable {
        let item: ItemID
        let kind: SupplyKind
        let needs: [Int]

        var sortKey: (Int, Int, [Int]) { (kind.preference, -needs.count, needs) }
    }

    private struct Call: Hashable {
        let target: SupplyTarget
        let hours: Int
    }

    /// Shape: by item, then kind, then the needs they serve.
    static func parcels(
        of sources: [ItemID: [SupplySource]], for needs: [SupplySharing.Need], by map: SubstituteMap, on day: CalendarDate
    ) throws -> [SubstituteParcel] {
        let served = needs.map { Set(map.serving($0.line.item)) }
        let items = served.reduce(into: Set<ItemID>()) { $0.formUnion($1) }.sorted()
        var sums: [Key: Int64] = [:]
        for item in items {
            for source in sources[item] ?? [] {
                var shares: [Call: Int64] = [:]
                let counted = needs.indices.map { position -> Int64 in
                    let need = needs[position]
                    guard served[position].contains(item), source.category == nil || source.category == need.line.category else { return 0 }
                    let call = Call(target: need.target, hours: need.hours)
                    if let known = shares[call] { return known }
                    let share = source.share(withinHours: need.hours, on: day, towards: need.target).counted
                    shares[call] = share
                    return share
                }
                // Of one source, what is in time for a need is in time for every need that gets as much.
                var earlier: Int64 = 0
                for level in Set(counted).sorted() where level > 0 {
                    let key = Key(item: item, kind: source.kind, needs: needs.indices.filter { counted[$0] >= level })
                    let (sum, overflow) = sums[key, default: 0].addingReportingOverflow(level - earlier)
                    sums[key] = overflow ? .max : sum
                    earlier = level
                }
            }
        }
        return sums.sorted { first, second in
            if first.key.item != second.key.item { return first.key.item < second.key.item }
            let (one, other) = (first.key.sortKey, second.key.sortKey)
            if (one.0, one.1) != (other.0, other.1) { return (one.0, one.1) < (other.0, other.1) }
            return one.2.lexicographicallyPrecedes(other.2)
        }.map { SubstituteParcel(item: $0.key.item, kind: $0.key.kind, needs: $0.key.needs, quantity: $0.value) }
    }
}
