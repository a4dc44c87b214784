import StockpileModel
import Testing

/// A district of one town, a depot beside it, a depot too far away and a company, small enough to try every plan.
///
/// Shape: item n is needed by line n, within 12 hours, and where `later` says so once more within 48: then the far depot is near enough.
struct GapTrial {
    struct Offer {
        var item: Int64 = 1
        var price: Int64
        var least: Int64 = 0
        var most: Int64 = 1000
        var lead = 0
        var kind: Kind

        enum Kind {
            case purchase(months: Int?)
            case agreement(percent: Int)
            case capacity(rampUp: Int)
        }

        static func purchase(price: Int64, months: Int? = nil, lead: Int = 0, item: Int64 = 1, least: Int64 = 0, most: Int64 = 1000) -> Self
        {
            Offer(item: item, price: price, least: least, most: most, lead: lead, kind: .purchase(months: months))
        }

        static func agreement(fee: Int64, percent: Int = 100, item: Int64 = 1, most: Int64 = 1000) -> Self {
            Offer(item: item, price: fee, most: most, kind: .agreement(percent: percent))
        }

        static func capacity(fee: Int64, rampUp: Int, item: Int64 = 1, most: Int64) -> Self {
            Offer(item: item, price: fee, most: most, kind: .capacity(rampUp: rampUp))
        }
    }

    var needs: [Int64]
    var later: [Int64] = []
    var stock: [Int64] = []
    var far: [Int64] = []
    var expired: [Int64] = []
    var offers: [Offer]
    var days = 0
    var budget: Int64?
    var room: Int64?
    var swapFen: Int64 = 0

    let today = CalendarDate.checkDay
    private var day: CalendarDate { today.adding(days: days) }
    private static let (town, depot, farDepot, site) = (
        PlaceID(rawValue: 1), PlaceID(rawValue: 2), PlaceID(rawValue: 3), PlaceID(rawValue: 4)
    )

    private var routes: RouteMap {
        func stop(_ code: String) -> RouteMap.Stop { RouteMap.Stop(code: code, handlingMinutes: 0, company: nil) }
        let stops = [Self.town: stop("T1"), Self.depot: stop("D2"), Self.farDepot: stop("D3"), Self.site: stop("C4")]
        let minutes = [(Self.depot, 10), (Self.farDepot, 900), (Self.site, 0)].map { (RouteMap.Leg(from: $0, to: Self.town), $1) }
        return RouteMap(stops: stops, minutes: Dictionary(minutes) { first, _ in first })
    }

    private func source(_ item: Int64, at place: PlaceID, _ content: SupplySource.Content) -> SupplySource {
        SupplySource(
            item: ItemID(rawValue: item), origin: .init(place: place),
            aspects: [.init(way: routes.way(from: place, to: ["T1"]), content: content)])
    }

    private func goods(_ item: Int64, _ quantity: Int64, at place: PlaceID, inDate: Bool = true) -> SupplySource {
        source(item, at: place, .stock(StockGroup(category: "relief", quantity: quantity, place: .depot, isInDate: inDate)))
    }

    private var sources: [SupplySource] {
        func listed(_ quantities: [Int64], at place: PlaceID, inDate: Bool = true) -> [SupplySource] {
            quantities.enumerated().map { goods(Int64($0 + 1), $1, at: place, inDate: inDate) }
        }
        return listed(stock, at: Self.depot) + listed(far, at: Self.farDepot) + listed(expired, at: Self.depot, inDate: false)
    }

    private func check(_ sources: [SupplySource]) throws -> ReadinessCheck {
        func listed(_ needs: [Int64], within hours: Int) throws -> [StandardLine] {
            try needs.enumerated().map { try .needing("\($1)", item: Int64($0 + 1), per: "towns", within: hours) }
        }
        let lines = try listed(needs, within: 12) + listed(later, within: 48)
        var check = try ReadinessCheck.of(lines, sources, drivers: ["towns": "1"])
        check.day = day
        return check
    }

    func input() throws -> GapInput {
        var input = GapInput(check: try check(sources), routes: routes, today: today)
        input.offers = offers.map { offer in
            let terms: GapOffer.Terms =
                switch offer.kind {
                case .purchase(let months): .purchase(shelfLifeMonths: months)
                case .agreement(let percent): .agreement(site: Self.site, responseHours: 1, confidencePercent: percent)
                case .capacity(let rampUp): .capacity(site: Self.site, rampUpHours: rampUp, madeAtMost: 1000, confidencePercent: 100)
                }
            return GapOffer(
                item: ItemID(rawValue: offer.item), supplier: "c", terms: terms, unitFen: offer.price, leadDays: offer.lead,
                quantityMin: offer.least, quantityMax: offer.most)
        }
        input.places = [GapPlace(place: Self.depot, kind: .depot, freeArea: room.map { $0 * 1_000_000 })]
        input.spaces = Dictionary(
            needs.indices.map { (ItemID(rawValue: Int64($0 + 1)), ItemSpace(area: ExactDecimal(millionths: 1_000_000), volume: nil)) }
        ) { first, _ in first }
        var swap = GapHandling()
        swap.unitFen = swapFen
        swap.yearlyUnitFen = swapFen
        for position in expired.indices { input.swaps[stock.count + far.count + position] = swap }
        input.budgetFen = budget
        return input
    }

