import StockpileModel
import StockpileOperations
import StockpileTesting

extension WriteOperation {
    static let reports: [WriteOperation] = [
        WriteOperation(
            name: "freezeReport", logins: ("commander1", "commander2"), permission: .freezeReport, loser: nil,
            prepare: { reserve in
                try await reserve.need(8)
                try await reserve.receive("quilt", 5, lot: "A")
                return ""
            },
            act: { person, _, wording, key in
                var question = ReadinessQuestion(level: .II, scenario: "q1")
                question.daysAhead = wording == .first ? 90 : 30
                return try await person.freezeReport(question, key: key).canonical
            })
    ]
}
