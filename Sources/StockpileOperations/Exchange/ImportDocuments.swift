package import Foundation
package import StockpileModel
package import StockpileStore
internal import Postgres

extension Operations {
    /// Loads documents with their lines from files, all of them or nothing; each is posted as if it came by itself, in the order of time.
    ///
    /// Shape:  documents, lines and lots that are new, and how many documents were known already. The same content again changes nothing.
    /// Errors: invalid with all problems of all files; SP401; SP632 for a first load into a ledger that holds something; SP633 when
    ///         `owner` may not act as the owner.
    package func importDocuments(from url: URL, isFirst: Bool, owner: Store) async throws -> JSONValue {
        let problems = ProblemList()
        var files = DocumentFiles(problems: problems, iso: iso)
        let documents = files.read(url)
        for kind in Set(documents.map(\.kind)) { try person.require(Self.permission(for: kind)) }
        let known = try await Resolver(Self.codes(in: documents), in: store)
        // What could not be read is zero or empty, and was told already.
        let told = Set(problems.all.map(\.cell))
        for problem in documents.flatMap({ self.problems(of: $0, known) }) where !told.contains(problem.cell) {
            problems.add(problem.located(in: files.columns))
        }
        try problems.throwIfAny()
        let staged = try documents.map { try self.staged($0, known) }
        do {
            return try await owner.write { tx in
                try tx.stageDocuments(staged)
                let answer = try tx.postDocuments(isFirst: isFirst)
                try tx.recordRuleDates(staged.flatMap { RuleDates.facts(of: $0.draft, key: $0.key) }, by: person.id)
                return answer
            }
        } catch StockpileError.refused(let refusal) where refusal.code == .loadRefused {
            for told in refusal.detail[key: "problems"]?.array ?? [] {
                problems.add(FieldProblem(told: told, of: documents).located(in: files.columns))
            }
            try problems.throwIfAny()
            throw StockpileError.refused(refusal)
        }
    }

    private static func permission(for kind: PostingLineFile.Kind) -> Permission {
        switch kind {
        case .receipt: .postReceipt
        case .issue: .postIssue
        case .transfer: .postTransfer
        case .order: .issueOrder
        }
    }

    private static func codes(in documents: [FiledDocument]) -> NamedRecords.Codes {
        var (items, places, owners) = (Set<String>(), Set<String>(), Set<String>())
        for document in documents {
            places.insert(document.request.place)
            for line in document.request.lines {
                items.insert(line.item)
                if let place = line.toPlace { places.insert(place) }
                if let owner = line.owner { owners.insert(owner) }
            }
        }
        var codes = NamedRecords.Codes(items: items, places: places, owners: owners)
        codes.withRules = true
        return codes
    }

    private func problems(of document: FiledDocument, _ known: Resolver) -> [FieldProblem] {
        let request = document.request
        let dates = document.kind == .receipt ? Self.wrongLines(of: request, known, receivedOn: receivedOn(request)) : []
        // A place is told where the document stands, since the request by itself does not know.
        return known.problems(of: request, dates).map { problem in
            guard problem.line == nil else { return problem }
            var problem = problem
            (problem.file, problem.line) = (document.origin.file, document.origin.line)
            return problem
        }
    }

    private func staged(_ document: FiledDocument, _ known: Resolver) throws -> StagedDocument {
        let request = document.request
        let lines = try zip(request.lines, try known.quantities(of: request)).map { line, quantity in
            if document.kind == .receipt {
                return try receiptLine(line, quantity, of: request, known: known, receivedOn: receivedOn(request))
            }
            var posting = PostingLine(lot: nil, quantity: quantity, owner: try known.owner(line.owner))
            posting.item = try known.item(line.item).id
            posting.toPlace = try line.toPlace.map { try known.place($0).id }
            posting.fromCondition = line.condition
            return posting
        }
        var draft = PostingDraft(
            kind: document.kind.rawValue, purpose: request.purpose, place: try known.place(request.place).id, person: person.id,
            occurredAt: request.occurredAt, lines: lines)
        draft.reference = request.reference
        draft.remarks = request.remarks
        draft.grounds = request.grounds
        guard let key = IdempotencyKey(rawValue: "load/\(document.code)") else {
            throw StockpileError.notFound(subject: "key", code: document.code)
        }
        let hash = Self.hash("load_document", [document.kind.rawValue: request.json], person)
        return StagedDocument(draft: draft, key: key, requestHash: hash, lotNumbers: request.lines.map(\.lot))
    }
}

extension FieldProblem {
    /// What the database found wrong with a document or one of its lines.
    fileprivate init(told: JSONValue, of documents: [FiledDocument]) {
        let code = told[key: "code"]?.text ?? ""
        let document = documents[Int(told[key: "document_no"]?.integer ?? 1) - 1]
        let line = told[key: "line_no"]?.integer.map { document.request.lines[Int($0) - 1] }
        let origin = line?.origin ?? document.origin
        var detail = ["rule": code, "reason": "rule"]
        for member in told[key: "detail"]?.members ?? [] { detail[member.key] = member.value.shown }
        detail["item"] = line?.item
        detail["lot"] = line?.lot
        detail["place"] = document.request.place
        detail["key"] = document.code
        detail["checker"] = detail["login"]
        let field = detail["permission"] == Permission.checkDocument.rawValue ? "checker" : Self.fields[code] ?? "document"
        detail["value"] = detail[field] ?? document.code
        self.init(file: origin.file, line: origin.line, field: field, .notAllowed, detail)
    }

    /// The cell that has to be changed.
    private static let fields = [
        "SP101": "quantity", "SP106": "quantity", "SP606": "quantity", "SP102": "lot", "SP103": "lot", "SP104": "lot", "SP113": "lot",
        "SP114": "lot", "SP116": "lot", "SP601": "lot", "SP608": "lot", "SP604": "item", "SP626": "item", "SP603": "to_place",
        "SP301": "occurred_at", "SP302": "occurred_at", "SP401": "purpose", "SP631": "purpose", "SP613": "purpose",
        "SP402": "checker", "SP403": "checker",
    ]

    /// Which cell of which file is meant.
    fileprivate var cell: [String] { [file ?? "", line.map(String.init) ?? "", field ?? ""] }

    /// The same with the column of its field, where the file has one.
    fileprivate func located(in columns: [String: [String: Int]]) -> FieldProblem {
        guard column == nil, let file, let field else { return self }
        var problem = self
        problem.column = columns[file]?[field]
        return problem
    }
}
