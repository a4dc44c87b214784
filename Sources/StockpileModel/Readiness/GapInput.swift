/// The ways in which a gap may be closed.
package enum GapWay: String, Sendable, CaseIterable {
    case purchase, agreement, capacity, rotation, transfer
}

/// What a supplier or a company offers of one item.
package struct GapOffer: Sendable {
    package enum Terms: Sendable, Hashable {
        /// Goods that spoil are bought anew whenever their months are over; nil where they keep.
        case purchase(shelfLifeMonths: Int?)
        /// Kept at the company's site and brought when it is called.
        case agreement(site: PlaceID, responseHours: Int, confidencePercent: Int)
        /// Quantities of the offer are units a day; what is made in all is bounded.
        case capacity(site: PlaceID, rampUpHours: Int, madeAtMost: Int64, confidencePercent: Int)
    }

    package let item: ItemID
    package let supplier: String
    package let terms: Terms
    /// Price of a unit, or fee for a unit (of capacity: a unit a day) and year.
    package let unitFen: Int64
    /// From the decision until goods lie in the depot or the promise binds.
    package let leadDays: Int
    package let quantityMin: Int64
    package let quantityMax: Int64

    package init(
        item: ItemID, supplier: String, terms: Terms, unitFen: Int64, leadDays: Int, quantityMin: Int64 = 0, quantityMax: Int64
    ) {
        self.item = item
        self.supplier = supplier
        self.terms = terms
        self.unitFen = unitFen
        self.leadDays = leadDays
        self.quantityMin = quantityMin
        self.quantityMax = quantityMax
    }

    /// What a unit costs a year once its life is taken into account, a part of a fen counted as a whole one.
    package var yearlyUnitFen: Int64 {
        guard case .purchase(let months) = terms else { return unitFen }
        let (years, rest) = (Int128(unitFen) * 12).quotientAndRemainder(dividingBy: Int128(max(1, months ?? GapInput.monthsOfUse)))
        return Int64(clamping: rest > 0 ? years + 1 : years)
    }
}

/// A depot or storage point of ours, with the room that is left in it.
package struct GapPlace: Sendable {
    package let place: PlaceID
    package let kind: PlaceKind
    /// In millionths of a square metre; nil where nobody measured it.
    package let freeArea: Int64?
    /// In millionths of a cubic metre; nil where nobody measured it.
    package let freeVolume: Int64?

    package init(place: PlaceID, kind: PlaceKind, freeArea: Int64? = nil, freeVolume: Int64? = nil) {
        self.place = place
        self.kind = kind
        self.freeArea = freeArea
        self.freeVolume = freeVolume
    }
}

/// How much room one unit of an item takes.
package struct ItemSpace: Sendable, Hashable {
    package let area: ExactDecimal?
    package let volume: ExactDecimal?

    package init(area: ExactDecimal?, volume: ExactDecimal?) {
        self.area = area
        self.volume = volume
    }
}

/// What one row of the ways of rotation allows for everything that goes by it.
package struct GapLimit: Sendable, Hashable {
    package let row: Int
    package let quantity: Int64

    package init(row: Int, quantity: Int64) {
        self.row = row
        self.quantity = quantity
    }
}

/// What it costs to turn over or to move stock of one source, by one row of the ways of rotation.
package struct GapHandling: Sendable, Hashable {
    package var fixedFen: Int64 = 0
    package var unitFen: Int64 = 0
    /// What of a unit's cost comes again every year.
    package var yearlyUnitFen: Int64 = 0
    package var leadDays: Int = 0
    /// What all sources of the row may come to; nil where the row sets no limit.
    package var limit: GapLimit?
    /// The one that owes the swap.
    package var agreement: String?

    package init() {}
}

/// What a plan for closing gaps is made of.
package struct GapInput: Sendable {
    /// The months over which the price of goods that keep is spread.
    package static let monthsOfUse = 120

    /// As things stand on the day by which the gap is to be closed, if nothing is done.
    package var check: ReadinessCheck
    package var routes: RouteMap
    package var today: CalendarDate
    package var offers: [GapOffer] = []
    package var places: [GapPlace] = []
    package var spaces: [ItemID: ItemSpace] = [:]
    /// By position among the check's sources: stock that is past its date on the day and can be exchanged for fresh goods before.
    package var swaps: [Int: GapHandling] = [:]
    /// By position among the check's sources: what moving it costs; nothing where it is not named.
    package var transfers: [Int: GapHandling] = [:]
    /// For everything that has to be paid within the first year.
    package var budgetFen: Int64?
    /// For each of the programs that are solved.
    package var secondsAtMost = 10
    /// For what is left of all of them; asked before each.
    package var secondsLeft: @Sendable () -> Int = { .max }

    package init(check: ReadinessCheck, routes: RouteMap, today: CalendarDate) {
        self.check = check
        self.routes = routes
        self.today = today
    }

    var demands: [ReadinessDemand] { [ReadinessDemand(scenario: check.scenario, lines: check.lines)] + check.others }
}
