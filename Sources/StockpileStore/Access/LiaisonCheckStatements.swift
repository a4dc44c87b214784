package import Postgres
package import StockpileModel

extension Transaction {
    /// Begins a roll-call and answers its number. Errors: SP401, SP504, SP665.
    package func startLiaisonCheck(until moment: String, remarks: String?, by person: PersonID) throws -> String {
        let rows = try query("SELECT stockpile.start_liaison_check(\(person), \(moment)::timestamptz, \(remarks)) AS number")
        guard let row = rows.first else { throw PostgresError(.decoding, "no number") }
        return try row.get("number")
    }

    /// Errors: SP302, SP401, SP601, SP642, SP644, SP645, SP646.
    package func recordLiaisonAnswer(_ answer: LiaisonAnswer, by person: PersonID) throws {
        let argument = JSONValue.object(answer.members + [JSONMember("person_id", .integer(person.rawValue))])
        try execute("SELECT stockpile.record_liaison_answer(\(argument)::jsonb)")
    }

    /// Roll-calls, newest first, each with how many were called and how many did not answer.
    package func listLiaisonChecks(slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(Self.checkHeads(zone) + "ORDER BY call.liaison_check_id DESC \(slice.sql)").map(
            Self.check)
    }

    /// A roll-call with whom it called: those who did not answer first. Errors: notFound.
    package func showLiaisonCheck(_ number: String, zone: String) throws -> JSONValue {
        guard let row = try query(Self.checkHeads(zone) + "WHERE call.number = \(number)").first else {
            throw StockpileError.notFound(subject: "liaison_check", code: number)
        }
        let members = try query(
            """
            SELECT liaison.organisation_kind, liaison.organisation, coalesce(place.name, company.name, liaison.organisation)
                    AS organisation_name, coalesce(place.name_en, company.name_en) AS organisation_name_en,
                liaison.name, liaison.telephone, liaison.deputy, liaison.deputy_telephone, answer.answered_by,
                stockpile.iso(answer.answered_at, \(zone)) AS answered_at, answer.remarks, person.login AS person,
                coalesce(answer.answered_at, clock_timestamp()) > call.due_at AS is_late
            FROM stockpile.liaison_check AS call
            JOIN stockpile.liaison_check_member AS member USING (liaison_check_id)
            JOIN stockpile.liaison ON liaison.liaison_id = member.liaison_id
            LEFT JOIN stockpile.place ON place.place_id = liaison.place_id
            LEFT JOIN stockpile.company ON company.company_id = liaison.company_id
            LEFT JOIN stockpile.liaison_check_answer AS answer
                ON answer.liaison_check_id = member.liaison_check_id AND answer.liaison_id = member.liaison_id
            LEFT JOIN stockpile.person ON person.person_id = answer.person_id
            WHERE call.number = \(number)
            ORDER BY answer.answered_at IS NOT NULL,
                array_position(ARRAY['department', 'town', 'company', 'place'], liaison.organisation_kind), liaison.organisation,
                liaison.liaison_id
            """
        ).map { row in
            let texts = try row.object([
                "organisation_kind", "organisation", "organisation_name", "organisation_name_en", "name", "telephone", "deputy",
                "deputy_telephone", "answered_by", "answered_at", "person", "remarks",
            ]).members
            return JSONValue.object((texts ?? []) + [JSONMember("is_late", .bool(try row.get("is_late")))])
        }
        return .object((try Self.check(row).members ?? []) + [JSONMember("members", .array(members))])
    }

    private static func check(_ row: Row) throws -> JSONValue {
        try row.object(["number", "started_by", "started_at", "respond_due_at", "remarks"], integers: ["called", "answered", "silent"])
    }

    private static func checkHeads(_ zone: String) -> SQL {
        """
        SELECT call.number, person.login AS started_by, stockpile.iso(call.started_at, \(zone)) AS started_at,
            stockpile.iso(call.due_at, \(zone)) AS respond_due_at, call.remarks, figures.called, figures.answered,
            figures.called - figures.answered AS silent
        FROM stockpile.liaison_check AS call
        JOIN stockpile.person ON person.person_id = call.started_by
        CROSS JOIN LATERAL (
            SELECT count(*) AS called, count(answer.liaison_id) AS answered
            FROM stockpile.liaison_check_member AS member
            LEFT JOIN stockpile.liaison_check_answer AS answer USING (liaison_check_id, liaison_id)
            WHERE member.liaison_check_id = call.liaison_check_id) AS figures

        """
    }
}
