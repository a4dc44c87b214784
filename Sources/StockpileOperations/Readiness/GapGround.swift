internal import StockpileModel
internal import Postgres
internal import StockpileStore

/// What a plan for closing gaps is made from: the check as it will stand, and everything that could be done about it.
struct GapGround {
    let basis: ReadinessBasis
    let by: CalendarDate
    let input: GapInput

    /// Errors: notFound for the scenario; invalid for a day that is over; SP609 when it has no standard or its drivers are incomplete.
    init(_ question: GapQuestion, today: CalendarDate, in tx: borrowing Transaction) throws {
        if let by = question.by, by < today {
            let detail = ["value": by.rawValue, "expected": "≥ \(today.rawValue)", "reason": "past_day"]
            throw StockpileError.invalid([FieldProblem(field: "by", .outOfRange, detail)])
        }
        var whole = ReadinessQuestion(level: question.level, scenario: question.scenario, on: today)
        whole.tryingStandard = question.tryingStandard
        let first = try Operations.loadReadiness(whole, today: today, in: tx)
        let offers = question.movesOnly ? [] : try tx.listGapOffers(of: first.items)
        let by = question.by ?? today.adding(days: question.movesOnly ? 0 : offers.map(\.leadDays).max() ?? 0)
        whole.daysAhead = by.dayNumber - today.dayNumber
        let basis = try Operations.loadReadiness(whole, today: today, in: tx)
        var input = GapInput(check: basis.check(on: by), routes: basis.book.routes, today: today)
        input.offers = offers
        input.places = try tx.listGapPlaces()
        input.spaces = try tx.listItemSpaces()
        input.budgetFen = question.budgetFen
        input.add(try tx.listRotationWays(), for: try Self.stock(of: basis, in: tx))
        if question.movesOnly { input.moveTonight() }
        self.basis = basis
        self.by = by
        self.input = input
    }

    /// Facts about own stock, by its position among the sources of a check: stock comes first, in the order of the book.
    private static func stock(of basis: ReadinessBasis, in tx: borrowing Transaction) throws -> [Int: GapStock] {
        let codes = basis.codes
        let costs = try tx.listUnitCosts(of: basis.items)
        let now = basis.check().sources
        let facts = basis.book.stock.enumerated().map { position, span in
            let stock = GapStock(
                itemCode: codes[span.item] ?? "", placeCode: basis.book.routes.stops[span.place]?.code ?? "",
                usableUntil: span.usableUntil, today: now[position], unitCostFen: costs[span.item] ?? 0)
            return (position, stock)
        }
        return Dictionary(facts) { first, _ in first }
    }
}
