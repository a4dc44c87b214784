package import Postgres
package import StockpileModel

extension Transaction {
    package func isClassification(_ code: String) throws -> Bool {
        try !query("SELECT FROM stockpile.classification_code WHERE classification_code = \(code)").isEmpty
    }

    /// Answers the number. Errors: SP401.
    package func addCandidate(_ draft: CandidateDraft, item: ItemID?, by person: PersonID) throws -> String {
        let argument: JSONValue = .object(draft.json + [JSONMember("item_id", JSONValue(item?.rawValue))])
        let rows = try query("SELECT stockpile.add_requisition_candidate(\(person), \(argument)::jsonb) AS number")
        guard let row = rows.first else { throw PostgresError(.decoding, "no number") }
        return try row.get("number")
    }

    /// Errors: SP401, SP529, SP601.
    package func retireCandidate(_ number: String, by person: PersonID) throws {
        try execute("SELECT stockpile.retire_requisition_candidate(\(person), \(number))")
    }

    /// By item or class, then holder; one, those on the list, or with those taken off it.
    package func listCandidates(number: String? = nil, withRetired: Bool) throws -> [JSONValue] {
        try query(
            """
            SELECT candidate.number, candidate.holder, item.code AS item, coalesce(item.name, class.name) AS item_name,
                coalesce(item.name_en, class.name_en) AS item_name_en, candidate.classification_code, candidate.quantity,
                coalesce(item.base_unit, candidate.unit) AS base_unit, candidate.place, candidate.contact, candidate.telephone,
                candidate.source, candidate.retired_on
            FROM stockpile.requisition_candidate AS candidate
            LEFT JOIN stockpile.item USING (item_id)
            LEFT JOIN stockpile.classification_code AS class ON class.classification_code = candidate.classification_code
            WHERE (\(number)::text IS NULL OR candidate.number = \(number)) AND (\(withRetired) OR candidate.retired_on IS NULL)
            ORDER BY coalesce(item.code, candidate.classification_code), candidate.holder, candidate.number
            """
        ).map {
            try $0.object(
                [
                    "number", "holder", "item", "item_name", "item_name_en", "classification_code", "base_unit", "place", "contact",
                    "telephone", "source", "retired_on",
                ], integers: ["quantity"])
        }
    }
}
