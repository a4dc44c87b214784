/// A free balance that could be taken.
package struct FreeLot: Sendable, Hashable {
    package let account: AccountID
    package let lot: LotID
    package let lotNumber: String
    package let place: PlaceID
    package let owner: OwnerID
    package let bin: Int64?
    package let expiresOn: CalendarDate?
    /// To the destination; nil when no route is known or none matters.
    package let minutes: Int?
    package let free: Quantity
    package let receivedOn: CalendarDate?
    /// The bin's code: picks go along the shelves.
    package let binCode: String?
    /// How much of what is free was not cared for in time: it is drawn last.
    package let careOverdue: Quantity

    package init(
        account: AccountID, lot: LotID, lotNumber: String, place: PlaceID, owner: OwnerID, bin: Int64?, expiresOn: CalendarDate?,
        minutes: Int?, free: Quantity, receivedOn: CalendarDate? = nil, binCode: String? = nil, careOverdue: Quantity = .zero
    ) {
        self.account = account
        self.lot = lot
        self.lotNumber = lotNumber
        self.place = place
        self.owner = owner
        self.bin = bin
        self.expiresOn = expiresOn
        self.minutes = minutes
        self.free = free
        self.receivedOn = receivedOn
        self.binCode = binCode
        self.careOverdue = min(careOverdue, free)
    }
}

/// So much of one free balance.
package struct Pick: Sendable, Hashable {
    package let from: FreeLot
    package let quantity: Quantity

    /// How much of it was not cared for in time: what was is taken first.
    package var careOverdue: Quantity { quantity.remaining(after: from.free.remaining(after: from.careOverdue)) }
}

/// What to take for a demand, and what cannot be covered.
package struct AllocationPlan: Sendable, Hashable {
    package let picks: [Pick]
    package let shortfall: Quantity

    /// First expired, first out; among equal dates the nearest place, then the lot received first (of one day the lower number), and of
    /// one lot the bins in the order of their codes. Lots without a date come last, goods without a bin after those in one. Goods whose
    /// care is overdue are drawn, in the same order, when nothing else is left.
    package static func fefo(_ demand: Quantity, from lots: [FreeLot]) -> AllocationPlan {
        var open = demand
        func draw(_ figures: [Quantity]) -> [Quantity] {
            figures.map { figure in
                let taken = min(open, figure)
                open = open.remaining(after: taken)
                return taken
            }
        }
        let ranked = lots.sorted(by: expiresFirst)
        let cared = draw(ranked.map { $0.free.remaining(after: $0.careOverdue) })
        let overdue = draw(ranked.map(\.careOverdue))
        // Those that only overdue goods are drawn from stand after the others.
        let taken = zip(ranked, zip(cared, overdue)).map { lot, figures in
            (pick: Pick(from: lot, quantity: Quantity.sum([figures.0, figures.1]) ?? lot.free), isCared: figures.0 > .zero)
        }
        .filter { $0.pick.quantity > .zero }
        return AllocationPlan(picks: (taken.filter(\.isCared) + taken.filter { !$0.isCared }).map(\.pick), shortfall: open)
    }

    private static func expiresFirst(_ first: FreeLot, _ second: FreeLot) -> Bool {
        func rank(_ lot: FreeLot) -> (Int, Int, Int, LotID, String, AccountID) {
            (
                lot.expiresOn?.dayNumber ?? .max, lot.minutes ?? .max, lot.receivedOn?.dayNumber ?? .max, lot.lot,
                lot.binCode ?? "\u{10FFFF}", lot.account
            )
        }
        return rank(first) < rank(second)
    }
}
