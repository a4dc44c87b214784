package import Postgres
package import StockpileModel

extension Transaction {
    package func listAllItems(category: String?) throws -> [JSONValue] {
        try query(
            """
            SELECT item.code, item.name, item.name_en, item.classification_code, item.base_unit, item.shelf_life_months::bigint,
                item.is_returnable, item.is_serialised, item.source,
                served.categories, served.category_names, served.category_names_en
            FROM stockpile.item
            CROSS JOIN LATERAL (
                SELECT coalesce(array_agg(reserve_category ORDER BY position), '{}') AS categories,
                    coalesce(array_agg(name ORDER BY position), '{}') AS category_names,
                    coalesce(array_agg(name_en ORDER BY position), '{}') AS category_names_en
                FROM stockpile.item_category JOIN stockpile.reserve_category USING (reserve_category)
                WHERE item_category.item_id = item.item_id
            ) AS served
            WHERE \(category)::text IS NULL
               OR EXISTS (SELECT FROM stockpile.item_category WHERE item_id = item.item_id AND reserve_category = \(category))
            ORDER BY item.code
            """
        ).map { row in
            let categories = try ["categories", "category_names", "category_names_en"].map { column in
                JSONMember(column, .array((try row.get(column) as [String]).map { .text($0) }))
            }
            return .object(
                (try row.object(["code", "name", "name_en", "classification_code", "base_unit"], integers: ["shelf_life_months"]).members
                    ?? [])
                    + categories
                    + [
                        JSONMember("is_returnable", .bool(try row.get("is_returnable"))),
                        JSONMember("is_serialised", .bool(try row.get("is_serialised"))), JSONMember("source", try row.json("source")),
                    ])
        }
    }

    package func listAllPlaces() throws -> [JSONValue] {
        try query(
            """
            SELECT place.code, place.name, place.name_en, place.kind, company.code AS company, company.name AS company_name,
                company.name_en AS company_name_en, place.longitude, place.latitude,
                place.capacity_m2::bigint, place.handling_minutes::bigint, place.telephone, place.source,
                custodian.code AS custodian, custodian.name AS custodian_name, custodian.name_en AS custodian_name_en,
                used_by.code AS used_by, used_by.name AS used_by_name, used_by.name_en AS used_by_name_en
            FROM stockpile.place LEFT JOIN stockpile.company USING (company_id)
            LEFT JOIN stockpile.stock_owner AS custodian ON custodian.owner_id = place.custodian_id
            LEFT JOIN stockpile.stock_owner AS used_by ON used_by.owner_id = place.used_by_id ORDER BY place.code
            """
        ).map {
            try $0.object(
                [
                    "code", "name", "name_en", "kind", "company", "company_name", "company_name_en", "longitude", "latitude", "telephone",
                    "custodian", "custodian_name", "custodian_name_en", "used_by", "used_by_name", "used_by_name_en", "source",
                ],
                integers: ["capacity_m2", "handling_minutes"])
        }
    }

    package func listAllPeople() throws -> [JSONValue] {
        try query(
            """
            SELECT person.login, person.name, person.name_en, person.telephone,
                ARRAY(SELECT role FROM stockpile.person_role WHERE person_id = person.person_id ORDER BY role) AS roles
            FROM stockpile.person ORDER BY person.login
            """
        ).map { row in
            let roles: [String] = try row.get("roles")
            return .object(
                (try row.object(["login", "name", "name_en", "telephone"]).members ?? [])
                    + [JSONMember("roles", .array(roles.map { .text($0) }))])
        }
    }

    /// Every promise of every agreement: stock, capacity and floors, each with its form.
    package func listAllAgreements() throws -> [JSONValue] {
        try query(
            """
            SELECT agreement.number, company.code AS company, company.name AS company_name, company.name_en AS company_name_en,
                promise.form, item.code AS item, item.name AS item_name,
                item.name_en AS item_name_en, place.code AS place, promise.quantity, item.base_unit, promise.response_hours::bigint,
                promise.confidence_percent::bigint, agreement.valid_from,
                coalesce(agreement.last_day, agreement.valid_to) AS valid_to, agreement.state
            FROM (
                SELECT agreement_id, 'agreement_stock' AS form, item_id, place_id, quantity, response_hours, confidence_percent
                FROM stockpile.agreement_stock
                UNION ALL
                SELECT agreement_id, 'capacity', item_id, place_id, units_per_day, ramp_up_hours, NULL FROM stockpile.agreement_capacity
                UNION ALL
                SELECT agreement_id, 'minimum_stock', item_id, place_id, quantity, NULL, NULL FROM stockpile.agreement_floor
            ) AS promise
            JOIN stockpile.agreement USING (agreement_id) JOIN stockpile.company USING (company_id)
            JOIN stockpile.item USING (item_id) JOIN stockpile.place ON place.place_id = promise.place_id
            ORDER BY agreement.number, promise.form, item.code, place.code
            """
        ).map {
            try $0.object(
                [
                    "number", "company", "company_name", "company_name_en", "form", "item", "item_name", "item_name_en", "place",
                    "base_unit", "valid_from", "valid_to", "state",
                ],
                integers: ["quantity", "response_hours", "confidence_percent"])
        }
    }
}
