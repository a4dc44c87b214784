/// One thing that may cover a need: stock of one kind at one place, or one company's promise.
package struct SupplySource: Sendable {
    package enum Content: Sendable {
        case stock(StockGroup)
        case agreement(AgreementPromise)
        case capacity(CapacityPromise)
        case mutualAid(MutualAidPromise)
    }

    /// Where it is, and what people know it by where it is told apart.
    package struct Origin: Sendable, Hashable {
        package var place: PlaceID
        package var lot: String?
        package var agreement: AgreementID?
        /// The number of the mutual aid.
        package var mutualAid: String?

        package init(place: PlaceID, lot: String? = nil, agreement: AgreementID? = nil, mutualAid: String? = nil) {
            self.place = place
            self.lot = lot
            self.agreement = agreement
            self.mutualAid = mutualAid
        }
    }

    /// How it stands towards one scenario: how far it is from its towns, and whether it lasts through its response.
    package struct Aspect: Sendable {
        package let way: Way
        package let content: Content
        /// Imagined to be lost.
        package let isLost: Bool
        /// Towards single towns of the scenario, in its order; empty where nobody asks for them.
        package let towns: [Aspect]

        package init(way: Way, content: Content, isLost: Bool = false, towns: [Aspect] = []) {
            self.way = way
            self.content = content
            self.isLost = isLost
            self.towns = towns
        }

        /// The same content wherever it goes.
        init(ways: TownWays, content: Content, isLost: Bool = false) {
            self.init(
                way: ways.whole, content: content, isLost: isLost,
                towns: ways.single.map { Aspect(way: $0, content: content, isLost: isLost) })
        }

        /// What is at every town by this hour of a response that begins on `day`.
        fileprivate func share(withinHours hours: Int, on day: CalendarDate) -> SupplyShare {
            if isLost { return .none(of: content.quantity, .assumedLost) }
            switch content {
            case .stock(let group): return group.share(by: way, withinHours: hours)
            case .agreement(let promise): return promise.share(by: way, withinHours: hours, on: day)
            case .capacity(let promise): return promise.share(by: way, withinHours: hours, on: day)
            case .mutualAid(let promise): return promise.share(by: way, withinHours: hours, on: day)
            }
        }
    }

    package let item: ItemID
    /// Nil for what is only imagined.
    package let origin: Origin?
    /// One for each scenario of the check.
    package let aspects: [Aspect]

    package init(item: ItemID, origin: Origin?, aspects: [Aspect]) {
        self.item = item
        self.origin = origin
        self.aspects = aspects
    }

    /// A source towards a single scenario.
    package init(item: ItemID, way: Way, content: Content) {
        self.init(item: item, origin: nil, aspects: [Aspect(way: way, content: content)])
    }

    private var content: Content? { aspects.first?.content }

    /// The only category it may serve; nil when it serves every category of its item.
    package var category: String? { if case .stock(let group) = content { group.category } else { nil } }

    package var kind: SupplyKind {
        switch content {
        case .stock(let group): group.place == .companySite ? .entrusted : .physical
        case .agreement: .agreement
        case .capacity, nil: .capacity
        case .mutualAid: .mutualAid
        }
    }

    /// All that is on the books of it, whether it counts or not.
    package var quantity: Int64 { content?.quantity ?? 0 }

    /// How it stands towards all towns of a scenario or one of them; nil where that was not asked for.
    package func aspect(towards target: SupplyTarget) -> Aspect? {
        guard aspects.indices.contains(target.scenario) else { return nil }
        guard let town = target.town else { return aspects[target.scenario] }
        let towns = aspects[target.scenario].towns
        return towns.indices.contains(town) ? towns[town] : nil
    }

    /// What is at every town of a scenario, or at one of them, by this hour of a response that begins on `day`.
    ///
    /// Shape: a later hour never gives less.
    package func share(
        withinHours hours: Int, on day: CalendarDate, towards target: SupplyTarget = SupplyTarget()
    ) -> SupplyShare {
        aspect(towards: target)?.share(withinHours: hours, on: day) ?? .all(0)
    }

    /// What could be where it is wanted most easily: the most that any of the targets gets, of those that get as much the nearest.
    package func share(withinHours hours: Int, on day: CalendarDate, towardsAny targets: [SupplyTarget]) -> SupplyShare {
        guard targets.count > 1 else { return share(withinHours: hours, on: day, towards: targets.first ?? SupplyTarget()) }
        let shares = targets.compactMap { aspect(towards: $0) }.map { aspect in
            (share: aspect.share(withinHours: hours, on: day), minutes: aspect.way.arrivalMinutes ?? .max)
        }
        return shares.min { (-$0.share.counted, $0.minutes) < (-$1.share.counted, $1.minutes) }?.share ?? .all(0)
    }
}

extension SupplySource.Content {
    fileprivate var quantity: Int64 {
        switch self {
        case .stock(let group): group.quantity
        case .agreement(let promise): promise.quantity
        case .capacity(let promise): promise.quantityMax
        case .mutualAid(let promise): promise.quantity
        }
    }
}

/// Stock of one item and category in the same state at the same place.
package struct StockGroup: Sendable, Codable {
    package enum Condition: String, Sendable, CaseIterable, Codable {
        case good
        case inInspection = "in_inspection"
        case toRepair = "to_repair"
        case toScrap = "to_scrap"
    }

    package enum Availability: String, Sendable, CaseIterable, Codable {
        case free, reserved, held
    }

    /// Whether what has to be done to goods was done.
    package enum Care: String, Sendable, CaseIterable, Codable {
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
    /// Given to somebody who owes it back.
    package var isLent: Bool
    package var isRecalled: Bool

    package init(
        category: String, quantity: Int64, place: PlaceKind, isInTransit: Bool = false, condition: Condition = .good,
        availability: Availability = .free, isInDate: Bool = true, care: Care = .cared, isLent: Bool = false,
        isRecalled: Bool = false
    ) {
        self.category = category
        self.quantity = quantity
        self.place = place
        self.isInTransit = isInTransit
        self.condition = condition
        self.availability = availability
        self.isInDate = isInDate
        self.care = care
        self.isLent = isLent
        self.isRecalled = isRecalled
    }

    func share(by way: Way, withinHours hours: Int) -> SupplyShare {
        if let reason = exclusion ?? exclusion(by: way, withinHours: hours) { return .none(of: quantity, reason) }
        return .all(quantity)
    }

    /// Why it counts nowhere, whatever the hour.
    private var exclusion: ExclusionReason? {
        if !isInDate { return .expired }
        if isRecalled { return .recalled }
        if isLent { return .onLoan }
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
