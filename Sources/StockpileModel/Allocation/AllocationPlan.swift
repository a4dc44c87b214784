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

    package init(
        account: AccountID, lot: LotID, lotNumber: String, place: PlaceID, owner: OwnerID, bin: Int64?, expiresOn: CalendarDate?,
        minutes: Int?, free: Quantity, receivedOn: CalendarDate? = nil, binCode: String? = nil
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
    }
}

/// So much of one free balance.
package struct Pick: Sendable, Hashable {
    package let from: FreeLot
    package let quantity: Quantity
}

/// What to take for a demand, and what cannot be covered.
package struct AllocationPlan: Sendable, Hashable {
    package let picks: [Pick]
    package let shortfall: Quantity

    /// First expired, first out; among equal dates the nearest place, then the lot received first (of one day the lower number), and of
    /// one lot the bins in the order of their codes. Lots without a date come last, goods without a bin after those in one.
    package static func fefo(_ demand: Quantity, from lots: [FreeLot]) -> AllocationPlan {
        var open = demand
        var picks: [Pick] = []
        for lot in lots.sorted(by: expiresFirst) where open > .zero && lot.free > .zero {
            let taken = min(open, lot.free)
            picks.append(Pick(from: lot, quantity: taken))
            open = open.remaining(after: taken)
        }
        return AllocationPlan(picks: picks, shortfall: open)
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
