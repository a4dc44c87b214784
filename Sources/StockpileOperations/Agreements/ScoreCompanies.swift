internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// How companies keep their promises, by code; of one company, or of all that have an agreement.
    ///
    /// Units:  whole percent; null where there was no occasion yet.
    /// Errors: notFound.
    package func scoreCompanies(_ company: String?) async throws -> [JSONValue] {
        try await store.read { tx in
            if let company, try !tx.isCompany(company) { throw StockpileError.notFound(subject: "company", code: company) }
            return try tx.listCompanyScores(company: company).map { score in
                let measures = Scorecard.Measure.allCases.flatMap { measure in
                    [
                        JSONMember("\(measure.rawValue)_percent", JSONValue(score.card.shares[measure]?.percent)),
                        JSONMember("\(measure.rawValue)_weight", .integer(score.card.weights[measure] ?? 0)),
                    ]
                }
                return .object(
                    score.names + [
                        JSONMember("score", JSONValue(score.card.score)), JSONMember("call_offs", .integer(score.callOffs)),
                        JSONMember("refused", .integer(score.refused)), JSONMember("proofs", .integer(score.proofs)),
                        JSONMember("proofs_short", .integer(score.proofsShort)),
                    ] + measures)
            }
        }
    }

    /// What a figure of the scorecard weighs from now on.
    ///
    /// Errors: SP401.
    package func setScorecardWeight(
        _ measure: Scorecard.Measure, _ weight: Int64, source: String, key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.makeConfidenceRule)
        let person = self.person
        let request: JSONValue = ["measure": .text(measure.rawValue), "weight": .integer(weight), "source": .text(source)]
        return try await run("set_scorecard_weight", key: key, request: request) { tx, _ in
            try tx.setScorecardWeight(measure.rawValue, weight, source: source, by: person.id)
            return request
        }
    }
}
