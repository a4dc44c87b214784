/// How goods leave before they spoil.
package enum RotationWayKind: String, Sendable, CaseIterable {
    case swap, use, transfer, sale, donation
    case extensionTest = "extension_test"
    case disposal
}

/// One heap of a lot at one place.
package struct RotationHeap: Sendable {
    package var account: Int64
    package var item: String
    package var category: String
    package var place: String
    package var quantity: Int64
    package var unitCostFen: Int64
    package var rotateByOn: CalendarDate?
    package var expiresOn: CalendarDate?
    /// Why it can neither be used nor counted: held, reserved, in_inspection …; nil for what is free and good.
    package var blocked: String?

    package init(
        account: Int64, item: String, category: String, place: String, quantity: Int64, unitCostFen: Int64, rotateByOn: CalendarDate?,
        expiresOn: CalendarDate?, blocked: String? = nil
    ) {
        self.account = account
        self.item = item
        self.category = category
        self.place = place
        self.quantity = quantity
        self.unitCostFen = unitCostFen
        self.rotateByOn = rotateByOn
        self.expiresOn = expiresOn
        self.blocked = blocked
    }

    /// The day by which it is to be turned over; expiry where no other day is set.
    package var dueOn: CalendarDate? { rotateByOn ?? expiresOn }
}

/// What is not to be gone below: so much of an item and category that counts, at these places together.
///
/// Shape: lines of one item and category that must be met by an hour are one floor with those of every earlier hour; that all floors hold
///        means that all lines can be met at once, since the places in reach of an earlier hour are in reach of a later one. Where
///        needs are known by town this holds up to five towns; of more, each town and all together are looked at.
package struct RotationFloor: Sendable {
    package var item: String
    package var category: String
    package var places: Set<String>
    package var required: Int64
    /// Goods count as long as they stay in date through a response of so many days.
    package var responseDays: Int

    package init(item: String, category: String, places: Set<String>, required: Int64, responseDays: Int) {
        self.item = item
        self.category = category
        self.places = places
        self.required = required
        self.responseDays = responseDays
    }

    func concerns(_ heap: RotationHeap) -> Bool {
        heap.blocked == nil && heap.item == item && heap.category == category && places.contains(heap.place)
    }
}

/// What one way brings; nil for item, category or place means any.
package struct RotationWay: Sendable {
    package var kind: RotationWayKind
    package var item: String?
    package var category: String?
    package var place: String?
    package var agreement: String?
    package var savedPercent: Int64
    package var fixedCostFen: Int64 = 0
    package var unitCostFen: Int64 = 0
    /// Nil: as much as one likes.
    package var monthlyQuantity: Int64?
    package var leadDays = 0
    /// Until expiry, when goods leave this way.
    package var leastDaysLeft = 0
    /// Nil: nothing takes their place; 0: fresh goods come the same day.
    package var replacedAfterDays: Int?

    package init(_ kind: RotationWayKind, savedPercent: Int64) {
        self.kind = kind
        self.savedPercent = savedPercent
    }

    private var precision: Int { (item == nil ? 0 : 4) + (category == nil ? 0 : 2) + (place == nil ? 0 : 1) }

    private func fits(_ heap: RotationHeap) -> Bool {
        (item == nil || item == heap.item) && (category == nil || category == heap.category) && (place == nil || place == heap.place)
    }

    /// Positions of the rows that speak of a heap: of each kind those that say most exactly what they mean; of swaps all.
    static func positions(in ways: [RotationWay], for heap: RotationHeap) -> [Int] {
        let fitting = ways.indices.filter { ways[$0].fits(heap) }
        return fitting.filter { position in
            let way = ways[position]
            return way.kind == .swap || !fitting.contains { ways[$0].kind == way.kind && ways[$0].precision > way.precision }
        }
    }

    /// Value kept and cost of so many units.
    package func yield(of quantity: Int64, unitCostFen value: Int64) -> (savedFen: Int64, costFen: Int64) {
        let saved = Int128(quantity) * Int128(value) * Int128(savedPercent) / 100
        let cost = Int128(quantity) * Int128(unitCostFen) + Int128(fixedCostFen)
        return (Int64(clamping: saved), Int64(clamping: cost))
    }
}

/// What a place uses of an item in routine service and drills.
package struct RoutineUse: Sendable {
    package var item: String
    package var place: String
    package var monthlyQuantity: Int64

    package init(item: String, place: String, monthlyQuantity: Int64) {
        self.item = item
        self.place = place
        self.monthlyQuantity = monthlyQuantity
    }
}
