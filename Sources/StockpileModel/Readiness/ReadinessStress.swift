/// One thing that may be lost.
package enum SupplyLoss: Sendable, Hashable {
    case place(PlaceID)
    case road(RouteMap.Leg)
    /// By code.
    case company(String)
    /// By code.
    case neighbour(String)

    package var losses: SupplyLosses {
        var losses = SupplyLosses()
        switch self {
        case .place(let place): losses.places = [place]
        case .road(let road): losses.roads = [road]
        case .company(let company): losses.companies = [company]
        case .neighbour(let neighbour): losses.neighbours = [neighbour]
        }
        return losses
    }
}

/// What the loss of one thing does to the lines of a standard.
package struct LossDamage: Sendable {
    package struct Line: Sendable {
        package let line: StandardLine
        package let required: Int64
        package let coveredBefore: Int64
        package let coveredAfter: Int64

        package var turnsShort: Bool { coveredBefore >= required && coveredAfter < required }
        /// Thousandths of the need that are not covered any more, rounded down.
        package var lostPermille: Int64 {
            required > 0 ? Int64(clamping: Int128(coveredBefore - coveredAfter) * 1000 / Int128(required)) : 0
        }
    }

    package let loss: SupplyLoss
    /// Those that are covered less than before, in the order of the standard.
    package let lines: [Line]

    package var turnedShort: Int { lines.count(where: \.turnsShort) }
    package var lostPermille: Int64 { lines.map(\.lostPermille).reduce(0, +) }
}

/// Tries the loss of every single place, road, company and neighbour, to find where the district is weakest.
package struct ReadinessStress: Sendable {
    private let demand: ReadinessDemand
    private let book: SupplyBook
    private let day: CalendarDate

    package init(of demand: ReadinessDemand, book: SupplyBook, on day: CalendarDate) {
        self.demand = demand
        self.book = book
        self.day = day
    }

    /// Every loss that takes anything, the worst first: by the lines it turns short, then by the share of all needs it leaves uncovered.
    ///
    /// Shape:  losses that do nothing are there as well, with no lines.
    /// Errors: as for a check.
    package func damages() throws -> [LossDamage] {
        let whole = SupplyOutlook(towards: [demand], by: book.routes)
        let books = book.byItem
        let positions = Dictionary(grouping: demand.lines.indices, by: { demand.lines[$0].item })
        let before = try answers(for: positions, books, whole)
        let damages = try losses.map { loss in
            let outlook = SupplyOutlook(towards: [demand], by: book.routes, losing: loss.losses)
            // An item of which nothing lies there, and nothing comes from there, stands as it stood.
            let touched = positions.filter { item, _ in books[item].map { touches(loss, $0) } ?? false }
            let after = try answers(for: touched, books, outlook)
            let lines = after.keys.sorted().compactMap { position -> LossDamage.Line? in
                guard let then = after[position], let now = before[position], then.covered < now.covered else { return nil }
                return LossDamage.Line(
                    line: then.line, required: then.requirement.quantity.rawValue, coveredBefore: now.covered, coveredAfter: then.covered)
            }
            return LossDamage(loss: loss, lines: lines)
        }
        return damages.enumerated().sorted { first, second in
            let (one, other) = (first.element, second.element)
            return (-one.turnedShort, -one.lostPermille, first.offset) < (-other.turnedShort, -other.lostPermille, second.offset)
        }.map(\.element)
    }

    private func answers(
        for positions: [ItemID: [Int]], _ books: [ItemID: SupplyBook], _ outlook: SupplyOutlook
    ) throws -> [Int: LineAnswer] {
        var answers: [Int: LineAnswer] = [:]
        for (item, positions) in positions {
            let check = ReadinessCheck(
                scenario: demand.scenario, categories: [], lines: positions.map { demand.lines[$0] },
                sources: books[item].map { outlook.sources(in: $0, on: day) } ?? [], day: day)
            for (position, answer) in zip(positions, try check.answer().lines) { answers[position] = answer }
        }
        return answers
    }

    /// Every place something lies at, is promised from or comes in at, every road from there to a town of the scenario, every company,
    /// every neighbour.
    private var losses: [SupplyLoss] {
        let promised = book.promises.map(\.key.place) + book.mutualAid.map(\.place)
        let places = Set(book.stock.map(\.place)).union(promised).sorted()
        let towns = Set(demand.scenario.towns.compactMap { book.routes.place($0) }).sorted()
        let roads = places.flatMap { place in
            towns.compactMap { town -> RouteMap.Leg? in
                guard place != town, book.routes.drivingMinutes(from: place, to: town) != nil else { return nil }
                // A road between two towns that both hold stock is one road.
                return places.contains(town) && towns.contains(place) && town < place ? nil : RouteMap.Leg(from: place, to: town)
            }
        }
        let companies = Set(book.promises.map(\.company)).union(places.compactMap { book.routes.stops[$0]?.company }).sorted()
        return places.map(SupplyLoss.place) + roads.map(SupplyLoss.road) + companies.map(SupplyLoss.company)
            + Set(book.mutualAid.map(\.neighbour.code)).sorted().map(SupplyLoss.neighbour)
    }

    private func touches(_ loss: SupplyLoss, _ book: SupplyBook) -> Bool {
        switch loss {
        case .place(let place):
            return book.stock.contains { $0.place == place } || book.promises.contains { $0.key.place == place }
                || book.mutualAid.contains { $0.place == place }
        case .road(let road):
            return [road.from, road.to].contains { touches(.place($0), book) }
        case .company:
            return book.stock.contains { loss.losses.takes($0, in: book.routes) }
                || book.promises.contains { loss.losses.takes($0, in: book.routes) }
        case .neighbour(let code):
            return book.mutualAid.contains { $0.neighbour.code == code }
        }
    }
}
