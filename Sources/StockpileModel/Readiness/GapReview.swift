/// A step of a plan that was kept, by what has to be there still.
package struct KeptGapStep: Sendable, Hashable {
    package let stepNo: Int64
    package let way: GapWay
    package let item: ItemID
    package let category: String?
    package let quantity: Int64
    /// Who sells or promises.
    package let supplier: String?
    package let fromPlace: PlaceID?
    package let toPlace: PlaceID
    package let unitFen: Int64

    package init(
        stepNo: Int64, way: GapWay, item: ItemID, category: String?, quantity: Int64, supplier: String?, fromPlace: PlaceID?,
        toPlace: PlaceID, unitFen: Int64
    ) {
        self.stepNo = stepNo
        self.way = way
        self.item = item
        self.category = category
        self.quantity = quantity
        self.supplier = supplier
        self.fromPlace = fromPlace
        self.toPlace = toPlace
        self.unitFen = unitFen
    }
}

/// What is not any more as it was when a plan was kept.
package struct GapFinding: Sendable, Hashable {
    package enum Reason: String, Sendable, CaseIterable {
        case offerGone = "offer_gone"
        /// It would be there after the day by which the gap is to be closed.
        case offerTooLate = "offer_too_late"
        case dearer
        case lessOffered = "less_offered"
        /// Our own goods that were to be exchanged or moved.
        case stockGone = "stock_gone"
        case noRoom = "no_room"
        /// More lines stay short than the plan says.
        case staysShort = "stays_short"
    }

    /// Nil for what is about the whole plan.
    package let stepNo: Int64?
    package let reason: Reason
    /// As the plan has it, and as it is now: units, fen for a price, lines for the whole.
    package let planned: Int64
    package let now: Int64
}

