package import Postgres
package import StockpileModel

extension Transaction {
    /// The content that is loaded, or nil. Until this transaction ends nobody else loads anything.
    package func claimDistrict() throws -> String? {
        try execute("SELECT pg_advisory_xact_lock(hashtextextended('stockpile.district', 0))")
        return try query("SELECT content_sha256 FROM stockpile.district").first?.get("content_sha256")
    }

    /// Makes this the district's database; every identifier made from now on begins with its code.
    ///
    /// Errors: SP605 when it belongs to a district already.
    package func setDistrict(_ draft: DistrictDraft, contentSHA256: String) throws {
        let argument: JSONValue = [
            "division_code": .text(draft.divisionCode), "local_unit": .text(draft.localUnit), "name": .text(draft.name),
            "name_en": .text(draft.nameEn), "time_zone": .text(draft.timeZone), "short_code": .text(draft.shortCode),
            "content_sha256": .text(contentSHA256), "source": .text(draft.source),
        ]
        _ = try query("SELECT stockpile.set_district(\(argument)::jsonb) AS district_id")
    }

    /// People with the roles they hold; nobody may be known yet.
    ///
    /// Errors: SP605.
    package func insertPeople(_ people: [PersonDraft]) throws {
        let argument = JSONValue.array(
            people.map { person in
                [
                    "login": .text(person.login), "name": .text(person.name), "name_en": JSONValue(person.nameEn),
                    "telephone": JSONValue(person.telephone), "source": .text(person.source),
                    "roles": .array(person.roles.map { .text($0) }),
                ]
            })
        try execute("SELECT stockpile.insert_people(\(argument)::jsonb)")
    }

    /// The person with this login; nil when nobody has it.
    package func findPerson(login: String) throws -> PersonID? {
        try query("SELECT person_id FROM stockpile.person WHERE login = \(login)").first?.get("person_id")
    }
}
