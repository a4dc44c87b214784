package import Postgres
package import StockpileModel

/// A document that waits to be loaded with others: what the posting function would be sent, with the numbers of the lots it takes.
package struct StagedDocument: Sendable {
    package let draft: PostingDraft
    package let key: IdempotencyKey
    package let requestHash: String
    /// For each line; nil for a new lot without a number of its own.
    package let lotNumbers: [String?]

    package init(draft: PostingDraft, key: IdempotencyKey, requestHash: String, lotNumbers: [String?]) {
        self.draft = draft
        self.key = key
        self.requestHash = requestHash
        self.lotNumbers = lotNumbers
    }
}

extension Transaction {
    /// Sends documents to where `postDocuments` finds them; until this transaction ends nobody else stages anything.
    ///
    /// Shape: numbered from 1 in their order, their lines likewise; as the owner's role.
    package func stageDocuments(_ documents: [StagedDocument]) throws {
        try execute("LOCK TABLE stockpile.staged_document IN EXCLUSIVE MODE")
        var heads = CopyRows(documents.enumerated().lazy.map { [$1.cells(number: $0 + 1)] })
        try copyIn(
            """
            COPY stockpile.staged_document (document_no, request_key, request_hash, kind, purpose, place_id, person_id, occurred_at,
                reference, remarks, reason, occasion, checker) FROM STDIN
            """
        ) { heads.next() }
        var lines = CopyRows(
            documents.enumerated().lazy.map { index, document in
                document.draft.lines.indices.map { document.lineCells($0, documentNumber: index + 1) }
            })
        try copyIn(
            """
            COPY stockpile.staged_line (document_no, line_no, item_id, lot_number, quantity, owner_id, to_place_id, from_condition,
                to_condition, reserve_category, funding_source, origin, manufactured_on, received_on, expires_on, warn_on, rotate_by_on,
                unit_cost_fen) FROM STDIN
            """
        ) { lines.next() }
    }

    /// Posts what was staged, all of it or nothing; into an empty ledger with the indexes made afterwards.
    ///
    /// Errors: SP630 with every problem; SP632 for a first load into a ledger that holds something.
    package func postDocuments(isFirst: Bool) throws -> JSONValue {
        guard let row = try query("SELECT stockpile.post_documents(\(isFirst)) AS answer").first else {
            throw PostgresError(.decoding, "the posting function gave no answer")
        }
        return try row.get("answer")
    }

    /// Tells the planner what the tables hold now: nobody else does so soon after a load.
    package func refreshStatistics() throws { try execute("SELECT stockpile.refresh_statistics()") }
}

extension StagedDocument {
    fileprivate func cells(number: Int) -> [String?] {
        [
            String(number), key.rawValue, requestHash, draft.kind, draft.purpose, String(draft.place.rawValue),
            String(draft.person.rawValue), draft.occurredAt, draft.reference, draft.remarks,
            draft.grounds.reason, draft.grounds.occasion, draft.grounds.checker,
        ]
    }

    fileprivate func lineCells(_ index: Int, documentNumber: Int) -> [String?] {
        let line = draft.lines[index]
        let new = line.newLot
        return [
            String(documentNumber), String(index + 1), line.item.map { String($0.rawValue) }, lotNumbers[index],
            line.quantity.map { String($0.rawValue) }, String(line.owner.rawValue), line.toPlace.map { String($0.rawValue) },
            line.fromCondition, line.toCondition, new?.category, new?.fundingSource, new?.origin, new?.dates.manufacturedOn?.rawValue,
            new?.dates.receivedOn.rawValue, new?.dates.expiresOn?.rawValue, new?.dates.warnOn?.rawValue, new?.dates.rotateByOn?.rawValue,
            new.map { String($0.unitCostFen) },
        ]
    }
}

/// Rows as COPY reads them, some 64 KiB at a time.
private struct CopyRows<Groups: Sequence> where Groups.Element == [[String?]] {
    private var groups: Groups.Iterator

    init(_ groups: Groups) { self.groups = groups.makeIterator() }

    mutating func next() -> [UInt8]? {
        var chunk: [UInt8] = []
        while chunk.count < 65_536, let rows = groups.next() {
            for row in rows { Self.append(row, to: &chunk) }
        }
        return chunk.isEmpty ? nil : chunk
    }

    private static func append(_ cells: [String?], to chunk: inout [UInt8]) {
        for (position, cell) in cells.enumerated() {
            if position > 0 { chunk.append(UInt8(ascii: "\t")) }
            guard let cell else {
                chunk.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "N")])
                continue
            }
            for byte in cell.utf8 {
                switch byte {
                case UInt8(ascii: "\\"): chunk.append(contentsOf: [byte, byte])
                case UInt8(ascii: "\t"): chunk.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
                case UInt8(ascii: "\n"): chunk.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
                case UInt8(ascii: "\r"): chunk.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "r")])
                default: chunk.append(byte)
                }
            }
        }
        chunk.append(UInt8(ascii: "\n"))
    }
}
