package import Postgres
package import StockpileModel

extension Transaction {
    /// An agreement whole: terms, lines, steps, files. Errors: notFound.
    package func showAgreement(_ number: String, zone: String, today: CalendarDate) throws -> JSONValue {
        guard let row = try query(Self.agreementHeads(zone, today) + "WHERE agreement.number = \(number)").first else {
            throw StockpileError.notFound(subject: "agreement", code: number)
        }
        let head = try Self.agreement(row).members ?? []
        return .object(
            head + [
                JSONMember("lines", .array(try listLines(number))), JSONMember("towns", .array(try listTownHours(number))),
                JSONMember("steps", .array(try listSteps(number, zone))),
                JSONMember("attachments", .array(try listFiles(number, zone))),
            ])
    }

    /// The terms of a company's agreements, newest first.
    package func listAgreementHeads(company: String, zone: String, today: CalendarDate) throws -> [JSONValue] {
        try query(
            Self.agreementHeads(zone, today)
                + "WHERE company.code = \(company) ORDER BY agreement.valid_from DESC, agreement.agreement_id DESC"
        ).map { try Self.agreement($0) }
    }

    private static func agreement(_ row: Row) throws -> JSONValue {
        try row.object(
            [
                "number", "state", "name", "company", "company_name", "company_name_en", "government_party", "third_party", "third_role",
                "valid_from", "valid_to", "last_day", "replaces", "replaced_by", "source", "made_by", "made_at", "approved_by",
                "approved_at",
            ],
            integers: ["days_left", "remind_days", "fee_per_year_fen", "swap_back_days", "shelf_life_days_min"])
    }

    private static func agreementHeads(_ zone: String, _ today: CalendarDate) -> SQL {
        """
        SELECT agreement.number, agreement.state, agreement.name, company.code AS company, company.name AS company_name,
            company.name_en AS company_name_en, agreement.government_party, agreement.third_party, agreement.third_role,
            agreement.valid_from, agreement.valid_to, agreement.last_day, old.number AS replaces, agreement.source,
            (SELECT number FROM stockpile.agreement AS next WHERE next.replaces_id = agreement.agreement_id
                AND next.approved_by IS NOT NULL) AS replaced_by,
            maker.login AS made_by, stockpile.iso(agreement.made_at, \(zone)) AS made_at,
            approver.login AS approved_by, stockpile.iso(agreement.approved_at, \(zone)) AS approved_at,
            CASE WHEN agreement.state IN ('in_force', 'suspended')
                THEN (coalesce(agreement.last_day, agreement.valid_to) - \(today)::date)::bigint END AS days_left,
            agreement.remind_days::bigint, agreement.fee_per_year_fen, agreement.swap_back_days::bigint,
            agreement.shelf_life_days_min::bigint
        FROM stockpile.agreement JOIN stockpile.company USING (company_id)
        LEFT JOIN stockpile.agreement AS old ON old.agreement_id = agreement.replaces_id
        LEFT JOIN stockpile.person AS maker ON maker.person_id = agreement.made_by
        LEFT JOIN stockpile.person AS approver ON approver.person_id = agreement.approved_by

        """
    }

    private func listLines(_ number: String) throws -> [JSONValue] {
        try query(
            """
            SELECT line.*, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit, place.code AS place
            FROM (
                SELECT agreement_id, 'agreement_stock' AS form, item_id, place_id, quantity, response_hours::bigint AS response_hours,
                    confidence_percent::bigint AS confidence_percent, price_rule, price_fen, price_percent::bigint AS price_percent,
                    NULL::bigint AS ramp_up_hours, NULL::bigint AS quantity_max, NULL::bigint AS raw_material_days,
                    NULL::bigint AS days_of_use, NULL::bigint AS daily_use, NULL AS daily_use_source, source
                FROM stockpile.agreement_stock
                UNION ALL
                SELECT agreement_id, 'capacity', item_id, place_id, units_per_day, NULL, NULL, NULL, NULL, NULL, ramp_up_hours,
                    quantity_max, raw_material_days, NULL, NULL, NULL, source FROM stockpile.agreement_capacity
                UNION ALL
                SELECT agreement_id, 'minimum_stock', item_id, place_id, quantity, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                    days_of_use, daily_use, daily_use_source, source FROM stockpile.agreement_floor
            ) AS line
            JOIN stockpile.agreement USING (agreement_id) JOIN stockpile.item USING (item_id) JOIN stockpile.place USING (place_id)
            WHERE agreement.number = \(number) ORDER BY line.form, item.code, place.code
            """
        ).map {
            try $0.object(
                ["form", "item", "item_name", "item_name_en", "place", "base_unit", "price_rule", "daily_use_source", "source"],
                integers: [
                    "quantity", "response_hours", "confidence_percent", "price_fen", "price_percent", "ramp_up_hours", "quantity_max",
                    "raw_material_days", "days_of_use", "daily_use",
                ])
        }
    }

    private func listTownHours(_ number: String) throws -> [JSONValue] {
        try query(
            """
            SELECT item.code AS item, item.name AS item_name, item.name_en AS item_name_en, place.code AS place, town.code AS to_place,
                own.response_hours::bigint
            FROM stockpile.agreement_response AS own JOIN stockpile.agreement USING (agreement_id) JOIN stockpile.item USING (item_id)
            JOIN stockpile.place ON place.place_id = own.place_id JOIN stockpile.place AS town ON town.place_id = own.town_id
            WHERE agreement.number = \(number) ORDER BY item.code, place.code, town.code
            """
        ).map { try $0.object(["item", "item_name", "item_name_en", "place", "to_place"], integers: ["response_hours"]) }
    }

    private func listSteps(_ number: String, _ zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT step.state, person.login AS person, person.name AS person_name, person.name_en AS person_name_en, step.remarks,
                stockpile.iso(step.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.agreement_step AS step JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.person ON person.person_id = step.person_id
            WHERE agreement.number = \(number) ORDER BY step.step_no
            """
        ).map { try $0.object(["state", "person", "person_name", "person_name_en", "recorded_at", "remarks"]) }
    }

    private func listFiles(_ number: String, _ zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT file.name, encode(file.sha256, 'hex') AS sha256, attachment.size_bytes, person.login AS person,
                stockpile.iso(file.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.agreement_attachment AS file JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.attachment ON attachment.sha256 = file.sha256 JOIN stockpile.person ON person.person_id = file.person_id
            WHERE agreement.number = \(number) ORDER BY file.recorded_at, file.name
            """
        ).map { try $0.object(["name", "sha256", "person", "recorded_at"], integers: ["size_bytes"]) }
    }
}
