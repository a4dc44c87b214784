/// The integer program behind a plan for closing gaps: how much of each option is taken, and which line each unit goes to.
///
/// Shape: only items with a line that is short are in it. Every unit serves one line; a source serves what the check says it serves.
struct GapProgram {
    struct Shortage {
        let column: IntegerProgram.ColumnIndex
        /// It cannot be smaller, whatever happens to other lines.
        let least: Int64
    }

    private(set) var program = IntegerProgram()
    private(set) var options: [GapOption] = []
    /// In the order of the standard, of one line in the order of its towns.
    private(set) var shortages: [Shortage] = []
    private(set) var yearlyCost: [IntegerProgram.Term] = []
    /// Units that are bought, promised and moved.
    private(set) var effort: [IntegerProgram.Term] = []
    private let input: GapInput
    private var needs: [GapNeed] = []
    private var quantities: [IntegerProgram.ColumnIndex] = []
    private var outlay: [IntegerProgram.Term] = []

    /// Errors: SP606 when an item's needs are beyond what the solver is trusted with.
    init(_ input: GapInput, shortOf answer: ReadinessAnswer) throws {
        self.input = input
        let shortItems = Set(answer.lines.filter { $0.gap > 0 }.map(\.line.item))
        let lines = answer.lines.filter { shortItems.contains($0.line.item) }
        var totals: [ItemID: Int64] = [:]
        for line in lines {
            let total = (totals[line.line.item] ?? 0).addingReportingOverflow(line.requirement.quantity.rawValue)
            guard !total.overflow, total.partialValue <= InputText.quantityMax else {
                throw StockpileError.refused(Refusal(.quantityInvalid, ["item": .text(line.line.itemCode)]))
            }
            totals[line.line.item] = total.partialValue
        }
        needs = lines.flatMap { answer in
            answer.requirement.needs(in: answer.scenario).map { GapNeed(line: answer.line, target: $0.target, required: $0.required) }
        }
        options = input.options(for: needs, totals: totals).filter { option in needs.contains { serves(option.supply(option.most), $0) } }
        quantities = options.map { program.addColumn(upTo: $0.most) }
        addSupply(totals: totals)
        addNeeds()
        addLimitsOfOffers()
        addRoom()
        addCosts()
    }

    /// What is to be done, by the columns' values.
    func steps(_ values: [Int64]) -> [GapStep] {
        zip(options, quantities).compactMap { option, column in
            values[column] > 0 ? option.step(of: values[column], from: input.today) : nil
        }.sorted { rank($0) < rank($1) }
    }

    private func rank(_ step: GapStep) -> (Int, Int, Int64, Int64) {
        let item = needs.firstIndex { $0.line.item == step.item } ?? needs.count
        return (item, GapWay.allCases.firstIndex(of: step.way) ?? 0, step.toPlace.rawValue, step.fromPlace?.rawValue ?? 0)
    }

    private func serves(_ source: SupplySource, _ need: GapNeed) -> Bool {
        guard source.item == need.line.item, source.category == nil || source.category == need.line.category else { return false }
        return counted(of: source, for: need) > 0
    }

    private func counted(of source: SupplySource, for need: GapNeed) -> Int64 {
        source.share(withinHours: need.line.withinHours, on: input.check.day, towards: need.target).counted
    }

    // MARK: Supply

    /// What there is already, and what options bring.
    private mutating func addSupply(totals: [ItemID: Int64]) {
        let leaving = Dictionary(grouping: options.indices.filter { options[$0].source != nil }) { options[$0].source ?? 0 }
        for (position, source) in input.check.sources.enumerated() {
            guard let total = totals[source.item] else { continue }
            addSource(position, source, upTo: total, leaving: leaving[position] ?? [])
        }
        for position in options.indices { addOption(position) }
    }

    /// Of one source, what is in time for a need is in time for every need that gets as much: a chain of growing parts.
    private mutating func addSource(_ position: Int, _ source: SupplySource, upTo total: Int64, leaving: [Int]) {
        // More than all needs together changes nothing, except for what is moved away.
        let cap = leaving.isEmpty ? total : IntegerProgram.largest
        let counts = needs.map { serves(source, $0) ? min(counted(of: source, for: $0), cap) : 0 }
        let left = leaving.map { IntegerProgram.Term(quantities[$0]) }
        if !left.isEmpty { program.require(left, atMost: source.quantity) }
        var flows: [Int: IntegerProgram.ColumnIndex] = [:]
        for need in needs.indices where counts[need] > 0 {
            flows[need] = addFlow(to: need, upTo: counts[need], from: .source(position))
        }
        for level in Set(counts).sorted() where level > 0 {
            let within = needs.indices.filter { counts[$0] > 0 && counts[$0] <= level }.compactMap { flows[$0] }
            program.require(within.map { .init($0) } + left, atMost: level)
        }
    }

    private mutating func addOption(_ position: Int) {
        let option = options[position]
        let most = option.supply(option.most)
        let origin: GapNeed.Origin = option.offer.map { .offer($0) } ?? .source(option.source ?? 0)
        let served = needs.indices.filter { serves(most, needs[$0]) }
        let groups = Dictionary(grouping: served) { counted(of: most, for: needs[$0]) }
        var earlier: [IntegerProgram.Term] = []
        for (level, group) in groups.sorted(by: { $0.key < $1.key }) {
            earlier += group.map { .init(addFlow(to: $0, upTo: level, from: origin)) }
            guard let promise = most.promise(of: needs[group[0]]) else {
                program.require(earlier + [.init(quantities[position], times: -1)], atMost: 0)
                continue
            }
            // Whole units at every step, as the check reckons them.
            let made = program.addColumn(upTo: promise.atMost)
            program.require(
                [.init(made, times: promise.divisor), .init(quantities[position], times: -promise.times)], atMost: 0)
            let trusted = program.addColumn(upTo: promise.atMost)
            program.require([.init(trusted, times: 100), .init(made, times: -promise.confidencePercent)], atMost: 0)
            program.require(earlier + [.init(trusted, times: -1)], atMost: 0)
        }
    }

