/// How long goods of an item last, as one source says it.
package struct ShelfLife: Sendable, Hashable {
    /// What ends when the time is over.
    package enum Kind: String, Sendable, CaseIterable {
        case storage
        case service
        case mandatoryScrap = "mandatory_scrap"
        /// They are to be swapped by then; they do not expire by it.
        case rotation
    }

    package enum Origin: String, Sendable, CaseIterable {
        case manufactured
        case received
        /// Nobody knows when goods are received; the rule is told, and gives no date.
        case firstUsed = "first_used"
    }

    package enum Period: Sendable, Hashable {
        case months(Int)
        case days(Int)
    }

    /// Nil for the item's own shelf life, and before it is stored.
    package var rule: Int64?
    /// The item's own, not one of those told source by source.
    package var isOwn: Bool
    package var kind: Kind
    package var period: Period
    package var from: Origin
    /// Purpose of the receipt; nil however the goods came.
    package var acquiredBy: String?
    /// Before the end the rule gives, as the next two.
    package var warnDays: Int?
    package var rotateDays: Int?
    package var stopIssueDays: Int?
    package var source: String

    package init(_ kind: Kind, _ period: Period, from: Origin, source: String, isOwn: Bool = false) {
        self.kind = kind
        self.period = period
        self.from = from
        self.source = source
        self.isOwn = isOwn
    }

    /// The item's own shelf life.
    package init(months: Int, from: Origin, warnDays: Int?, rotateDays: Int?, source: String = "") {
        self.init(.storage, .months(months), from: from, source: source, isOwn: true)
        self.warnDays = warnDays
        self.rotateDays = rotateDays
    }

    /// The day that the rule gives a lot, whatever the lot's own dates say. Without a manufacturing date it counts from receipt.
    package func end(of lot: LotDates) -> CalendarDate? {
        let origin: CalendarDate
        switch from {
        case .manufactured: origin = lot.manufacturedOn ?? lot.receivedOn
        case .received: origin = lot.receivedOn
        case .firstUsed: return nil
        }
        switch period {
        case .months(let months): return origin.adding(months: months)
        case .days(let days): return origin.adding(days: days)
        }
    }
}

extension [ShelfLife] {
    /// Those for goods that came by this purpose of a receipt.
    package func applying(acquiredBy purpose: String?) -> [ShelfLife] {
        filter { $0.acquiredBy == nil || $0.acquiredBy == purpose }
    }

    /// Those that give this lot a day, the earliest first; of the same day the item's own last, else the one first told.
    func shortestFirst(for lot: LotDates, isRotation: Bool) -> [(rule: ShelfLife, end: CalendarDate)] {
        enumerated().compactMap { index, rule -> (order: Int, rule: ShelfLife, end: CalendarDate)? in
            guard (rule.kind == .rotation) == isRotation, let end = rule.end(of: lot) else { return nil }
            return (rule.isOwn ? count : index, rule, end)
        }
        .sorted { ($0.end, $0.order) < ($1.end, $1.order) }.map { ($0.rule, $0.end) }
    }
}
