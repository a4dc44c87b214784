package import Postgres
package import StockpileModel

extension Transaction {
    /// Writes what is known of liaison officers, one after the other. Errors: SP401, SP601, SP610, SP643.
    package func setLiaisons(_ drafts: [LiaisonDraft], by person: PersonID) throws {
        let facts = JSONValue.array(drafts.map { .object($0.members + [JSONMember("person_id", .integer(person.rawValue))]) })
        try execute(
            """
            SELECT count(stockpile.set_liaison(fact)) FROM jsonb_array_elements(\(facts)::jsonb) WITH ORDINALITY AS row (fact, position)
            """)
    }

    /// Whether anything is known of this person of this organisation.
    package func isLiaisonKnown(_ draft: LiaisonDraft) throws -> Bool {
        try !query(
            """
            SELECT FROM stockpile.liaison WHERE organisation_kind = \(draft.organisationKind) AND organisation = \(draft.organisation)
              AND name = \(draft.name) LIMIT 1
            """
        ).isEmpty
    }

    /// Liaison officers of a day, and towns and companies that have none; those without alone if asked.
    ///
    /// Shape: departments, towns, companies, places, each by code; with `withFormer` those whose time is over or to come as well.
    package func listLiaisons(
        kind: String?, organisation: String?, isMissingOnly: Bool, withFormer: Bool, on day: CalendarDate, zone: String
    ) throws -> [JSONValue] {
        try query(
            """
            WITH known AS (
                SELECT * FROM stockpile.liaison_current
                WHERE \(withFormer) OR \(day)::date BETWEEN valid_from AND coalesce(valid_to, 'infinity')
            ), listed AS (
                SELECT 'town' AS organisation_kind, code AS organisation FROM stockpile.place WHERE kind = 'town_point'
                UNION SELECT 'company', code FROM stockpile.company
                UNION SELECT organisation_kind, organisation FROM known
            )
            SELECT listed.organisation_kind, listed.organisation,
                coalesce(place.name, company.name, listed.organisation) AS organisation_name,
                coalesce(place.name_en, company.name_en) AS organisation_name_en, known.name, known.telephone, known.deputy,
                known.deputy_telephone, known.trained_on, known.valid_from, known.valid_to, known.source,
                stockpile.iso(answer.answered_at, \(zone)) AS last_answered_at
            FROM listed
            LEFT JOIN known USING (organisation_kind, organisation)
            LEFT JOIN stockpile.place ON listed.organisation_kind IN ('town', 'place') AND place.code = listed.organisation
            LEFT JOIN stockpile.company ON listed.organisation_kind = 'company' AND company.code = listed.organisation
            LEFT JOIN LATERAL (
                SELECT max(answer.answered_at) AS answered_at
                FROM stockpile.liaison AS former JOIN stockpile.liaison_check_answer AS answer USING (liaison_id)
                WHERE former.organisation_kind = known.organisation_kind AND former.organisation = known.organisation
                  AND former.name = known.name) AS answer ON true
            WHERE (\(kind)::text IS NULL OR listed.organisation_kind = \(kind))
              AND (\(organisation)::text IS NULL OR listed.organisation = \(organisation))
              AND (NOT \(isMissingOnly) OR known.name IS NULL)
            ORDER BY array_position(ARRAY['department', 'town', 'company', 'place'], listed.organisation_kind), listed.organisation,
                known.liaison_id
            """
        ).map {
            try $0.object([
                "organisation_kind", "organisation", "organisation_name", "organisation_name_en", "name", "telephone", "deputy",
                "deputy_telephone", "trained_on", "valid_from", "valid_to", "last_answered_at", "source",
            ])
        }
    }
}
