extension Terms {
    /// What readiness is asked and answered in.
    static let readinessKeys: [String: (String, String)] = [
        "coverage": ("各时限可保障", "Covered by hour")
    ]

    static let readinessChoices: [String: (String, String)] = [
        "assumed_lost": ("假定损失", "assumed lost")
    ]
}
