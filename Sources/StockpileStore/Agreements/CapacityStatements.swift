package import Postgres
package import StockpileModel

extension Transaction {
    /// Keeps the raw material an inspection found, beside the units a day just proved. Errors: SP401, SP659.
    package func inspectCapacity(_ line: PromiseKey, rawMaterialDays: Int64, by person: PersonID) throws {
        try execute(
            """
            SELECT stockpile.inspect_capacity(\(person), \(line.agreement), \(line.item), \(line.place), \(rawMaterialDays)::integer)
            """)
    }

    /// Lines of capacity in force on a day, each with its newest inspection and the most that counts; of one agreement, or all.
    ///
    /// Units: `makeable_quantity` is capped by the raw material there is.
    package func listCapacities(agreement: String?, on day: CalendarDate) throws -> [JSONValue] {
        try query(
            """
            SELECT agreement.number AS agreement_number, company.code AS company, company.name AS company_name,
                company.name_en AS company_name_en, item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                item.base_unit, place.code AS place, capacity.units_per_day, capacity.ramp_up_hours::bigint, capacity.quantity_max,
                capacity.raw_material_days::bigint, seen.proved_on AS inspected_on, seen.quantity AS found_units_per_day,
                seen.raw_material_days::bigint AS found_raw_material_days, seen.login AS inspected_by, seen.remarks,
                least(capacity.quantity_max, least(capacity.units_per_day, seen.quantity)
                    * least(capacity.raw_material_days, seen.raw_material_days)::bigint) AS makeable_quantity
            FROM stockpile.agreement_capacity AS capacity JOIN stockpile.agreement USING (agreement_id)
            JOIN stockpile.agreement_term AS term USING (agreement_id) JOIN stockpile.company USING (company_id)
            JOIN stockpile.item USING (item_id) JOIN stockpile.place ON place.place_id = capacity.place_id
            LEFT JOIN LATERAL (
                SELECT proof.proved_on, proof.quantity, inspection.raw_material_days, person.login, proof.remarks
                FROM stockpile.proof_of_stock AS proof JOIN stockpile.capacity_inspection AS inspection USING (proof_id)
                JOIN stockpile.person USING (person_id)
                WHERE proof.agreement_id = capacity.agreement_id AND proof.item_id = capacity.item_id
                  AND proof.place_id = capacity.place_id AND proof.form = 'capacity'
                ORDER BY proof.proved_on DESC, proof.proof_id DESC LIMIT 1) AS seen ON true
            WHERE (\(agreement)::text IS NULL OR agreement.number = \(agreement))
              AND NOT term.is_suspended AND \(day) BETWEEN term.binds_from AND term.binds_to
            ORDER BY agreement.number, item.code, place.code
            """
        ).map {
            try $0.object(
                [
                    "agreement_number", "company", "company_name", "company_name_en", "item", "item_name", "item_name_en", "base_unit",
                    "place", "inspected_on", "inspected_by", "remarks",
                ],
                integers: [
                    "units_per_day", "ramp_up_hours", "quantity_max", "raw_material_days", "found_units_per_day",
                    "found_raw_material_days", "makeable_quantity",
                ])
        }
    }
}
