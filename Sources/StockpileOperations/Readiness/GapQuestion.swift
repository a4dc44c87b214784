package import StockpileModel

/// What a plan for closing gaps is wanted for.
package struct GapQuestion: Sendable {
    package var level: ResponseLevel
    package var scenario: String
    /// The day by which the gap is to be closed; nil: the first on which everything that is offered can be there.
    package var by: CalendarDate?
    package var budgetFen: Int64?
    /// Nothing is bought or promised: only what there is already is moved.
    package var movesOnly = false
    /// For all programs of a plan together.
    package var secondsMax = 60
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
