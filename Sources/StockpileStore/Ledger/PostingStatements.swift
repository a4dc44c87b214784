package import Postgres
package import StockpileModel

extension Store {
    /// Posts one document in one round trip, committed on return; one with files takes a transaction.
    ///
    /// Errors: every code of the posting function; `CatalogueChanged`; unavailable when the outcome is unknown.
    package func postDocument(_ draft: PostingDraft, key: IdempotencyKey, requestHash: String) async throws -> PostedDocument {
        guard draft.grounds.attachments.isEmpty else {
            return try await write { tx in try tx.postDocument(draft, key: key, requestHash: requestHash) }
        }
        return try PostedDocument(rows: await statement(PostedDocument.statement(draft, key, requestHash)))
    }

    /// Takes a document back, whole or the lines named.
    ///
    /// Errors: SP401, SP502 reversed already, SP503 not by itself, SP107 when what it brought has moved on, SP601.
    package func reverseDocument(
        _ number: String, lines: [Int64], by person: PersonID, remarks: String?, key: IdempotencyKey, requestHash: String
    ) async throws -> PostedDocument {
        let argument: JSONValue = [
            "key": .text(key.rawValue), "request_hash": .text(requestHash), "person_id": .integer(person.rawValue),
            "number": .text(number), "remarks": JSONValue(remarks),
            "lines": lines.isEmpty ? .null : .array(lines.map { .integer($0) }),
        ]
        return try PostedDocument(
            rows: await statement(PostedDocument.answered("SELECT stockpile.reverse_document(\(argument)::jsonb) AS answer")))
    }
}

extension Conversation {
    /// Posts one document without files, committed on return.
    package func postDocument(_ draft: PostingDraft, key: IdempotencyKey, requestHash: String) throws -> PostedDocument {
        try PostedDocument(rows: statement(PostedDocument.statement(draft, key, requestHash)))
    }
}

extension Transaction {
    /// Posts one document inside this transaction.
    ///
    /// Errors: `CatalogueChanged` besides those of the posting function.
    package func postDocument(_ draft: PostingDraft, key: IdempotencyKey, requestHash: String) throws -> PostedDocument {
        for file in draft.grounds.attachments { try keepAttachment(file, by: draft.person) }
        return try PostedDocument(rows: query(PostedDocument.statement(draft, key, requestHash)))
    }

    /// Base units in all movements of a document.
    package func quantityMoved(by document: DocumentID) throws -> Quantity {
        let rows = try query(
            "SELECT coalesce(sum(quantity), 0)::bigint AS quantity FROM stockpile.stock_movement WHERE document_id = \(document)")
        guard let row = rows.first else { throw PostgresError(.decoding, "no sum") }
        return try row.get("quantity")
    }

    /// Waits until nobody else is picking again; the place in the queue is kept until this transaction ends.
    ///
    /// Comes before every other lock, so that nobody who is waited for waits here.
    package func queueToPick() throws {
        try execute("SELECT pg_advisory_xact_lock(hashtextextended('stockpile.pick', 0))")
    }

    /// What was answered to this key, or nil when it is new; nobody else can use the key until this transaction ends.
    ///
    /// Errors: SP202 when the key came with another request.
    package func claimRequest(_ key: IdempotencyKey, requestHash: String) throws -> JSONValue? {
        try execute("SELECT pg_advisory_xact_lock(hashtextextended('stockpile.request', hashtext(\(key.rawValue))))")
        let rows = try query("SELECT request_hash, answer, operation FROM stockpile.request WHERE request_key = \(key.rawValue)")
        guard let row = rows.first else { return nil }
        try AnsweredRequest(row: row).requireSame(requestHash, key)
        return try row.get("answer")
    }

    /// True when this key has been posted under already, in a transaction that only reads.
    ///
    /// Errors: SP202 when the key came with another request.
    package func isPosted(_ key: IdempotencyKey, requestHash: String) throws -> Bool {
        let rows = try query("SELECT request_hash, operation FROM stockpile.request WHERE request_key = \(key.rawValue)")
        guard let row = rows.first else { return false }
        try AnsweredRequest(row: row).requireSame(requestHash, key)
        return true
    }

    /// Keeps the answer under its key, in the transaction of the work itself.
    package func finishRequest(_ key: IdempotencyKey, requestHash: String, operation: String, by person: PersonID, answer: JSONValue) throws
    {
        try execute(
            "SELECT stockpile.keep_answer(\(key.rawValue), \(requestHash), \(operation), \(person), \(answer)::jsonb)")
    }
}

/// A request that was answered before.
struct AnsweredRequest: Sendable {
    let requestHash: String
    let operation: String

    /// Errors: SP202 when the key came with another request.
    func requireSame(_ requestHash: String, _ key: IdempotencyKey) throws {
        guard self.requestHash == requestHash else {
            throw StockpileError.refused(Refusal(.keyReused, ["key": .text(key.rawValue), "operation": .text(operation)]))
        }
    }
}

extension AnsweredRequest {
    fileprivate init(row: Row) throws {
        self.init(requestHash: try row.get("request_hash"), operation: try row.get("operation"))
    }
}

extension PostingDraft {
    /// False in the database when the draft was written by a catalogue that is another now.
    var isCurrent: SQL {
        guard let version = catalogueVersion else { return "true" }
        return "EXISTS (SELECT FROM stockpile.catalogue_version WHERE version = \(version)::uuid)"
    }
}

extension PostedDocument {
    fileprivate static func statement(_ draft: PostingDraft, _ key: IdempotencyKey, _ requestHash: String) -> SQL {
        guard let line = draft.plainLine else {
            let document = draft.json(key: key, requestHash: requestHash)
            return answered("SELECT stockpile.post_document(\(document)::jsonb) AS answer WHERE \(draft.isCurrent)")
        }
        return """
            SELECT (posted).document_id, (posted).number, (posted).replayed
            FROM (SELECT stockpile.post_plain_line(\(key.rawValue), \(requestHash), \(draft.kind), \(draft.purpose), \(draft.place),
                    \(draft.person), \(draft.reference), \(draft.remarks), \(draft.grounds.reason), \(draft.grounds.occasion), \(line.lot),
                    \(line.quantity), \(line.owner), \(line.fromBin), \(line.toPlace)) AS posted
                WHERE \(draft.isCurrent) OFFSET 0) AS posting
            """
    }

    /// The answer in columns; OFFSET keeps the server from calling the function once for each of them.
    static func answered(_ call: SQL) -> SQL {
        """
        SELECT (answer ->> 'document_id')::bigint AS document_id, answer ->> 'number' AS number,
            coalesce((answer ->> 'replayed')::boolean, false) AS replayed
        FROM (\(call) OFFSET 0) AS posting
        """
    }

    fileprivate init(rows: [Row]) throws {
        guard let row = rows.first else { throw CatalogueChanged() }
        self = try PostedDocument(row: row)
    }

    init(row: Row) throws {
        self.init(id: try row.get("document_id"), number: try row.get("number"), replayed: try row.get("replayed"))
    }
}
