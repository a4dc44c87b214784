import StockpileModel
import Testing

@Suite("Integer programs")
struct IntegerProgramTests {
    @Test func `the cheapest whole numbers are found`() throws {
        var program = IntegerProgram()
        let boxes = program.addColumn(upTo: 10, cost: 50)
        let pieces = program.addColumn(upTo: 100, cost: 7)
        program.require([.init(boxes, times: 8), .init(pieces)], atLeast: 27)
        guard case .solved(let found) = try program.solve() else {
            Issue.record("not solved")
            return
        }
        // Three boxes and three pieces cost 171; four boxes 200; pieces alone 189.
        #expect(found.values == [3, 3])
        #expect(found.objective == 171)
        #expect(found.isOptimal && found.miss == 0)
    }

    @Test func `what cannot be, what has no end and what needs nothing are told apart`() throws {
        var impossible = IntegerProgram()
        let few = impossible.addColumn(upTo: 3)
        impossible.require([.init(few)], atLeast: 4)
        #expect(try impossible.solve() == .infeasible)

        var endless = IntegerProgram()
        _ = endless.addColumn(cost: 1)
        #expect(try endless.solve(maximising: true) == .unbounded)

        var empty = IntegerProgram()
        #expect(try empty.solve() == .solved(ProgramSolution(values: [], objective: 0, bound: 0)))
        empty.require([], atLeast: 1)
        #expect(try empty.solve() == .infeasible)
    }

    @Test func `a number that the solver is not trusted with is refused`() throws {
        var program = IntegerProgram()
        let column = program.addColumn(upTo: 5, cost: IntegerProgram.largest + 1)
        program.require([.init(column)], atLeast: 1)
        #expect(throws: StockpileError.self) { try program.solve() }
    }

    @Test func `large quantities come out exact`() throws {
        var program = IntegerProgram()
        let bought = program.addColumn(upTo: 1_000_000_000, cost: 3)
        let isBought = program.addChoice(cost: 1000)
        let promised = program.addColumn(upTo: 123_456_789, cost: 2)
        program.require([.init(bought), .init(promised)], atLeast: 987_654_321)
        program.require([.init(bought), .init(isBought, times: -1_000_000_000)], atMost: 0)
        guard case .solved(let found) = try program.solve() else {
            Issue.record("not solved")
            return
        }
        #expect(found.values == [864_197_532, 1, 123_456_789])
    }

    @Test func `a program that is stopped says by how much its answer may miss`() throws {
        // Divide sixty weights in halves on six scales at once: nobody is sure of the best within a second.
        var numbers = SeededNumbers(seed: 3)
        var program = IntegerProgram()
        let chosen = (0..<60).map { _ in program.addChoice() }
        for _ in 0..<6 {
            let weights = chosen.map { _ in Int64.random(in: 0...99, using: &numbers) }
            let (over, under) = (program.addColumn(cost: 1), program.addColumn(cost: 1))
            let half = weights.reduce(0, +) / 2
            let scale = zip(chosen, weights).map { IntegerProgram.Term($0, times: $1) }
            program.require(scale + [.init(over), .init(under, times: -1)], atLeast: half, atMost: half)
        }
        guard case .solved(let found) = try program.solve(seconds: 1) else {
            Issue.record("nothing was found")
            return
        }
        #expect(!found.isOptimal && found.bound < found.objective && found.miss == found.objective - found.bound)
    }

    @Test(arguments: 1...8)
    func `small programs answer as trying everything does`(seed: UInt64) throws {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<500 {
            let trial = TrialProgram(&numbers)
            let best = trial.bestByTrying
            switch try trial.program.solve(maximising: trial.isMaximised) {
            case .solved(let found):
                #expect(found.objective == best, "\(trial)")
                #expect(found.isOptimal && trial.allows(found.values), "\(trial)")
            case .infeasible: #expect(best == nil, "\(trial)")
            case .unbounded, .unknown: Issue.record("no answer: \(trial)")
            }
        }
    }
}

/// A program small enough to try every choice of.
private struct TrialProgram {
    var ranges: [ClosedRange<Int64>] = []
    var costs: [Int64] = []
    var rows: [(times: [Int64], lower: Int64?, upper: Int64?)] = []
    let isMaximised: Bool

    init(_ numbers: inout SeededNumbers) {
        isMaximised = Bool.random(using: &numbers)
        for _ in 0..<Int.random(in: 1...4, using: &numbers) {
            let lower = Int64.random(in: -1...2, using: &numbers)
            ranges.append(lower...(lower + Int64.random(in: 0...4, using: &numbers)))
            costs.append(Int64.random(in: -10...10, using: &numbers))
        }
        for _ in 0..<Int.random(in: 0...3, using: &numbers) {
            let lower = Int64.random(in: -6...13, using: &numbers)
            let kind = Int.random(in: 0...2, using: &numbers)
            let times = ranges.map { _ in Int64.random(in: -3...5, using: &numbers) }
            rows.append((times, kind == 0 ? nil : lower, kind == 1 ? nil : lower + Int64.random(in: 0...3, using: &numbers)))
        }
    }

    var program: IntegerProgram {
        var program = IntegerProgram()
        let columns = zip(ranges, costs).map { program.addColumn(from: $0.lowerBound, upTo: $0.upperBound, cost: $1) }
        for row in rows {
            let terms = zip(columns, row.times).map { IntegerProgram.Term($0, times: $1) }
            program.require(terms, atLeast: row.lower, atMost: row.upper)
        }
        return program
    }

    func allows(_ values: [Int64]) -> Bool {
        rows.allSatisfy { row in
            let sum = zip(row.times, values).reduce(0) { $0 + $1.0 * $1.1 }
            return sum >= row.lower ?? .min && sum <= row.upper ?? .max
        }
    }

    var bestByTrying: Int64? {
        let choices = ranges.reduce([[]] as [[Int64]]) { begun, range in begun.flatMap { part in range.map { part + [$0] } } }
        let worth = choices.filter(allows).map { zip(costs, $0).reduce(0) { $0 + $1.0 * $1.1 } }
        return isMaximised ? worth.max() : worth.min()
    }
}
