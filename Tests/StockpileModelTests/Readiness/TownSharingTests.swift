import Testing

@testable import StockpileModel

@Suite("No unit counts for two towns or two lines")
struct TownSharingTests {
    private struct Need {
        let category: String
        let hours: Int
        let required: Int64
        /// Nil: every town has to be reached.
        let town: Int?
    }

    private struct Trial {
        var lines: [StandardLine] = []
        var sources: [SupplySource] = []
        var needs: [[Need]] = []
        var known: [String: [String]] = [:]
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func `what every line and town gets is what the narrowest cut says`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<5 {
            let trial = try made(&numbers)
            let answer = try ReadinessCheck.inTowns(trial.lines, trial.sources, trial.known, drivers: ["evacuated": "5"]).answer()
            var served: [Need] = []
            for (line, needs) in zip(answer.lines, trial.needs) {
                var covered: [Int64] = []
                for need in needs {
                    covered.append(most(served + [need], trial.sources) - most(served, trial.sources))
                    served.append(need)
                }
                #expect(line.towns.isEmpty ? [line.covered] == covered : line.towns.map(\.covered) == covered, "seed \(seed)")
                #expect(line.covered == covered.reduce(0, +) && line.drawn.values.reduce(0, +) == line.covered, "seed \(seed)")
            }
        }
    }

    private func made(_ numbers: inout SeededNumbers) throws -> Trial {
        var trial = Trial()
        let towns = Int.random(in: 1...3, using: &numbers)
        func roads(_ numbers: inout SeededNumbers) -> [Int?] {
            (0..<towns).map { _ in [nil, 60, 200, 700].randomElement(using: &numbers) ?? nil }
        }
        let people = (0..<towns).map { _ in Int64.random(in: 0...6, using: &numbers) }
        trial.known = ["resettled": people.map { "\($0)" }]
        for (category, driver) in [("relief", "resettled"), ("flood", "resettled"), ("relief", "evacuated")] {
            guard Int.random(in: 0...3, using: &numbers) > 0 else { continue }
            let hours = [2, 6, 12].randomElement(using: &numbers) ?? 6
            trial.lines.append(try .needing("1", of: category, per: driver, within: hours))
            trial.needs.append(
                driver == "evacuated"
                    ? [Need(category: category, hours: hours, required: 5, town: nil)]
                    : people.indices.map { Need(category: category, hours: hours, required: people[$0], town: $0) })
        }
        for _ in 0..<Int.random(in: 1...5, using: &numbers) {
            let quantity = Int64.random(in: 1...6, using: &numbers)
            let content: SupplySource.Content =
                switch Int.random(in: 0...3, using: &numbers) {
                case 0: .agreement(AgreementPromise(quantity: quantity, validity: .thisYear, responseHours: 1, confidencePercent: 80))
                case 1: .capacity(CapacityPromise(unitsPerDay: 4 * quantity, rampUpHours: 1, quantityMax: 5, validity: .thisYear))
                default:
                    .stock(
                        StockGroup(
                            category: Bool.random(using: &numbers) ? "relief" : "flood", quantity: quantity, place: .depot,
                            availability: Int.random(in: 0...5, using: &numbers) == 0 ? .held : .free))
                }
            trial.sources.append(.from(roads(&numbers), content))
        }
        return trial
    }

    /// The most that these needs can be given together: every choice of needs that are fed as they can be, the others in full.
    private func most(_ needs: [Need], _ sources: [SupplySource]) -> Int64 {
        (0..<(1 << needs.count)).map { choice in
            let fed = needs.indices.filter { choice & (1 << $0) != 0 }.map { needs[$0] }
            let left = needs.indices.filter { choice & (1 << $0) == 0 }.reduce(0) { $0 + needs[$1].required }
            return sources.reduce(left) { sum, source in sum + (fed.map { counted(source, $0) }.max() ?? 0) }
        }.min() ?? 0
    }

    private func counted(_ source: SupplySource, _ need: Need) -> Int64 {
        guard source.category == nil || source.category == need.category else { return 0 }
        return source.share(withinHours: need.hours, on: .checkDay, towards: SupplyTarget(town: need.town)).counted
    }
}
