internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Writes a draft of an agreement; one that replaces another begins with its lines. Answers it whole.
    ///
    /// Errors: invalid with everything nobody knows; SP401, SP647, SP650.
    package func createAgreement(_ terms: AgreementTerms, problems: [FieldProblem] = [], key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.makeAgreement)
        let (person, zone, today) = (self.person, timeZone, self.today)
        let request: JSONValue = .object(
            terms.json + [JSONMember("company", .text(terms.company)), JSONMember("replaces", JSONValue(terms.replaces))])
        return try await run("create_agreement", key: key, request: request) { tx, _ in
            var problems = problems
            let company = try tx.findCompanyID(terms.company)
            if company == nil { problems.append(.unknown("company", terms.company, "company")) }
            let old = try terms.replaces.flatMap { try tx.findAgreementID($0) }
            if let number = terms.replaces, old == nil { problems.append(.unknown("replaces", number, "agreement")) }
            if terms.validTo < terms.validFrom {
                let detail = ["value": terms.validTo.rawValue, "expected": "≥ \(terms.validFrom.rawValue)", "reason": "after_end"]
                problems.append(FieldProblem(field: "valid_to", .contradiction, detail))
            }
            if (terms.thirdParty == nil) != (terms.thirdRole == nil) {
                problems.append(FieldProblem(field: terms.thirdParty == nil ? "third_party" : "third_role", .required))
            }
            guard problems.isEmpty, let company else { throw StockpileError.invalid(problems) }
            let number = try tx.createAgreement(terms, company: company, replacing: old, by: person.id)
            return try tx.showAgreement(number, zone: zone, today: today)
        }
    }

    /// Writes a line of a draft, or replaces the one of the same form, item and site. Answers the agreement.
    ///
    /// Errors: invalid; notFound for the agreement; SP401, SP526, SP649.
    package func setAgreementLine(
        _ line: AgreementLineTerms, of number: String, problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.makeAgreement)
        let (person, zone, today) = (self.person, timeZone, self.today)
        let towns = line.townHours.map { JSONValue.text("\($0.town) \($0.hours)") }
        let named: [JSONMember] = [
            JSONMember("number", .text(number)), JSONMember("form", .text(line.form.rawValue)), JSONMember("item", .text(line.item)),
            JSONMember("place", .text(line.place)), JSONMember("towns", .array(towns)),
        ]
        return try await run("set_agreement_line", key: key, request: .object(named + line.json)) { tx, _ in
            let agreement = try Self.agreement(number, in: tx)
            var problems = problems + line.problems
            let place = try Self.place(line.place, "place", &problems, in: tx)
            let item = try Self.item(line.item, &problems, in: tx)
            let towns = try line.townHours.compactMap { town, hours in
                try Self.place(town, "town_hours", &problems, in: tx).map { ($0, hours) }
            }
            for town in Set(towns.map(\.0)) where towns.filter({ $0.0 == town }).count > 1 {
                problems.append(
                    FieldProblem(field: "town_hours", .duplicate, ["value": line.townHours.map(\.town).joined(separator: ", ")]))
            }
            guard problems.isEmpty, let place, let item else { throw StockpileError.invalid(problems) }
            try tx.setAgreementLine(line, of: agreement, item: item, place: place, towns: towns, by: person.id)
            return try tx.showAgreement(number, zone: zone, today: today)
        }
    }

    /// Takes a line out of a draft. Answers the agreement.
    ///
    /// Errors: invalid; notFound for the agreement; SP401, SP526, SP659.
    package func dropAgreementLine(
        _ form: AgreementLineTerms.Form, item: String, place: String, of number: String, key: IdempotencyKey
    ) async throws -> JSONValue {
        try person.require(.makeAgreement)
        let (person, zone, today) = (self.person, timeZone, self.today)
        let request: JSONValue = [
            "number": .text(number), "form": .text(form.rawValue), "item": .text(item), "place": .text(place),
        ]
        return try await run("drop_agreement_line", key: key, request: request) { tx, _ in
            let agreement = try Self.agreement(number, in: tx)
            var problems: [FieldProblem] = []
            let site = try Self.place(place, "place", &problems, in: tx)
            let known = try Self.item(item, &problems, in: tx)
            guard problems.isEmpty, let site, let known else { throw StockpileError.invalid(problems) }
            try tx.dropAgreementLine(form, of: agreement, item: known, place: site, by: person.id)
            return try tx.showAgreement(number, zone: zone, today: today)
        }
    }

    /// Attaches a file to an agreement, such as the signed paper. Answers the agreement.
    ///
    /// Errors: notFound; SP401, SP518.
    package func attachFile(_ file: Attachment, toAgreement number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.attachFile)
        let (person, zone, today) = (self.person, timeZone, self.today)
        let request: JSONValue = ["number": .text(number), "sha256": .text(file.sha256), "name": .text(file.name)]
        return try await run("attach_to_agreement", key: key, request: request) { tx, _ in
            let agreement = try Self.agreement(number, in: tx)
            try tx.keepAttachment(file, by: person.id)
            try tx.attachFile(file, toAgreement: agreement, by: person.id)
            return try tx.showAgreement(number, zone: zone, today: today)
        }
    }

    static func agreement(_ number: String, in tx: borrowing Transaction) throws -> AgreementID {
        guard let id = try tx.findAgreementID(number) else { throw StockpileError.notFound(subject: "agreement", code: number) }
        return id
    }

    static func place(
        _ code: String, _ field: String, _ problems: inout [FieldProblem], in tx: borrowing Transaction
    ) throws -> PlaceID? {
        if let place = try tx.listPlaces(codes: [code]).first { return place.id }
        problems.append(.unknown(field, code, "place"))
        return nil
    }

    static func item(_ code: String, _ problems: inout [FieldProblem], in tx: borrowing Transaction) throws -> ItemID? {
        if let item = try tx.listItems(codes: [code]).first { return item.id }
        problems.append(.unknown("item", code, "item"))
        return nil
    }
}

extension FieldProblem {
    static func unknown(_ field: String, _ code: String, _ subject: String) -> FieldProblem {
        FieldProblem(field: field, .unknownCode, ["value": code, "subject": subject])
    }
}
