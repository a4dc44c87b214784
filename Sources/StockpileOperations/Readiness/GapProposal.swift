package import StockpileModel
internal import Postgres
internal import StockpileStore

/// What a plan for closing gaps is wanted for.
package struct GapQuestion: Sendable {
    package var level: ResponseLevel
    package var scenario: String
    /// The day by which the gap is to be closed; nil: the first on which everything that is offered can be there.
    package var by: CalendarDate?
    package var budgetFen: Int64?
    /// Nothing is bought or promised: only what there is already is moved.
    package var movesOnly = false
    /// A version of a standard that is tried in place of the one in force; a plan by it cannot be kept.
    package var tryingStandard: StandardVersion?

    package init(level: ResponseLevel, scenario: String) {
        self.level = level
        self.scenario = scenario
    }

    var json: JSONValue {
        [
            "level": .text(level.rawValue), "scenario": .text(scenario), "by_on": JSONValue(by), "budget_fen": JSONValue(budgetFen),
        ]
    }
}

/// A plan for closing gaps with what it was made of; nothing is changed by it.
struct GapProposal {
    let plan: GapPlan
    let basis: ReadinessBasis
    let today: CalendarDate
    let by: CalendarDate
    let budgetFen: Int64?
    private let offers: [GapOffer]
    private let places: [PlaceID: PlaceWords]
    private let swaps: [Int: GapHandling]

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
        let stock = try Self.stock(of: basis, in: tx)
        input.add(try tx.listRotationWays(), for: stock)
        if question.movesOnly { input.moveTonight() }
        self.basis = basis
        self.today = today
        self.by = by
        self.offers = offers
        budgetFen = question.budgetFen
        swaps = input.swaps
        places = try tx.listPlaceWords()
        plan = try GapPlanner(input).plan()
    }

    /// Facts about own stock, by its position among the sources of a check: stock comes first, in the order of the book.
    private static func stock(of basis: ReadinessBasis, in tx: borrowing Transaction) throws -> [Int: GapStock] {
        let codes = Dictionary(basis.demands.flatMap(\.lines).map { ($0.item, $0.itemCode) }) { first, _ in first }
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

    private var shortBefore: Int { plan.before.lines.count { $0.gap > 0 } }
    private var shortAfter: Int { plan.after.lines.count { $0.gap > 0 } }

    private var totals: [JSONMember] {
        [
            JSONMember("made_on", JSONValue(today)), JSONMember("by_on", JSONValue(by)), JSONMember("budget_fen", JSONValue(budgetFen)),
            JSONMember("cost_fen", .integer(plan.costFen)), JSONMember("yearly_fen", .integer(plan.yearlyFen)),
            JSONMember("yearly_at_least_fen", .integer(plan.yearlyAtLeastFen)),
            JSONMember("verdict_before", .text(plan.before.verdict.rawValue)),
            JSONMember("verdict_after", .text(plan.after.verdict.rawValue)),
            JSONMember("short_before", .integer(Int64(shortBefore))), JSONMember("short_after", .integer(Int64(shortAfter))),
        ]
    }

    /// What is kept of it as a draft.
    func record(remarks: String?) -> JSONValue {
        .object(
            totals + [
                JSONMember("response_level", .text(basis.level.rawValue)), JSONMember("scenario", .text(basis.scenario.code)),
                JSONMember("remarks", JSONValue(remarks)), JSONMember("steps", .array(steps)),
            ])
    }

    /// Totals, every step, and every line that is or was short.
    var answer: JSONValue {
        .object(
            basis.headJSON + totals + [
                JSONMember("is_optimal", .bool(plan.isOptimal)), JSONMember("miss_fen", .integer(plan.missFen)),
                JSONMember("is_closed", .bool(plan.closesEverything)), JSONMember("steps", .array(steps)),
                JSONMember("lines", .array(lines)),
            ])
    }

    private var steps: [JSONValue] {
        let words = Dictionary(basis.demands.flatMap(\.lines).map { ($0.item, $0) }) { first, _ in first }
        return plan.steps.enumerated().map { index, step in
            let (item, origin, place) = (words[step.item], step.fromPlace.flatMap { places[$0] }, places[step.toPlace])
            let supplier = step.offer.map { offers[$0].supplier } ?? step.source.flatMap { swaps[$0]?.agreement }
            return [
                "step_no": .integer(Int64(index + 1)), "way": .text(step.way.rawValue), "item": JSONValue(item?.itemCode),
                "item_name": JSONValue(item?.itemName), "item_name_en": JSONValue(item?.itemNameEn),
                "base_unit": JSONValue(item?.baseUnit), "category": JSONValue(step.category), "quantity": .integer(step.quantity),
                "supplier": JSONValue(supplier), "from_place": JSONValue(origin?.code), "from_place_name": JSONValue(origin?.name),
                "from_place_name_en": JSONValue(origin?.nameEn), "to_place": JSONValue(place?.code),
                "to_place_name": JSONValue(place?.name), "to_place_name_en": JSONValue(place?.nameEn),
                "unit_fen": .integer(step.unitFen), "cost_fen": .integer(step.costFen), "yearly_fen": .integer(step.yearlyFen),
                "ready_on": JSONValue(step.readyOn),
            ]
        }
    }

    private var lines: [JSONValue] {
        zip(plan.before.lines, plan.after.lines).filter { $0.0.gap > 0 || $0.1.gap > 0 }.map { before, after in
            .object(
                basis.names(of: before.line) + [
                    JSONMember("required", JSONValue(before.requirement.quantity)),
                    JSONMember("within_hours", .integer(Int64(before.line.withinHours))),
                    JSONMember("gap_before", .integer(before.gap)), JSONMember("gap_after", .integer(after.gap)),
                ])
        }
    }
}
