extension Terms {
    /// Every word for a column or field; where topics share one, the first that has it decides.
    package static let keys = merged([
        commonKeys,
        lotKeys,
        ruleKeys,
        responseKeys,
        readinessKeys,
        gapKeys,
        standardKeys,
        reportKeys,
        substituteKeys,
        subjectKeys,
    ])

    /// Every word for a value that is one of several.
    package static let choices = merged([
        commonChoices,
        lotChoices,
        ruleChoices,
        responseChoices,
        readinessChoices,
        gapChoices,
        standardChoices,
        reportChoices,
        substituteChoices,
    ])

    private static func merged(_ topics: [[String: (String, String)]]) -> [String: (String, String)] {
        topics.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
    }
}
