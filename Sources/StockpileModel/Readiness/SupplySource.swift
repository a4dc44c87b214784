/// One thing that may cover a need: stock of one kind at one place, or one company's promise.
package struct SupplySource: Sendable {
    package enum Content: Sendable {
        case stock(StockGroup)
        case agreement(AgreementPromise)
        case capacity(CapacityPromise)
    }

    package let item: ItemID
    package let way: Way
    package let content: Content

    package init(item: ItemID, way: Way, content: Content) {
        self.item = item
        self.way = way
        self.content = content
    }

    /// The only category it may serve; nil when it serves every category of its item.
    package var category: String? { if case .stock(let group) = content { group.category } else { nil } }

    package var kind: SupplyKind {
        switch content {
        case .stock(let group): group.place == .companySite ? .entrusted : .physical
        case .agreement: .agreement
        case .capacity: .capacity
        }
    }

    /// What is at every town by this hour of a response that begins on `day`.
    ///
    /// Shape: a later hour never gives less.
    package func share(withinHours hours: Int, on day: CalendarDate) -> SupplyShare {
        switch content {
        case .stock(let group): group.share(by: way, withinHours: hours)
        case .agreement(let promise): promise.share(by: way, withinHours: hours, on: day)
        case .capacity(let promise): promise.share(by: way, withinHours: hours, on: day)
        }
    }
}

/// Stock of one item and category in the same state at the same place.
package struct StockGroup: Sendable {
    package enum Condition: String, Sendable, CaseIterable {
        case good
        case inInspection = "in_inspection"
        case toRepair = "to_repair"
        case toScrap = "to_scrap"
    }

    package enum Availability: String, Sendable, CaseIterable {
        case free, reserved, held
    }

    /// Whether what has to be done to goods was done.
    package enum Care: String, Sendable, CaseIterable {
        case cared
        case overdue = "care_overdue"
        case defect = "care_defect"
    }

    package var category: String
    package var quantity: Int64
    package var place: PlaceKind
    package var isInTransit: Bool
    package var condition: Condition
    package var availability: Availability
    /// Through the last day of the response.
    package var isInDate: Bool
    package var care: Care

    package init(
        category: String, quantity: Int64, place: PlaceKind, isInTransit: Bool = false, condition: Condition = .good,
        availability: Availability = .free, isInDate: Bool = true, care: Care = .cared
    ) {
        self.category = category
        self.quantity = quantity
        self.place = place
        self.isInTransit = isInTransit
        self.condition = condition
        self.availability = availability
        self.isInDate = isInDate
        self.care = care
    }

    func share(by way: Way, withinHours hours: Int) -> SupplyShare {
        if let reason = exclusion ?? exclusion(by: way, withinHours: hours) { return .none(of: quantity, reason) }
        return .all(quantity)
    }

    /// Why it counts nowhere, whatever the hour.
    private var exclusion: ExclusionReason? {
        if !isInDate { return .expired }
        switch availability {
        case .free: break
        case .held: return .held
        case .reserved: return .reserved
        }
        switch condition {
        case .good: break
        case .inInspection: return .inInspection
        case .toRepair: return .toRepair
        case .toScrap: return .toScrap
        }
        switch care {
        case .cared: break
        case .defect: return .careDefect
        case .overdue: return .careOverdue
        }
        if isInTransit { return .inTransit }
        switch place {
        case .depot, .townPoint, .companySite: return nil
        case .shelter, .vehicle: return .deployed
        }
    }

    private func exclusion(by way: Way, withinHours hours: Int) -> ExclusionReason? {
        if way.isTooFar(withinHours: hours) { return .tooFar }
        return way.arrivalMinutes == nil ? .noRoute : nil
    }
}
