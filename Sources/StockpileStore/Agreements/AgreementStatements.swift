package import Postgres
package import StockpileModel

extension Transaction {
    /// The agreement with a number; nil where there is none such.
    package func findAgreementID(_ number: String) throws -> AgreementID? {
        try query("SELECT agreement_id FROM stockpile.agreement WHERE number = \(number)").first?.get("agreement_id")
    }

    /// The company with a code; nil where there is none such.
    package func findCompanyID(_ code: String) throws -> Int64? {
        try query("SELECT company_id FROM stockpile.company WHERE code = \(code)").first?.get("company_id")
    }

    /// Writes a draft; answers its number. Errors: SP401, SP647, SP650.
    package func createAgreement(
        _ terms: AgreementTerms, company: Int64, replacing old: AgreementID?, by person: PersonID
    ) throws -> String {
        let found = [JSONMember("company_id", .integer(company)), JSONMember("replaces_id", JSONValue(old?.rawValue))]
        let rows = try query("SELECT stockpile.create_agreement(\(person), \(JSONValue.object(terms.json + found))::jsonb) AS number")
        guard let row = rows.first else { throw PostgresError(.decoding, "no number") }
        return try row.get("number")
    }

    /// Writes or replaces a line of a draft. Errors: SP401, SP526, SP649.
    package func setAgreementLine(
        _ line: AgreementLineTerms, of agreement: AgreementID, item: ItemID, place: PlaceID, towns: [(PlaceID, Int64)],
        by person: PersonID
    ) throws {
        let hours = towns.map { town, hours -> JSONValue in ["town_id": .integer(town.rawValue), "response_hours": .integer(hours)] }
        let found = [
            JSONMember("item_id", .integer(item.rawValue)), JSONMember("place_id", .integer(place.rawValue)),
            JSONMember("towns", .array(hours)),
        ]
        try execute(
            """
            SELECT stockpile.set_agreement_line(\(person), \(agreement), \(line.form.rawValue),
                \(JSONValue.object(line.json + found))::jsonb)
            """)
    }

    /// Errors: SP401, SP526, SP659.
    package func dropAgreementLine(
        _ form: AgreementLineTerms.Form, of agreement: AgreementID, item: ItemID, place: PlaceID, by person: PersonID
    ) throws {
        try execute("SELECT stockpile.drop_agreement_line(\(person), \(agreement), \(form.rawValue), \(item), \(place))")
    }

    /// Errors: SP401, SP518.
    package func attachFile(_ file: Attachment, toAgreement agreement: AgreementID, by person: PersonID) throws {
        try execute("SELECT stockpile.attach_to_agreement(\(person), \(agreement), \(file.sha256), \(file.name))")
    }

    /// Errors: SP401, SP402, SP501, SP527, SP528, SP650.
    package func advanceAgreement(_ id: AgreementID, to state: AgreementState, remarks: String?, by person: PersonID) throws {
        try execute("SELECT stockpile.advance_agreement(\(person), \(id), \(state.rawValue), \(remarks))")
    }

    /// Errors: SP501 when it stands in another state.
    package func requireAgreement(
        _ id: AgreementID, _ number: String, in state: AgreementState, for next: AgreementState
    ) throws {
        let rows = try query("SELECT state FROM stockpile.agreement WHERE agreement_id = \(id)")
        let found: String = try rows.first?.get("state") ?? ""
        guard found != state.rawValue else { return }
        throw StockpileError.refused(
            Refusal(.wrongState, ["number": .text(number), "state": .text(found), "to": .text(next.rawValue)]))
    }

    /// How many tasks were opened and agreements ended. Errors: SP401.
    package func remindAgreements(by person: PersonID) throws -> JSONValue {
        let rows = try query(
            """
            SELECT (answer ->> 'opened')::bigint AS opened, (answer ->> 'ended')::bigint AS ended
            FROM stockpile.remind_agreements(\(person)) AS answer
            """)
        guard let row = rows.first else { throw PostgresError(.decoding, "no answer") }
        return try row.object([], integers: ["opened", "ended"])
    }
}