/// Looks at a kept plan again: whether every step can still be done for its price, and whether the plan still brings what it said.
package struct GapReview: Sendable {
    private let input: GapInput
    private let steps: [KeptGapStep]
    /// Lines that stay short by the plan.
    private let shortAfter: Int

    package init(_ input: GapInput, steps: [KeptGapStep], shortAfter: Int) {
        self.input = input
        self.steps = steps
        self.shortAfter = shortAfter
    }

    /// What is left of everything while steps are carried out in thought.
    private struct Rest {
        var offers: [Int: Int64]
        var sources: [Int: Int64]
        var limits: [GapLimit: Int64] = [:]
        var rooms: [PlaceID: Room]
    }

    private struct Room {
        var area: Int64?
        var volume: Int64?

        /// False when it is too little; then nothing is taken of it.
        mutating func take(_ quantity: Int64, of space: ItemSpace?) -> Bool {
            func left(_ room: Int64?, _ size: ExactDecimal?) -> Int64? {
                guard let room, let size else { return room }
                return Int64(clamping: Int128(room) - Int128(quantity) * Int128(size.millionths))
            }
            let (area, volume) = (left(area, space?.area), left(volume, space?.volume))
            guard (area ?? 0) >= 0, (volume ?? 0) >= 0 else { return false }
            (self.area, self.volume) = (area, volume)
            return true
        }
    }

    /// Everything that is not as it was, by step; then what that means for the level.
    ///
    /// Errors: those of the check.
    package func findings() throws -> [GapFinding] {
        let needs = try input.check.answer().lines.flatMap { answer in
            answer.requirement.needs(in: answer.scenario).map { GapNeed(line: answer.line, target: $0.target, required: $0.required) }
        }
        let totals = Dictionary(needs.map { ($0.line.item, IntegerProgram.largest) }) { first, _ in first }
        let options = input.options(for: needs, totals: totals)
        var rest = Rest(
            offers: Dictionary(input.offers.enumerated().map { ($0, $1.quantityMax) }) { first, _ in first },
            sources: Dictionary(input.check.sources.enumerated().map { ($0, $1.quantity) }) { first, _ in first },
            rooms: Dictionary(input.places.map { ($0.place, Room(area: $0.freeArea, volume: $0.freeVolume)) }) { first, _ in first })
        var (check, findings) = (input.check, [GapFinding]())
        for step in steps { findings += carryOut(step, by: options, on: &check, of: &rest) }
        let short = try check.answer().lines.count { $0.gap > 0 }
        if short > shortAfter {
            findings.append(GapFinding(stepNo: nil, reason: .staysShort, planned: Int64(shortAfter), now: Int64(short)))
        }
        return findings
    }

    private func carryOut(
        _ step: KeptGapStep, by options: [GapOption], on check: inout ReadinessCheck, of rest: inout Rest
    ) -> [GapFinding] {
        func finding(_ reason: GapFinding.Reason, _ planned: Int64, _ now: Int64) -> GapFinding {
            GapFinding(stepNo: step.stepNo, reason: reason, planned: planned, now: now)
        }
        let fitting = options.filter { fits($0, step) }.sorted { $0.unitFen < $1.unitFen }
        guard let cheapest = fitting.first else { return [finding(missing(step), step.quantity, 0)] }
        var findings: [GapFinding] = []
        if cheapest.unitFen > step.unitFen { findings.append(finding(.dearer, step.unitFen, cheapest.unitFen)) }
        var open = step.quantity
        for option in fitting where open > 0 && (option.unitFen <= step.unitFen || cheapest.unitFen > step.unitFen) {
            let taken = min(open, left(of: option, rest))
            guard taken > 0 else { continue }
            open -= taken
            take(taken, of: option, &rest, on: &check)
        }
        if open > 0 { findings.append(finding(step.isOwn ? .stockGone : .lessOffered, step.quantity, step.quantity - open)) }
        if step.arrives, rest.rooms[step.toPlace]?.take(step.quantity - open, of: input.spaces[step.item]) == false {
            findings.append(finding(.noRoom, step.quantity - open, 0))
        }
        return findings
    }

    private func fits(_ option: GapOption, _ step: KeptGapStep) -> Bool {
        let supplier = option.offer.map { input.offers[$0].supplier } ?? option.source.flatMap { input.swaps[$0]?.agreement }
        return option.way == step.way && option.item == step.item && option.category == step.category && option.toPlace == step.toPlace
            && option.fromPlace == step.fromPlace && supplier == step.supplier
    }

    private func missing(_ step: KeptGapStep) -> GapFinding.Reason {
        if step.isOwn { return .stockGone }
        let isThere = input.offers.contains { $0.item == step.item && $0.supplier == step.supplier && $0.terms.way == step.way }
        return isThere ? .offerTooLate : .offerGone
    }

    private func left(of option: GapOption, _ rest: Rest) -> Int64 {
        let there = option.offer.map { rest.offers[$0] ?? 0 } ?? option.source.map { rest.sources[$0] ?? 0 } ?? 0
        return min(there, option.limit.map { rest.limits[$0] ?? $0.quantity } ?? .max)
    }

    private func take(_ quantity: Int64, of option: GapOption, _ rest: inout Rest, on check: inout ReadinessCheck) {
        if let offer = option.offer { rest.offers[offer, default: 0] -= quantity }
        if let limit = option.limit { rest.limits[limit] = (rest.limits[limit] ?? limit.quantity) - quantity }
        if let source = option.source {
            rest.sources[source, default: 0] -= quantity
            check.sources[source] = check.sources[source].with(quantity: rest.sources[source] ?? 0)
        }
        check.sources.append(option.supply(quantity))
    }
}

extension KeptGapStep {
    /// Done with goods of ours.
    fileprivate var isOwn: Bool { way == .rotation || way == .transfer }
    /// Takes room where it comes to lie.
    fileprivate var arrives: Bool { way == .purchase || way == .transfer }
}

extension GapOffer.Terms {
    fileprivate var way: GapWay {
        switch self {
        case .purchase: .purchase
        case .agreement: .agreement
        case .capacity: .capacity
        }
    }
}
