package import Postgres
package import StockpileModel

/// A company and how it kept its promises.
package struct CompanyScore: Sendable {
    package let names: [JSONMember]
    package let callOffs: Int64
    package let refused: Int64
    package let proofs: Int64
    package let proofsShort: Int64
    package let card: Scorecard
}

extension Transaction {
    /// Companies with agreements, by code; one, or all.
    package func listCompanyScores(company: String?) throws -> [CompanyScore] {
        let weights = try Dictionary(
            query("SELECT measure, weight::bigint FROM stockpile.scorecard_weight").map { row in
                let measure: String = try row.get("measure")
                guard let known = Scorecard.Measure(rawValue: measure) else { throw PostgresError(.decoding, "not a measure") }
                return (known, try row.get("weight") as Int64)
            }
        ) { first, _ in first }
        return try query(Self.scoreFigures(company)).map { row in
            func share(_ good: String, of all: String) throws -> ScoredShare { ScoredShare(good: try row.get(good), all: try row.get(all)) }
            let (proofs, short): (Int64, Int64) = (try row.get("proofs"), try row.get("proofs_short"))
            let shares: [Scorecard.Measure: ScoredShare] = [
                .answeredInTime: try share("answered_in_time", of: "answer_due"), .confirmed: try share("confirmed", of: "answer_due"),
                .deliveredInFull: try share("delivered_in_full", of: "delivery_due"),
                .deliveredOnTime: try share("delivered_on_time", of: "delivery_due"),
                .proofsSufficient: ScoredShare(good: proofs - short, all: proofs),
            ]
            return CompanyScore(
                names: try row.object(["company", "company_name", "company_name_en"]).members ?? [], callOffs: try row.get("call_offs"),
                refused: try row.get("refused"), proofs: proofs, proofsShort: short, card: Scorecard(shares: shares, weights: weights))
        }
    }

    /// What is not due yet says nothing: an answer is counted once it came or its time passed, a delivery once it is whole or late.
    private static func scoreFigures(_ company: String?) -> SQL {
        """
        SELECT company.code AS company, company.name AS company_name, company.name_en AS company_name_en, called.*, proved.*
        FROM stockpile.company
        CROSS JOIN LATERAL (
            SELECT count(*) AS call_offs, count(*) FILTER (WHERE detail.state = 'refused') AS refused,
                count(*) FILTER (WHERE detail.state <> 'sent' OR detail.is_answer_late) AS answer_due,
                count(*) FILTER (WHERE detail.state <> 'sent' AND NOT detail.is_answer_late) AS answered_in_time,
                count(*) FILTER (WHERE detail.state NOT IN ('sent', 'refused')) AS confirmed,
                count(*) FILTER (WHERE detail.state NOT IN ('sent', 'refused')
                    AND (detail.state IN ('delivered', 'settled') OR detail.is_delivery_late)) AS delivery_due,
                count(*) FILTER (WHERE detail.state IN ('delivered', 'settled')) AS delivered_in_full,
                count(*) FILTER (WHERE detail.state IN ('delivered', 'settled') AND NOT detail.is_delivery_late) AS delivered_on_time
            FROM stockpile.call_off_detail AS detail JOIN stockpile.agreement USING (agreement_id)
            WHERE agreement.company_id = company.company_id) AS called
        CROSS JOIN LATERAL (
            SELECT count(*) AS proofs, count(*) FILTER (WHERE proof.quantity < stock.quantity) AS proofs_short
            FROM stockpile.proof_of_stock AS proof JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.agreement_stock AS stock ON stock.agreement_id = proof.agreement_id AND stock.item_id = proof.item_id
                AND stock.place_id = proof.place_id
            WHERE proof.form = 'agreement_stock' AND agreement.company_id = company.company_id) AS proved
        WHERE (\(company)::text IS NULL OR company.code = \(company))
          AND EXISTS (SELECT FROM stockpile.agreement WHERE agreement.company_id = company.company_id)
        ORDER BY company.code
        """
    }

    /// Errors: SP401, SP601.
    package func setScorecardWeight(_ measure: String, _ weight: Int64, source: String, by person: PersonID) throws {
        try execute("SELECT stockpile.set_scorecard_weight(\(person), \(measure), \(weight)::integer, \(source))")
    }
}
