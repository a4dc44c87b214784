/// One thing that could be done for an item, up to some quantity.
struct GapOption: Sendable {
    let way: GapWay
    let item: ItemID
    let category: String?
    let offer: Int?
    let source: Int?
    let fromPlace: PlaceID?
    let toPlace: PlaceID
    let most: Int64
    let unitFen: Int64
    let yearlyUnitFen: Int64
    let fixedFen: Int64
    let leadDays: Int
    let limit: GapLimit?
    /// What stands in the check for so much of it.
    let supply: @Sendable (Int64) -> SupplySource

    func step(of quantity: Int64, from today: CalendarDate) -> GapStep {
        GapStep(
            way: way, item: item, category: category, quantity: quantity, offer: offer, source: source, fromPlace: fromPlace,
            toPlace: toPlace, unitFen: unitFen, costFen: unitFen * quantity + fixedFen, yearlyFen: yearlyUnitFen * quantity + fixedFen,
            readyOn: today.adding(days: leadDays))
    }
}

extension GapInput {
    /// Everything that could be done for items that are short, in a fixed order.
    func options(for needs: [GapNeed], totals: [ItemID: Int64]) -> [GapOption] {
        let categories = Dictionary(grouping: needs, by: \.line.item).mapValues { Set($0.map(\.line.category)).sorted() }
        let bought = offers.indices.flatMap { position -> [GapOption] in
            guard let wanted = categories[offers[position].item], let need = totals[offers[position].item] else { return [] }
            return options(ofOffer: position, need: need, categories: wanted)
        }
        let own = check.sources.indices.flatMap { position -> [GapOption] in
            guard let wanted = categories[check.sources[position].item] else { return [] }
            return options(ofSource: position, categories: wanted)
        }
        return bought + own
    }

    private func options(ofOffer position: Int, need: Int64, categories: [String]) -> [GapOption] {
        let offer = offers[position]
        guard today.adding(days: offer.leadDays) <= check.day else { return [] }
        typealias Supply = @Sendable (Int64) -> SupplySource
        func option(_ way: GapWay, _ category: String?, at place: PlaceID, _ supply: @escaping Supply) -> GapOption {
            // No more goods than everything that is needed, unless less is not sold; of a promise only a part may count.
            let most = way == .purchase ? min(offer.quantityMax, max(need, offer.quantityMin)) : offer.quantityMax
            return GapOption(
                way: way, item: offer.item, category: category, offer: position, source: nil, fromPlace: nil, toPlace: place, most: most,
                unitFen: offer.unitFen, yearlyUnitFen: offer.yearlyUnitFen, fixedFen: 0, leadDays: offer.leadDays, limit: nil,
                supply: supply)
        }
        let validity = Validity(from: check.day, to: check.day)
        switch offer.terms {
        case .purchase(let months):
            return places.flatMap { place in
                categories.map { category in
                    option(.purchase, category, at: place.place) { [self] quantity in
                        stock(of: offer.item, category, quantity, at: place, lasting: months, from: offer.leadDays)
                    }
                }
            }
        case .agreement(let site, let hours, let percent):
            return [
                option(.agreement, nil, at: site) { [self] quantity in
                    let promise = AgreementPromise(
                        quantity: quantity, validity: validity, responseHours: hours, confidencePercent: percent)
                    return source(of: offer.item, at: site, .agreement(promise))
                }
            ]
        case .capacity(let site, let rampUp, let madeAtMost, let percent):
            return [
                option(.capacity, nil, at: site) { [self] quantity in
                    var promise = CapacityPromise(
                        unitsPerDay: quantity, rampUpHours: rampUp, quantityMax: madeAtMost, validity: validity)
                    promise.confidencePercent = percent
                    return source(of: offer.item, at: site, .capacity(promise))
                }
            ]
        }
    }

    private func options(ofSource position: Int, categories: [String]) -> [GapOption] {
        let source = check.sources[position]
        guard let group = source.stock, let from = source.origin?.place, categories.contains(group.category) else { return [] }
        typealias Supply = @Sendable (Int64) -> SupplySource
        func option(_ way: GapWay, to place: PlaceID, _ handling: GapHandling, _ supply: @escaping Supply) -> GapOption {
            GapOption(
                way: way, item: source.item, category: group.category, offer: nil, source: position, fromPlace: from, toPlace: place,
                most: min(group.quantity, handling.limit?.quantity ?? .max), unitFen: handling.unitFen,
                yearlyUnitFen: handling.yearlyUnitFen, fixedFen: handling.fixedFen, leadDays: handling.leadDays, limit: handling.limit,
                supply: supply)
        }
        if let swap = swaps[position] {
            return [option(.rotation, to: from, swap) { source.with(quantity: $0, isFresh: true) }]
        }
        let handling = transfers[position] ?? GapHandling()
        guard source.isUsable, today.adding(days: handling.leadDays) <= check.day else { return [] }
        return places.filter { $0.place != from }.map { place in
            option(.transfer, to: place.place, handling) { [self] quantity in
                let ways = demands.map { routes.ways(from: place.place, for: $0) }
                return source.with(quantity: quantity, at: place, ways: ways)
            }
        }
    }

    private func source(of item: ItemID, at place: PlaceID, _ content: SupplySource.Content) -> SupplySource {
        SupplySource(
            item: item, origin: SupplySource.Origin(place: place),
            aspects: demands.map { SupplySource.Aspect(ways: routes.ways(from: place, for: $0), content: content) })
    }

    /// Goods that are made when they are delivered.
    private func stock(
        of item: ItemID, _ category: String, _ quantity: Int64, at place: GapPlace, lasting months: Int?, from leadDays: Int
    ) -> SupplySource {
        let expiry = months.map { today.adding(days: leadDays).adding(months: $0) }
        return SupplySource(
            item: item, origin: SupplySource.Origin(place: place.place),
            aspects: demands.map { demand in
                let isInDate = expiry.map { $0 >= demand.scenario.responseEnds(from: check.day) } ?? true
                let group = StockGroup(category: category, quantity: quantity, place: place.kind, isInDate: isInDate)
                return SupplySource.Aspect(ways: routes.ways(from: place.place, for: demand), content: .stock(group))
            })
    }
}

extension SupplySource {
    var stock: StockGroup? {
        guard case .stock(let group) = aspects.first?.content else { return nil }
        return group
    }

    /// Ours, at a depot or storage point, and counting wherever that is near enough.
    package var isOwnAndUsable: Bool { kind == .physical && isUsable }

    /// Whether it counts wherever it lies near enough.
    var isUsable: Bool {
        let near = Way(handlingMinutes: 0, farthestMinutes: 0, missesTown: false)
        return aspects.contains { aspect in
            guard !aspect.isLost, case .stock(let group) = aspect.content else { return false }
            return group.quantity > 0 && group.share(by: near, withinHours: 0).counted == group.quantity
        }
    }

    /// So much of the same stock, in date or as it is, where it lies or elsewhere.
    func with(quantity: Int64, isFresh: Bool = false, at place: GapPlace? = nil, ways: [TownWays]? = nil) -> SupplySource {
        let changed = aspects.enumerated().map { position, aspect -> Aspect in
            guard case .stock(var group) = aspect.content else { return aspect }
            group.quantity = quantity
            if isFresh { group.isInDate = true }
            if let place { group.place = place.kind }
            let same = TownWays(whole: aspect.way, single: aspect.towns.map(\.way))
            return Aspect(ways: ways?[position] ?? same, content: .stock(group), isLost: aspect.isLost)
        }
        return SupplySource(item: item, origin: place.map { Origin(place: $0.place) } ?? origin, aspects: changed)
    }
}
