package import Postgres
package import StockpileModel

/// What a company must always keep of an item at a site.
package struct Floor: Sendable {
    package let id: Int64
    package let place: String
}

extension Transaction {
    /// Floors of a company and an item that bind on a day, by site.
    package func findFloors(company: String, item: String, on day: CalendarDate) throws -> [Floor] {
        try query(
            """
            SELECT floor.floor_id, place.code AS place
            FROM stockpile.agreement_floor AS floor JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.agreement_term AS term USING (agreement_id) JOIN stockpile.company USING (company_id)
            JOIN stockpile.item USING (item_id) JOIN stockpile.place ON place.place_id = floor.place_id
            WHERE company.code = \(company) AND item.code = \(item) AND NOT term.is_suspended
              AND \(day) BETWEEN term.binds_from AND term.binds_to
            ORDER BY place.code, floor.floor_id
            """
        ).map { Floor(id: try $0.get("floor_id"), place: try $0.get("place")) }
    }

    /// Errors: SP401, SP653.
    package func reportFloor(
        _ floor: Int64, quantity: Int64, on day: CalendarDate, remarks: String?, by person: PersonID
    ) throws {
        let report: JSONValue = [
            "floor_id": .integer(floor), "quantity": .integer(quantity), "reported_on": JSONValue(day), "remarks": JSONValue(remarks),
        ]
        try execute("SELECT stockpile.report_floor(\(person), \(report)::jsonb)")
    }

    /// Floors that bind on a day, each with its newest report; those that are breached, or all; one, or all.
    package func listFloors(isBreached: Bool, floor: Int64? = nil, on day: CalendarDate) throws -> [JSONValue] {
        try query(
            """
            SELECT agreement.number AS agreement_number, company.code AS company, company.name AS company_name,
                company.name_en AS company_name_en, item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                item.base_unit, place.code AS place, floor.quantity AS floor_quantity, floor.days_of_use::bigint, floor.daily_use,
                floor.daily_use_source, floor.source, report.quantity AS found_quantity, report.reported_on, report.login AS person,
                greatest(floor.quantity - report.quantity, 0) AS shortfall, (\(day)::date - report.reported_on)::bigint AS proof_age_days,
                coalesce(report.quantity < floor.quantity, false) AS is_breached
            FROM stockpile.agreement_floor AS floor JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.agreement_term AS term USING (agreement_id) JOIN stockpile.company USING (company_id)
            JOIN stockpile.item USING (item_id) JOIN stockpile.place ON place.place_id = floor.place_id
            LEFT JOIN LATERAL (
                SELECT report.quantity, report.reported_on, person.login
                FROM stockpile.floor_report AS report JOIN stockpile.person USING (person_id)
                WHERE report.floor_id = floor.floor_id
                ORDER BY report.reported_on DESC, report.report_id DESC LIMIT 1) AS report ON true
            WHERE NOT term.is_suspended AND \(day) BETWEEN term.binds_from AND term.binds_to
              AND (\(floor)::bigint IS NULL OR floor.floor_id = \(floor))
              AND (NOT \(isBreached) OR report.quantity < floor.quantity)
            ORDER BY company.code, item.code, place.code, agreement.number
            """
        ).map { row in
            let members = try row.object(
                [
                    "agreement_number", "company", "company_name", "company_name_en", "item", "item_name", "item_name_en", "base_unit",
                    "place", "reported_on", "person", "daily_use_source", "source",
                ],
                integers: ["floor_quantity", "days_of_use", "daily_use", "found_quantity", "shortfall", "proof_age_days"]
            ).members
            return .object((members ?? []) + [JSONMember("is_breached", .bool(try row.get("is_breached")))])
        }
    }
}
