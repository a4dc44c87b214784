/// Finds the cheapest mix of purchases, agreements, capacity, rotation and transfers that closes what can be closed.
///
/// Shape:  the lines' shortages are made as small as possible one after the other, in the order of the standard; then the yearly cost; then
///         the quantities that are bought, promised and moved.
/// Source: docs/decisions/0022-closing-the-gap.md
package struct GapPlanner: Sendable {
    private let input: GapInput
    /// A program is solved anew for this many lines at most; a plan that needs more says that it may not be the best.
    private static let turnsAtMost = 200

    package init(_ input: GapInput) {
        self.input = input
    }

    /// Errors: those of the check; SP606 when an item's needs are beyond what a plan can be made for.
    package func plan() throws -> GapPlan {
        let before = try input.check.answer()
        let built = try GapProgram(input, shortOf: before)
        guard !built.options.isEmpty, let coverage = try cover(built) else {
            // With nothing to choose from there is nothing better; a search that found nothing in its time proves nothing.
            return GapPlan(steps: [], before: before, after: before, yearlyAtLeastFen: 0, isCoverageOptimal: built.options.isEmpty)
        }
        let (values, atLeast) = try cheapest(of: coverage.program, built) ?? (coverage.values, 0)
        let steps = built.steps(values)
        return GapPlan(
            steps: steps, before: before, after: try GapPlanner.carryOut(steps, built, on: input.check).answer(),
            yearlyAtLeastFen: atLeast, isCoverageOptimal: coverage.isOptimal)
    }

    private struct Coverage {
        var program: IntegerProgram
        var values: [Int64]
        var isOptimal: Bool
    }

    /// The program with every line's shortage bounded by the least it can be once earlier lines have theirs.
    private func cover(_ built: GapProgram) throws -> Coverage? {
        let shortages = built.shortages
        guard let first = try solve(built.program.minimising(shortages.map { .init($0.column) })) else { return nil }
        var coverage = Coverage(program: built.program, values: first.values, isOptimal: first.isOptimal)
        var turns = 0
        for (position, shortage) in shortages.enumerated() {
            if coverage.values[shortage.column] > shortage.least {
                guard turns < Self.turnsAtMost, let found = try solve(coverage.program.minimising([.init(shortage.column)])) else {
                    coverage.isOptimal = false
                    coverage.program.require([.init(shortage.column)], atMost: coverage.values[shortage.column])
                    continue
                }
                turns += 1
                coverage.isOptimal = coverage.isOptimal && found.isOptimal
                coverage.program.require([.init(shortage.column)], atMost: found.values[shortage.column])
                let rest = shortages[position...].map { IntegerProgram.Term($0.column) }
                coverage.values = try solve(coverage.program.minimising(rest))?.values ?? found.values
            } else {
                coverage.program.require([.init(shortage.column)], atMost: coverage.values[shortage.column])
            }
        }
        return coverage
    }

    private func cheapest(of program: IntegerProgram, _ built: GapProgram) throws -> (values: [Int64], atLeast: Int64)? {
        guard let cheapest = try solve(program.minimising(built.yearlyCost)) else { return nil }
        // Nothing costs less than nothing, whatever a solver that was stopped is sure of.
        let atLeast = max(0, cheapest.bound)
        guard cheapest.isOptimal, cheapest.objective < IntegerProgram.largest else { return (cheapest.values, atLeast) }
        // Nothing is moved or promised for nothing.
        var least = program
        least.require(built.yearlyCost, atMost: cheapest.objective)
        let tidy = try? solve(least.minimising(built.effort))
        return (tidy?.values ?? cheapest.values, atLeast)
    }

    private func solve(_ program: IntegerProgram) throws -> ProgramSolution? {
        let seconds = min(input.secondsAtMost, input.secondsLeft())
        guard seconds > 0, case .solved(let solution) = try program.solve(seconds: seconds) else { return nil }
        return solution
    }

    /// The check as it stands once steps are carried out.
    private static func carryOut(_ steps: [GapStep], _ built: GapProgram, on check: ReadinessCheck) -> ReadinessCheck {
        var check = check
        for step in steps {
            guard let option = built.options.first(where: { $0.matches(step) }) else { continue }
            if let source = step.source, let left = check.sources[source].stock?.quantity {
                check.sources[source] = check.sources[source].with(quantity: left - step.quantity)
            }
            check.sources.append(option.supply(step.quantity))
        }
        return check
    }
}

extension GapOption {
    fileprivate func matches(_ step: GapStep) -> Bool {
        way == step.way && offer == step.offer && source == step.source && toPlace == step.toPlace && category == step.category
    }
}