    private mutating func addFlow(to need: Int, upTo most: Int64, from origin: GapNeed.Origin) -> IntegerProgram.ColumnIndex {
        let within = min(most, needs[need].required)
        let flow = program.addColumn(upTo: within)
        needs[need].flows.append(flow)
        needs[need].supplied[origin] = max(needs[need].supplied[origin] ?? 0, within)
        return flow
    }

    private mutating func addNeeds() {
        for need in needs {
            let column = program.addColumn(upTo: need.required)
            program.require(need.flows.map { .init($0) } + [.init(column)], atLeast: need.required)
            shortages.append(Shortage(column: column, least: max(0, need.required - need.supplied.values.reduce(0, +))))
        }
    }

    // MARK: Limits

    /// All that is taken of one offer, wherever it goes, lies between what is sold at least and at most.
    private mutating func addLimitsOfOffers() {
        for (offer, positions) in Dictionary(grouping: options.indices.filter { options[$0].offer != nil }, by: { options[$0].offer ?? 0 })
            .sorted(by: { $0.key < $1.key })
        {
            let taken = positions.map { IntegerProgram.Term(quantities[$0]) }
            let most = options[positions[0]].most
            guard input.offers[offer].quantityMin > 0 else {
                program.require(taken, atMost: most)
                continue
            }
            let isTaken = program.addChoice()
            program.require(taken + [.init(isTaken, times: -most)], atMost: 0)
            program.require(taken + [.init(isTaken, times: -input.offers[offer].quantityMin)], atLeast: 0)
        }
        for (limit, positions) in Dictionary(grouping: options.indices.filter { options[$0].limit != nil }, by: { options[$0].limit })
            .sorted(by: { ($0.key?.row ?? 0) < ($1.key?.row ?? 0) })
        {
            program.require(positions.map { .init(quantities[$0]) }, atMost: limit?.quantity)
        }
    }

    private mutating func addRoom() {
        for place in input.places {
            let arriving = options.indices.filter { options[$0].toPlace == place.place && options[$0].fromPlace != place.place }
            for (room, size) in [(place.freeArea, \ItemSpace.area), (place.freeVolume, \ItemSpace.volume)] {
                let terms = arriving.compactMap { position -> IntegerProgram.Term? in
                    guard let one = input.spaces[options[position].item]?[keyPath: size], one.millionths > 0 else { return nil }
                    return .init(quantities[position], times: one.millionths)
                }
                if let room, !terms.isEmpty { program.require(terms, atMost: min(max(0, room), IntegerProgram.largest)) }
            }
        }
    }

    private mutating func addCosts() {
        for (option, column) in zip(options, quantities) {
            outlay.append(.init(column, times: option.unitFen))
            yearlyCost.append(.init(column, times: option.yearlyUnitFen))
            // Of places that are as good, the first is taken.
            let position = option.offer == nil ? 0 : input.places.firstIndex { $0.place == option.toPlace } ?? 0
            effort.append(.init(column, times: 1000 + Int64(min(position, 999))))
            guard option.fixedFen > 0 else { continue }
            let isDone = program.addChoice()
            program.require([.init(column), .init(isDone, times: -option.most)], atMost: 0)
            outlay.append(.init(isDone, times: option.fixedFen))
            yearlyCost.append(.init(isDone, times: option.fixedFen))
        }
        if let budget = input.budgetFen { program.require(outlay, atMost: min(budget, IntegerProgram.largest)) }
    }
}

/// A line that has to be met, everywhere or in one town, with what may go to it.
struct GapNeed {
    enum Origin: Hashable {
        case source(Int)
        case offer(Int)
    }

    let line: StandardLine
    let target: SupplyTarget
    let required: Int64
    var flows: [IntegerProgram.ColumnIndex] = []
    /// The most that each origin gives it.
    var supplied: [Origin: Int64] = [:]

    init(line: StandardLine, target: SupplyTarget, required: Int64) {
        self.line = line
        self.target = target
        self.required = required
    }
}

/// How what counts of a promise follows from what is promised: so many times it, divided, at most so much, and trusted by so many per cent.
private struct PromiseRatio {
    let times: Int64
    let divisor: Int64
    let atMost: Int64
    let confidencePercent: Int64
}

extension SupplySource {
    fileprivate func promise(of need: GapNeed) -> PromiseRatio? {
        guard let aspect = aspect(towards: need.target) else { return nil }
        switch aspect.content {
        case .stock, .mutualAid: return nil
        case .agreement(let promise):
            return PromiseRatio(
                times: 1, divisor: 1, atMost: promise.quantity, confidencePercent: Int64(promise.confidencePercent))
        case .capacity(let promise):
            let minutes = max(0, (need.line.withinHours - promise.rampUpHours) * 60 - (aspect.way.drivingMinutes ?? 0))
            return PromiseRatio(
                times: Int64(minutes), divisor: 1440, atMost: promise.quantityMax, confidencePercent: Int64(promise.confidencePercent))
        }
    }
}
