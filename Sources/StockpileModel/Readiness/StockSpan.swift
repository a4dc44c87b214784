/// Stock of one item and category at one place, with the days on which what may be done with it changes by itself.
///
/// Shape: nothing but time passes: no goods move, and nobody cares for them, proves them or looks at them.
package struct StockSpan: Sendable, Codable {
    package let item: ItemID
    package let place: PlaceID
    /// The lot's number where lots are told apart.
    package let lot: String?
    /// As it stands at first.
    package let group: StockGroup
    /// The last day on which it may be used; nil where it keeps longer than anyone asks.
    package let usableUntil: CalendarDate?
    /// The last day by which it has to be cared for again; nil where nothing is to be done.
    package let careDueOn: CalendarDate?
    /// From this day on nobody has it any more: the order that reserves it has lapsed, or the loan is due back.
    package let freeOn: CalendarDate?

    package init(
        item: ItemID, place: PlaceID, lot: String? = nil, group: StockGroup, usableUntil: CalendarDate? = nil,
        careDueOn: CalendarDate? = nil, freeOn: CalendarDate? = nil
    ) {
        self.item = item
        self.place = place
        self.lot = lot
        self.group = group
        self.usableUntil = usableUntil
        self.careDueOn = careDueOn
        self.freeOn = freeOn
    }

    /// How it stands on a day, for a response that ends on `lastDay`.
    package func group(on day: CalendarDate, through lastDay: CalendarDate) -> StockGroup {
        var group = group
        group.isInDate = usableUntil.map { $0 >= lastDay } ?? true
        if group.care == .cared, let careDueOn, careDueOn < day { group.care = .overdue }
        if let freeOn, freeOn <= day {
            group.isLent = false
            if group.availability == .reserved { group.availability = .free }
        }
        return group
    }

    /// The days on which `group(on:through:)` begins to answer otherwise.
    func changeDays(responseDays: Int) -> [CalendarDate] {
        [usableUntil?.adding(days: 1 - responseDays), careDueOn?.adding(days: 1), freeOn].compactMap(\.self)
    }
}
