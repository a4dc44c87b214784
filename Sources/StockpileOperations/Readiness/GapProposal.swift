internal import StockpileModel
internal import Postgres
internal import StockpileStore

/// A plan for closing gaps with what it was made of; nothing is changed by it.
struct GapProposal {
    let plan: GapPlan
    private let ground: GapGround
    private let today: CalendarDate
    private let secondsMax: Int
    /// The time for all programs was over before the plan was sure.
    private let isStopped: Bool
    private let places: [PlaceID: PlaceWords]

    private var basis: ReadinessBasis { ground.basis }

    /// Errors: as for what it is made from.
    init(_ question: GapQuestion, today: CalendarDate, in tx: borrowing Transaction) throws {
        ground = try GapGround(question, today: today, in: tx)
        self.today = today
        secondsMax = question.secondsMax
        places = try tx.listPlaceWords()
        var input = ground.input
        let end = ContinuousClock.now + .seconds(question.secondsMax)
        input.secondsLeft = { Int(clamping: (end - .now).components.seconds) }
        plan = try GapPlanner(input).plan()
        isStopped = !plan.isOptimal && input.secondsLeft() <= 0
    }

    private var shortBefore: Int { plan.before.lines.count { $0.gap > 0 } }
    private var shortAfter: Int { plan.after.lines.count { $0.gap > 0 } }

    private var totals: [JSONMember] {
        [
            JSONMember("made_on", JSONValue(today)), JSONMember("by_on", JSONValue(ground.by)),
            JSONMember("budget_fen", JSONValue(ground.input.budgetFen)),
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
                JSONMember("seconds_max", .integer(Int64(secondsMax))), JSONMember("is_stopped", .bool(isStopped)),
                JSONMember("is_closed", .bool(plan.closesEverything)), JSONMember("steps", .array(steps)),
                JSONMember("lines", .array(lines)),
            ])
    }

    private var steps: [JSONValue] {
        plan.steps.enumerated().map { index, step in
            let (item, origin, place) = (basis.item(step.item), step.fromPlace.flatMap { places[$0] }, places[step.toPlace])
            let supplier =
                step.offer.map { ground.input.offers[$0].supplier } ?? step.source.flatMap { ground.input.swaps[$0]?.agreement }
            return [
                "step_no": .integer(Int64(index + 1)), "way": .text(step.way.rawValue), "item": JSONValue(item?.code),
                "item_name": JSONValue(item?.name), "item_name_en": JSONValue(item?.nameEn),
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
