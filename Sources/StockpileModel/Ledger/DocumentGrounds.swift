/// Why a document is made, who checked it and what it rests on besides its reference; what a purpose owes is known to the database.
package struct DocumentGrounds: Sendable, Equatable {
    package var reason: String?
    /// What it is for: a drill, an incident, routine service.
    package var occasion: String?
    /// Login of the person who checked it.
    package var checker: String?
    package var borrower: String?
    /// The day on which goods lent are to be given back.
    package var dueOn: CalendarDate?
    /// Number of the loan that goods come back from.
    package var loan: String?
    /// The closed month that a later finding is about, such as 2026-10.
    package var aboutPeriod: String?
    package var attachments: [Attachment] = []

    package init() {}

    /// What was given of it; for the hash of the request as well, which stays the same for requests that say nothing of it.
    package var members: [JSONMember] {
        let given: [(String, String?)] = [
            ("reason", reason), ("occasion", occasion), ("checker", checker), ("borrower", borrower), ("due_on", dueOn?.rawValue),
            ("about_period", aboutPeriod),
        ]
        let texts = given.compactMap { key, text in text.map { JSONMember(key, .text($0)) } }
        guard !attachments.isEmpty else { return texts }
        let files = attachments.map { file -> JSONValue in ["sha256": .text(file.sha256), "name": .text(file.name)] }
        return texts + [JSONMember("attached", .array(files))]
    }
}

/// A file that belongs to a document, known by its hash.
package struct Attachment: Sendable, Equatable {
    /// A file is kept in the database up to this size; of a larger one the hash, the size and where it lies.
    package static let contentBytesMax = 5 * 1024 * 1024

    package let name: String
    package let mediaType: String
    /// 64 lower-case hexadecimal digits.
    package let sha256: String
    package let sizeBytes: Int64
    /// Nil for what is kept elsewhere.
    package let content: [UInt8]?
    package let keptAt: String?

    package init(name: String, mediaType: String, sha256: String, sizeBytes: Int64, content: [UInt8]?, keptAt: String?) {
        self.name = name
        self.mediaType = mediaType
        self.sha256 = sha256
        self.sizeBytes = sizeBytes
        self.content = content
        self.keptAt = keptAt
    }
}
