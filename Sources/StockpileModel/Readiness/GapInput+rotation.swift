/// What is known of own stock besides what the check says of it.
package struct GapStock: Sendable {
    package let itemCode: String
    package let placeCode: String
    /// The last day on which it may be used; nil where it keeps.
    package let usableUntil: CalendarDate?
    /// Whether it counts today, wherever it lies near enough.
    package let isUsableToday: Bool
    /// What a unit of the item stands in the books at, on average.
    package let unitCostFen: Int64

    package init(itemCode: String, placeCode: String, usableUntil: CalendarDate?, today: SupplySource, unitCostFen: Int64) {
        self.itemCode = itemCode
        self.placeCode = placeCode
        self.usableUntil = usableUntil
        isUsableToday = today.isUsable
        self.unitCostFen = unitCostFen
    }
}

extension GapInput {
    /// Takes up what the ways of rotation say of exchanging and moving own stock.
    ///
    /// Shape: `stock` by position among the check's sources. Of several rows that fit, the one that costs least a unit.
    package mutating func add(_ ways: [RotationWay], for stock: [Int: GapStock]) {
        for (position, facts) in stock {
            guard let group = check.sources[position].stock else { continue }
            let heap = RotationHeap(
                account: 0, item: facts.itemCode, category: group.category, place: facts.placeCode, quantity: group.quantity,
                unitCostFen: facts.unitCostFen, rotateByOn: nil, expiresOn: facts.usableUntil)
            let rows = RotationWay.positions(in: ways, for: heap)
            if facts.isUsableToday, !check.sources[position].isUsable {
                swaps[position] = cheapest(rows.filter { ways[$0].kind == .swap }, of: ways, facts, isSwap: true)
            } else {
                transfers[position] = cheapest(rows.filter { ways[$0].kind == .transfer }, of: ways, facts, isSwap: false)
            }
        }
    }

    /// Leaves moving what there is, at once, as the only thing to do.
    package mutating func moveTonight() {
        offers = []
        swaps = [:]
        for position in transfers.keys { transfers[position]?.leadDays = 0 }
    }

    private func cheapest(_ rows: [Int], of ways: [RotationWay], _ facts: GapStock, isSwap: Bool) -> GapHandling? {
        rows.compactMap { handling(row: $0, of: ways, facts, isSwap: isSwap) }.min {
            ($0.unitFen, $0.fixedFen, $0.leadDays) < ($1.unitFen, $1.fixedFen, $1.leadDays)
        }
    }

    /// Nil where goods leave too late for the company to take them, or fresh ones come too late.
    private func handling(row: Int, of ways: [RotationWay], _ facts: GapStock, isSwap: Bool) -> GapHandling? {
        let way = ways[row]
        var handling = GapHandling()
        handling.fixedFen = way.fixedCostFen
        handling.unitFen = way.unitCostFen
        handling.leadDays = way.leadDays
        if isSwap {
            let leaves = today.adding(days: way.leadDays)
            guard let until = facts.usableUntil, leaves.adding(days: way.leastDaysLeft) <= until, let wait = way.replacedAfterDays,
                leaves.adding(days: wait) <= check.day
            else { return nil }
            // What the company does not make good, a part of a fen counted as a whole one.
            handling.unitFen += Int64(clamping: (Int128(facts.unitCostFen) * Int128(100 - way.savedPercent) + 99) / 100)
            handling.leadDays += wait
            handling.agreement = way.agreement
            let months = max(1, (check.day.dayNumber - today.dayNumber) / 31)
            handling.limit = way.monthlyQuantity.map {
                GapLimit(row: row, quantity: Int64(clamping: Int128($0) * Int128(months)))
            }
        }
        handling.yearlyUnitFen = handling.unitFen
        return handling
    }
}
