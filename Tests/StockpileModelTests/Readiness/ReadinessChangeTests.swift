import StockpileModel
import Testing

@Suite("One change of the facts changes the answer by what the formula says")
struct ReadinessChangeTests {
    static let seeds: [UInt64] = Array(1...40)

    @Test(arguments: seeds) func `one more resettled person`(seed: UInt64) throws {
        let (check, before) = try Self.generated(seed)
        let people = try #require(check.scenario.drivers["resettled"])
        let one = try check.with(drivers: ["resettled": try #require(ExactDecimal(millionths: people.millionths + 1_000_000))])
        let after = try one.answer()
        for (old, new) in zip(before.lines, after.lines) {
            let perPerson = old.line.coefficient.millionths * Int64(old.line.days)
            let grown = old.line.driver == "resettled"
            let whole = people.millionths / 1_000_000
            // Coefficients of whole people: the ceiling in millionths.
            let expected = { (count: Int64) in (perPerson * count + 999_999) / 1_000_000 }
            #expect(old.requirement.quantity.rawValue == expected(old.line.driver == "resettled" ? whole : Self.teams), "seed \(seed)")
            #expect(new.requirement.quantity.rawValue == expected(grown ? whole + 1 : Self.teams), "seed \(seed)")
            #expect(new.available == old.available && new.leftOut == old.leftOut, "seed \(seed)")
        }
        try Self.expectCoverage(of: after, by: one, seed)
    }

    @Test(arguments: seeds) func `one slower route`(seed: UInt64) throws {
        var (check, before) = try Self.generated(seed)
        let index = try #require(check.sources.firstIndex { $0.kind == .physical })
        let old = check.sources[index]
        check.sources[index] = SupplySource(item: old.item, way: .minutes(100 * 60), content: old.aspects[0].content)
        try Self.expect(check, from: before, moves: old, to: .tooFar, seed)
    }

    @Test(arguments: seeds) func `one lot past its date`(seed: UInt64) throws {
        var (check, before) = try Self.generated(seed)
        let index = try #require(check.sources.firstIndex { $0.kind == .physical })
        let old = check.sources[index]
        guard case .stock(var group) = old.aspects[0].content else { return }
        group.isInDate = false
        check.sources[index] = SupplySource(item: old.item, way: old.aspects[0].way, content: .stock(group))
        try Self.expect(check, from: before, moves: old, to: .expired, seed)
    }

    @Test(arguments: seeds) func `one agreement ended`(seed: UInt64) throws {
        var (check, before) = try Self.generated(seed)
        let index = try #require(check.sources.firstIndex { $0.kind == .agreement })
        let old = check.sources[index]
        guard case .agreement(var promise) = old.aspects[0].content else { return }
        promise.validity = Validity(from: promise.validity.from, to: CalendarDate.checkDay.adding(days: -1))
        check.sources[index] = SupplySource(item: old.item, way: old.aspects[0].way, content: .agreement(promise))
        try Self.expect(check, from: before, moves: old, to: .agreementNotInForce, seed)
    }
}

extension ReadinessChangeTests {
    private static let teams: Int64 = 12

    private static func generated(_ seed: UInt64) throws -> (ReadinessCheck, ReadinessAnswer) {
        var numbers = SeededNumbers(seed: seed)
        var lines: [StandardLine] = []
        for position in 0..<5 {
            let driver = Int.random(in: 0...2, using: &numbers) == 0 ? "teams" : "resettled"
            let coefficient = try #require(ExactDecimal(millionths: Int64.random(in: 1...3_000_000, using: &numbers)))
            let hours = [6, 12, 24].randomElement(using: &numbers) ?? 6
            let days = Int.random(in: 1...3, using: &numbers)
            let category = position.isMultiple(of: 2) ? "relief" : "flood"
            lines.append(
                try .needing(coefficient.digits, item: position < 3 ? 1 : 2, of: category, per: driver, days: days, within: hours))
        }
        var sources: [SupplySource] = []
        for item: Int64 in 1...2 {
            for category in ["relief", "flood"] {
                let minutes = Int.random(in: 0...900, using: &numbers)
                sources.append(.stock(Int64.random(in: 1...200, using: &numbers), item: item, of: category, way: .minutes(minutes)))
            }
            let hours = Int.random(in: 0...14, using: &numbers)
            let percent = Int.random(in: 0...100, using: &numbers)
            sources.append(.agreement(Int64.random(in: 1...200, using: &numbers), item: item, trusted: percent, after: hours))
            sources.append(.capacity(Int64.random(in: 1...100, using: &numbers), item: item, after: hours, most: 60))
        }
        let check = try ReadinessCheck.of(
            lines, sources, drivers: ["resettled": "\(Int.random(in: 1...150, using: &numbers))", "teams": "\(teams)"])
        return (check, try check.answer())
    }

    /// Everything `old` gave is gone, and stands among what is left out with one reason; nothing else has changed.
    private static func expect(
        _ check: ReadinessCheck, from before: ReadinessAnswer, moves old: SupplySource, to reason: ExclusionReason, _ seed: UInt64
    ) throws {
        let after = try check.answer()
        for (was, now) in zip(before.lines, after.lines) {
            let concerned = old.item == was.line.item && (old.category == nil || old.category == was.line.category)
            var leftOut = was.leftOut
            var available = was.available
            if concerned {
                let share = old.share(withinHours: was.line.withinHours, on: check.day)
                for (reason, quantity) in share.leftOut { leftOut[reason, default: 0] -= quantity }
                available[old.kind, default: 0] -= share.counted
                leftOut[reason, default: 0] += share.counted + share.leftOut.values.reduce(0, +)
            }
            #expect(now.available == available, "seed \(seed)")
            #expect(now.leftOut.filter { $0.value > 0 } == leftOut.filter { $0.value > 0 }, "seed \(seed)")
        }
        try expectCoverage(of: after, by: check, seed)
    }

    /// A line gets what the lines up to it can get together, less what those before it can: by Hall's condition, not by flows.
    private static func expectCoverage(of answer: ReadinessAnswer, by check: ReadinessCheck, _ seed: UInt64) throws {
        for (position, line) in answer.lines.enumerated() {
            let rivals = answer.lines[...position].filter { $0.line.item == line.line.item }
            let expected = most(of: rivals, check) - most(of: rivals.dropLast(), check)
            #expect(line.covered == expected, "seed \(seed), line \(position)")
        }
    }

    private static func most(of lines: some Collection<LineAnswer>, _ check: ReadinessCheck) -> Int64 {
        let lines = Array(lines)
        return (0..<(1 << lines.count)).map { chosen in
            let isFed = lines.indices.map { chosen >> $0 & 1 == 1 }
            var cut: Int64 = 0
            for (line, isFed) in zip(lines, isFed) where !isFed { cut += line.requirement.quantity.rawValue }
            for source in check.sources {
                var reached: Int64 = 0
                for (line, isFed) in zip(lines, isFed) where isFed && line.line.item == source.item {
                    guard source.category == nil || source.category == line.line.category else { continue }
                    reached = max(reached, source.share(withinHours: line.line.withinHours, on: check.day).counted)
                }
                cut += reached
            }
            return cut
        }.min() ?? 0
    }
}

extension ReadinessCheck {
    fileprivate func with(drivers changed: [String: ExactDecimal]) throws -> ReadinessCheck {
        var check = self
        check.scenario = ReadinessScenario(
            code: scenario.code, name: scenario.name, nameEn: scenario.nameEn, hazard: scenario.hazard, responseDays: scenario.responseDays,
            towns: scenario.towns, drivers: scenario.drivers.merging(changed) { $1 })
        return check
    }
}
