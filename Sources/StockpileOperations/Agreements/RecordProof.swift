internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Records what was proved of one line of an agreement, with a file that shows it if there is one.
    ///
    /// Units:  base units; of capacity, units a day.
    /// Errors: invalid; SP401, SP659, SP662.
    package func recordProof(
        _ proof: ProofDraft, evidence: Attachment?, problems: [FieldProblem] = [], key: IdempotencyKey
    ) async throws -> [JSONValue] {
        try person.require(.recordProof)
        if evidence != nil { try person.require(.attachFile) }
        let (person, zone, today) = (self.person, timeZone, self.today)
        let request: JSONValue = ["proof": proof.json, "evidence": JSONValue(evidence?.sha256)]
        return try await run("record_proof", key: key, request: request) { tx, _ in
            let found = try Self.lines(of: [proof], problems, today: today, in: tx)
            if let evidence { try tx.keepAttachment(evidence, by: person.id) }
            _ = try tx.recordProofs(found, evidence: evidence, by: person.id)
            return .array(try tx.listProofs(agreement: proof.agreement, company: nil, slice: .first(1), zone: zone))
        }.array ?? []
    }

    /// Enters a file of declarations: all of it or nothing.
    ///
    /// Errors: invalid with everything that is wrong, by line and column; SP401; SP661 when the same file was entered before.
    package func importProofs(_ file: ProofFile, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.recordProof)
        let (person, today) = (self.person, self.today)
        return try await run("import_proofs", key: key, request: ["sha256": .text(file.sha256)]) { tx, _ in
            let found = try Self.lines(of: file.proofs, file.problems, today: today, in: tx)
            let entered = try tx.recordProofs(found, file: (file.sha256, file.name), by: person.id)
            return ["file": .text(file.name), "sha256": .text(file.sha256), "rows": .integer(entered)]
        }
    }

    /// The line of an agreement each proof is about; everything nobody knows is told at once with what reading found.
    static func lines(
        of proofs: [ProofDraft], _ problems: [FieldProblem], today: CalendarDate, in tx: borrowing Transaction
    ) throws -> [(draft: ProofDraft, key: PromiseKey)] {
        let numbers = Set(proofs.map(\.agreement))
        let lines = try tx.listAgreementLines(of: numbers.sorted())
        let known = try tx.listAgreementNumbers(among: numbers.sorted())
        let byName = Dictionary(lines.map { ("\($0.agreement) \($0.item) \($0.place) \($0.key.form.rawValue)", $0.key) }) { first, _ in
            first
        }
        let told = ProblemList(problems)
        var found: [(draft: ProofDraft, key: PromiseKey)] = []
        for proof in proofs where proof.origin.map({ !told.concerns($0) }) ?? true {
            if proof.provedOn > today {
                let detail = ["value": proof.provedOn.rawValue, "expected": "≤ \(today.rawValue)"]
                told.add(proof.problem("proved_on", .outOfRange, detail))
            }
            if let key = byName["\(proof.agreement) \(proof.item) \(proof.place) \(proof.form)"] {
                found.append((proof, key))
            } else if !known.contains(proof.agreement) {
                told.add(proof.problem("agreement", .unknownCode, ["value": proof.agreement, "subject": "agreement"]))
            } else {
                let own = lines.filter { $0.agreement == proof.agreement && $0.key.form.rawValue == proof.form }
                let isItem = own.contains { $0.item == proof.item }
                let choices = isItem ? own.filter { $0.item == proof.item }.map(\.place) : Set(own.map(\.item)).sorted()
                let value = isItem ? proof.place : proof.item
                told.add(
                    proof.problem(
                        isItem ? "place" : "item", .notAChoice, ["value": value, "choices": choices.joined(separator: ", ")]))
            }
        }
        try told.throwIfAny()
        return found
    }
}

extension Operations {
    /// Proofs, newest first; of one agreement, of one company, or all.
    package func listProofs(agreement: String?, company: String?, slice: ListSlice) async throws -> [JSONValue] {
        let zone = timeZone
        return try await store.read { try $0.listProofs(agreement: agreement, company: company, slice: slice, zone: zone) }
    }

    /// The lines a company declares today, to be filled in. Errors: notFound.
    package func declarationTemplate(company: String) async throws -> [JSONValue] {
        let today = self.today
        return try await store.read { tx in
            guard try tx.isCompany(company) else { throw StockpileError.notFound(subject: "company", code: company) }
            return try tx.listDeclarationLines(of: company, on: today)
        }
    }

    /// Opens a task for each company that owes its declaration of this month; answers how many were opened.
    ///
    /// Errors: SP401.
    package func remindDeclarations() async throws -> JSONValue {
        try person.require(.remindDeclarations)
        let person = self.person
        return try await store.write { tx in ["opened": .integer(try tx.openDeclarationsDue(by: person.id))] }
    }
}
