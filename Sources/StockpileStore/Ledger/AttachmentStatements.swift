package import Postgres
package import StockpileModel

extension Transaction {
    /// Keeps a file under its hash; one that is kept already stays as it is.
    ///
    /// Errors: SP401.
    package func keepAttachment(_ file: Attachment, by person: PersonID) throws {
        try execute(
            """
            SELECT stockpile.keep_attachment(\(file.sha256), \(file.mediaType), \(file.sizeBytes), \(file.content)::bytea, \(file.keptAt),
                \(person))
            """)
    }

    /// Attaches a file that is kept to a document that was posted before.
    ///
    /// Errors: SP401, SP518 attached already, SP601.
    package func attachFile(_ file: Attachment, to number: String, by person: PersonID) throws {
        try execute("SELECT stockpile.attach_file(\(number), \(file.sha256), \(file.name), \(person))")
    }

    /// The files of a document: those it was posted with, then those attached later.
    package func listAttachments(of number: String, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT attached.name, encode(attached.sha256, 'hex') AS sha256, attachment.media_type, attachment.size_bytes,
                attachment.kept_at, attached.is_of_posting, person.login AS person,
                stockpile.iso(attached.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.document_attachment AS attached
            JOIN stockpile.attachment USING (sha256)
            JOIN stockpile.document USING (document_id)
            JOIN stockpile.person ON person.person_id = attached.person_id
            WHERE document.number = \(number)
            ORDER BY attached.is_of_posting DESC, attached.recorded_at, attached.sha256
            """
        ).map { row in
            guard
                case .object(let members) = try row.object(
                    ["name", "sha256", "media_type", "kept_at", "person", "recorded_at"], integers: ["size_bytes"])
            else { return .null }
            return .object(members + [JSONMember("is_of_posting", .bool(try row.get("is_of_posting")))])
        }
    }

    /// The files of a document whose hash begins with these digits; content is nil for what is kept elsewhere.
    package func findAttachments(of number: String, prefix: String) throws -> [Attachment] {
        try query(
            """
            SELECT attached.name, encode(attached.sha256, 'hex') AS sha256, attachment.media_type, attachment.size_bytes,
                attachment.content, attachment.kept_at
            FROM stockpile.document_attachment AS attached
            JOIN stockpile.attachment USING (sha256)
            JOIN stockpile.document USING (document_id)
            WHERE document.number = \(number) AND starts_with(encode(attached.sha256, 'hex'), \(prefix))
            """
        ).map {
            Attachment(
                name: try $0.get("name"), mediaType: try $0.get("media_type"), sha256: try $0.get("sha256"),
                sizeBytes: try $0.get("size_bytes"), content: try $0.get("content"), keptAt: try $0.get("kept_at"))
        }
    }
}