    static func random(_ numbers: inout SeededNumbers) -> GapTrial {
        let items = Int.random(in: 1...2, using: &numbers)
        func few(_ numbers: inout SeededNumbers, _ most: Int64) -> [Int64] {
            (0..<items).map { _ in .random(in: 0...most, using: &numbers) }
        }
        var trial = GapTrial(needs: few(&numbers, 5), stock: few(&numbers, 2), far: few(&numbers, 1), offers: [])
        for _ in 0..<Int.random(in: 1...3, using: &numbers) {
            let item = Int64.random(in: 1...Int64(items), using: &numbers)
            let price = Int64.random(in: 1...9, using: &numbers) * 12
            let most = Int64.random(in: 1...4, using: &numbers)
            switch Int.random(in: 0...2, using: &numbers) {
            case 0:
                let least = Int64.random(in: 0...most, using: &numbers)
                let months = Bool.random(using: &numbers) ? nil : Int.random(in: 6...36, using: &numbers)
                trial.offers.append(.purchase(price: price, months: months, item: item, least: least, most: most))
            case 1:
                trial.offers.append(.agreement(fee: price, percent: .random(in: 50...100, using: &numbers), item: item, most: most))
            default: trial.offers.append(.capacity(fee: price, rampUp: .random(in: 0...10, using: &numbers), item: item, most: most + 3))
            }
        }
        if Bool.random(using: &numbers) { trial.budget = .random(in: 0...300, using: &numbers) }
        if Bool.random(using: &numbers) { trial.room = .random(in: 0...4, using: &numbers) }
        return trial
    }

    /// Of every choice of quantities, the one that leaves the smallest gaps in the order of the lines, then costs least a year.
    func bestByTrying() throws -> (gaps: [Int64], yearlyFen: Int64) {
        let ranges = offers.map { Array(0...$0.most).filter { [least = $0.least] in $0 == 0 || $0 >= least } } + far.map { Array(0...$0) }
        let choices = ranges.reduce([[]] as [[Int64]]) { begun, range in begun.flatMap { part in range.map { part + [$0] } } }
        var best: (gaps: [Int64], yearlyFen: Int64)?
        for choice in choices {
            guard let yearly = cost(of: choice) else { continue }
            let gaps = try check(carryingOut(choice)).answer().lines.map(\.gap)
            if let best, !gaps.lexicographicallyPrecedes(best.gaps), gaps != best.gaps || yearly >= best.yearlyFen { continue }
            best = (gaps, yearly)
        }
        return try #require(best)
    }

    /// Nil where it breaks the budget or does not fit into the depot.
    private func cost(of choice: [Int64]) -> Int64? {
        var (paid, yearly, arriving) = (Int64(0), Int64(0), choice.dropFirst(offers.count).reduce(0, +))
        for (offer, quantity) in zip(offers, choice) {
            paid += offer.price * quantity
            if case .purchase(let months) = offer.kind {
                let months = Int64(months ?? 120)
                yearly += (offer.price * 12 + months - 1) / months * quantity
                arriving += quantity
            } else {
                yearly += offer.price * quantity
            }
        }
        return paid <= budget ?? .max && arriving <= room ?? .max ? yearly : nil
    }

    private func carryingOut(_ choice: [Int64]) -> [SupplySource] {
        let validity = Validity(from: day, to: day)
        let added = zip(offers, choice).map { offer, quantity in
            switch offer.kind {
            case .purchase: goods(offer.item, quantity, at: Self.depot)
            case .agreement(let percent):
                source(
                    offer.item, at: Self.site,
                    .agreement(AgreementPromise(quantity: quantity, validity: validity, responseHours: 1, confidencePercent: percent)))
            case .capacity(let rampUp):
                source(
                    offer.item, at: Self.site,
                    .capacity(CapacityPromise(unitsPerDay: quantity, rampUpHours: rampUp, quantityMax: 1000, validity: validity)))
            }
        }
        let moved = choice.dropFirst(offers.count).enumerated().flatMap { item, quantity in
            // What is moved is no longer where it was.
            [goods(Int64(item + 1), quantity, at: Self.depot), goods(Int64(item + 1), far[item] - quantity, at: Self.farDepot)]
        }
        let near = stock.enumerated().map { goods(Int64($0 + 1), $1, at: Self.depot) }
        return near + added + moved
    }
}
