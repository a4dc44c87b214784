package import Postgres
package import StockpileModel

/// A line of an agreement that something can be proved of.
package struct AgreementLine: Sendable {
    package let key: PromiseKey
    package let agreement: String
    package let item: String
    package let place: String
}

extension Transaction {
    /// The lines of agreements with these numbers.
    package func listAgreementLines(of numbers: [String]) throws -> [AgreementLine] {
        try query(
            """
            SELECT line.agreement_id, line.item_id, line.place_id, line.form, agreement.number, item.code AS item, place.code AS place
            FROM (SELECT agreement_id, item_id, place_id, 'agreement_stock' AS form FROM stockpile.agreement_stock
                UNION ALL SELECT agreement_id, item_id, place_id, 'capacity' FROM stockpile.agreement_capacity) AS line
            JOIN stockpile.agreement USING (agreement_id) JOIN stockpile.item USING (item_id) JOIN stockpile.place USING (place_id)
            WHERE agreement.number = ANY(\(numbers)) ORDER BY agreement.number, item.code, place.code
            """
        ).map { row in
            let form: String = try row.get("form")
            let key = PromiseKey(
                agreement: try row.get("agreement_id"), item: try row.get("item_id"), place: try row.get("place_id"),
                form: form == "capacity" ? .capacity : .stock)
            return AgreementLine(key: key, agreement: try row.get("number"), item: try row.get("item"), place: try row.get("place"))
        }
    }

    /// Which of these numbers are an agreement's.
    package func listAgreementNumbers(among numbers: [String]) throws -> Set<String> {
        Set(try query("SELECT number FROM stockpile.agreement WHERE number = ANY(\(numbers))").map { try $0.get("number") as String })
    }

    /// Writes proofs, all or none. Errors: SP401, SP659, SP661 for a file that was entered, SP662.
    package func recordProofs(
        _ proofs: [(draft: ProofDraft, key: PromiseKey)], evidence: Attachment? = nil, file: (sha256: String, name: String)? = nil,
        by person: PersonID
    ) throws -> Int64 {
        let argument: [JSONValue] = proofs.map { draft, key in
            [
                "agreement_id": .integer(key.agreement.rawValue), "item_id": .integer(key.item.rawValue),
                "place_id": .integer(key.place.rawValue), "form": .text(draft.form), "kind": .text(draft.kind.rawValue),
                "proved_on": JSONValue(draft.provedOn), "quantity": .integer(draft.quantity), "remarks": JSONValue(draft.remarks),
                "evidence": JSONValue(evidence?.sha256), "evidence_name": JSONValue(evidence?.name),
            ]
        }
        let rows = try query(
            """
            SELECT stockpile.record_proofs(\(person), \(JSONValue.array(argument))::jsonb, \(file?.sha256), \(file?.name)) AS proofs
            """)
        guard let row = rows.first else { throw PostgresError(.decoding, "no answer") }
        return try row.get("proofs")
    }

    /// Proofs, newest first; of one agreement, one company, or all.
    package func listProofs(agreement: String?, company: String?, slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT proof.proved_on, agreement.number AS agreement_number, company.code AS company, company.name AS company_name,
                company.name_en AS company_name_en, item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                item.base_unit, place.code AS place, proof.form, proof.kind AS proof_kind, proof.quantity AS found_quantity,
                coalesce(stock.quantity, capacity.units_per_day) AS standing_quantity,
                greatest(coalesce(stock.quantity, capacity.units_per_day) - proof.quantity, 0) AS shortfall,
                person.login AS person, proof.evidence_name AS evidence, encode(proof.evidence, 'hex') AS sha256,
                proof_file.name AS file, proof.remarks, stockpile.iso(proof.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.proof_of_stock AS proof JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.company USING (company_id) JOIN stockpile.item USING (item_id)
            JOIN stockpile.place ON place.place_id = proof.place_id JOIN stockpile.person ON person.person_id = proof.person_id
            LEFT JOIN stockpile.proof_file ON proof_file.sha256 = proof.file_sha256
            LEFT JOIN stockpile.agreement_stock AS stock ON proof.form = 'agreement_stock' AND stock.agreement_id = proof.agreement_id
                AND stock.item_id = proof.item_id AND stock.place_id = proof.place_id
            LEFT JOIN stockpile.agreement_capacity AS capacity ON proof.form = 'capacity'
                AND capacity.agreement_id = proof.agreement_id AND capacity.item_id = proof.item_id
                AND capacity.place_id = proof.place_id
            WHERE (\(agreement)::text IS NULL OR agreement.number = \(agreement))
              AND (\(company)::text IS NULL OR company.code = \(company))
            ORDER BY proof.proved_on DESC, proof.proof_id DESC \(slice.sql)
            """
        ).map {
            try $0.object(
                [
                    "proved_on", "agreement_number", "company", "company_name", "company_name_en", "item", "item_name", "item_name_en",
                    "base_unit", "place", "form", "proof_kind", "person", "evidence", "sha256", "file", "remarks", "recorded_at",
                ], integers: ["found_quantity", "standing_quantity", "shortfall"])
        }
    }

    /// The lines of stock that a company declares, with what it is to keep there; those of agreements in force on the day.
    package func listDeclarationLines(of company: String, on day: CalendarDate) throws -> [JSONValue] {
        try query(
            """
            SELECT agreement.number AS agreement, item.code AS item, item.name AS item_name, place.code AS place, item.base_unit,
                stock.quantity AS standing_quantity
            FROM stockpile.agreement_stock AS stock JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.agreement_term AS term USING (agreement_id)
            JOIN stockpile.company USING (company_id) JOIN stockpile.item USING (item_id)
            JOIN stockpile.place ON place.place_id = stock.place_id
            WHERE company.code = \(company) AND NOT term.is_suspended AND \(day) BETWEEN term.binds_from AND term.binds_to
            ORDER BY agreement.number, item.code, place.code
            """
        ).map { try $0.object(["agreement", "item", "item_name", "place", "base_unit"], integers: ["standing_quantity"]) }
    }

    package func isCompany(_ code: String) throws -> Bool {
        try !query("SELECT FROM stockpile.company WHERE code = \(code)").isEmpty
    }

    /// Opens what companies owe this month; answers how many tasks were opened. Errors: SP401.
    package func openDeclarationsDue(by person: PersonID) throws -> Int64 {
        guard let row = try query("SELECT stockpile.open_declarations_due(\(person)) AS opened").first else {
            throw PostgresError(.decoding, "no answer")
        }
        return try row.get("opened")
    }
}
