internal import StockpileSolver

/// Whole numbers to be chosen at the least or the greatest cost, so that every row lies within its bounds.
package struct IntegerProgram: Sendable {
    /// A position of a column in the order of adding.
    package typealias ColumnIndex = Int

    /// One column times how much it counts.
    package struct Term: Sendable {
        package let column: ColumnIndex
        package let times: Int64

        package init(_ column: ColumnIndex, times: Int64 = 1) {
            self.column = column
            self.times = times
        }
    }

    /// Numbers beyond this are not given to the solver, which reckons in floating point.
    package static let largest: Int64 = 1_000_000_000_000

    private struct Row {
        let lower: Int64?
        let upper: Int64?
        let terms: [ColumnIndex: Int64]
    }

    private var columns: [stockpile_column] = []
    private var rows: [Row] = []

    package init() {}

    package var columnCount: Int { columns.count }

    /// A whole number between the bounds; without an upper one, any.
    package mutating func addColumn(from lower: Int64 = 0, upTo upper: Int64? = nil, cost: Int64 = 0) -> ColumnIndex {
        columns.append(stockpile_column(lower: lower, upper: upper ?? .max, cost: cost, value: 0))
        return columns.count - 1
    }

    /// A column that is none or one.
    package mutating func addChoice(cost: Int64 = 0) -> ColumnIndex { addColumn(upTo: 1, cost: cost) }

    /// The sum of the terms lies between the bounds; a bound that is nil has no end.
    package mutating func require(_ terms: [Term], atLeast lower: Int64? = nil, atMost upper: Int64? = nil) {
        var sums: [ColumnIndex: Int64] = [:]
        for term in terms { sums[term.column, default: 0] += term.times }
        rows.append(Row(lower: lower, upper: upper, terms: sums.filter { $0.value != 0 }))
    }

    /// The same program with other costs: for what is decided first, and then what next.
    package func minimising(_ terms: [Term]) -> IntegerProgram {
        var program = self
        for index in columns.indices { program.columns[index].cost = 0 }
        for term in terms { program.columns[term.column].cost += term.times }
        return program
    }

    /// What comes of it within so many seconds.
    ///
    /// Errors: unexpected when a number is larger than the solver is trusted with, or when its answer breaks a row: every row is added up
    ///         again in whole numbers.
    package func solve(maximising: Bool = false, seconds: Int = 10) throws -> ProgramOutcome {
        guard isWithinReach else { throw Self.failure("a number is too large") }
        guard rows.allSatisfy({ ($0.lower ?? .min) <= ($0.upper ?? .max) }), columns.allSatisfy({ $0.lower <= $0.upper }) else {
            return .infeasible
        }
        var solved = columns
        if columns.isEmpty { return holds(in: solved) ? .solved(ProgramSolution(values: [], objective: 0, bound: 0)) : .infeasible }
        let bounds = rows.map { stockpile_row(lower: $0.lower ?? .min, upper: $0.upper ?? .max) }
        let coefficients = rows.enumerated().flatMap { row, content in
            content.terms.sorted { $0.key < $1.key }.map {
                stockpile_coefficient(row: Int32(row), column: Int32($0.key), value: $0.value)
            }
        }
        var bound: Int64 = 0
        let status = stockpile_solve_program(
            &solved, Int32(solved.count), bounds, Int32(bounds.count), coefficients, Int32(coefficients.count), maximising ? 1 : 0,
            Int32(clamping: seconds), &bound)
        switch Int(status) {
        case STOCKPILE_PROGRAM_INFEASIBLE: return .infeasible
        case STOCKPILE_PROGRAM_UNBOUNDED: return .unbounded
        case STOCKPILE_PROGRAM_OPTIMAL, STOCKPILE_PROGRAM_FEASIBLE:
            guard holds(in: solved), let objective = objective(of: solved) else { throw Self.failure("the answer breaks a row") }
            let isOptimal = Int(status) == STOCKPILE_PROGRAM_OPTIMAL
            return .solved(ProgramSolution(values: solved.map(\.value), objective: objective, bound: isOptimal ? objective : bound))
        default: return .unknown
        }
    }

    private var isWithinReach: Bool {
        func isFine(_ number: Int64) -> Bool { number.magnitude <= Self.largest.magnitude }
        return columns.allSatisfy { isFine($0.lower) && ($0.upper == .max || isFine($0.upper)) && isFine($0.cost) }
            && rows.allSatisfy { row in
                row.terms.values.allSatisfy(isFine) && row.lower.map(isFine) != false && row.upper.map(isFine) != false
            }
    }

    private func holds(in solved: [stockpile_column]) -> Bool {
        solved.allSatisfy { $0.lower <= $0.value && $0.value <= $0.upper }
            && rows.allSatisfy { row in
                let sum = row.terms.reduce(Int128(0)) { $0 + Int128($1.value) * Int128(solved[$1.key].value) }
                return sum >= Int128(row.lower ?? .min) && sum <= Int128(row.upper ?? .max)
            }
    }

    private func objective(of solved: [stockpile_column]) -> Int64? {
        Int64(exactly: solved.reduce(Int128(0)) { $0 + Int128($1.cost) * Int128($1.value) })
    }

    private static func failure(_ why: String) -> StockpileError {
        .unexpected(reference: "PROGRAM", description: "the solver of integer programs: \(why)")
    }
}

/// What came of an integer program.
package enum ProgramOutcome: Sendable, Equatable {
    case solved(ProgramSolution)
    /// No choice satisfies every row.
    case infeasible
    /// The cost has no end.
    case unbounded
    /// Nothing was found in time.
    case unknown
}

/// A choice that satisfies every row.
package struct ProgramSolution: Sendable, Equatable {
    /// By column.
    package let values: [Int64]
    package let objective: Int64
    /// No choice is better than this.
    package let bound: Int64

    package init(values: [Int64], objective: Int64, bound: Int64) {
        self.values = values
        self.objective = objective
        self.bound = bound
    }

    package var isOptimal: Bool { objective == bound }
    /// By how much the best may be better.
    package var miss: Int64 { Int64(clamping: (Int128(objective) - Int128(bound)).magnitude) }
}
