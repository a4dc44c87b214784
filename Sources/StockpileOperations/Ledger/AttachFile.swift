internal import Crypto
package import Foundation
internal import Postgres
package import StockpileModel
internal import StockpileStore

extension Operations {
    /// Attaches a file to a document that was posted before; answers the document. Never removed again.
    ///
    /// Errors: SP401; SP518 attached already; notFound.
    package func attachFile(_ file: Attachment, to number: String, key: IdempotencyKey) async throws -> JSONValue {
        try person.require(.attachFile)
        let (person, zone) = (self.person, timeZone)
        let request: JSONValue = ["number": .text(number), "sha256": .text(file.sha256), "name": .text(file.name)]
        return try await run("attach_file", key: key, request: request) { tx, _ in
            try tx.keepAttachment(file, by: person.id)
            try tx.attachFile(file, to: number, by: person.id)
            return try tx.findDocument(number, zone: zone)
        }
    }

    /// Errors: SP401 when files come with a document and this person may not attach any.
    func requireAttaching(_ grounds: DocumentGrounds) throws {
        if !grounds.attachments.isEmpty { try person.require(.attachFile) }
    }

    /// A file of a document, by the first digits of its hash; its content has been held against the hash.
    ///
    /// Errors: notFound; invalid when several files begin so; SP615 for one that is kept elsewhere, SP616 for one that was altered.
    package func readAttachment(of number: String, prefix: String) async throws -> Attachment {
        let wanted = prefix.lowercased()
        let zone = timeZone
        let found = try await store.read { tx in
            let files = try tx.findAttachments(of: number, prefix: wanted)
            // A document nobody knows is told before a file nobody knows.
            if files.isEmpty { _ = try tx.findDocument(number, zone: zone) }
            return files
        }
        guard let file = found.first, !wanted.isEmpty else { throw StockpileError.notFound(subject: "attachment", code: prefix) }
        guard found.count == 1 else {
            let choices = found.map(\.sha256).joined(separator: ", ")
            throw StockpileError.invalid([FieldProblem(field: "hash", .notAChoice, ["value": prefix, "choices": choices])])
        }
        guard let content = file.content else {
            throw StockpileError.refused(
                Refusal(.attachmentElsewhere, ["sha256": .text(file.sha256), "kept_at": JSONValue(file.keptAt)]))
        }
        guard Attachment.sha256(of: content) == file.sha256 else {
            throw StockpileError.refused(Refusal(.attachmentAltered, ["sha256": .text(file.sha256)]))
        }
        return file
    }
}

extension Attachment {
    /// A file as it was read; one larger than what is kept here needs the place where it lies.
    ///
    /// Errors: invalid.
    package static func read(_ data: Data, name: String, keptAt: String? = nil) throws -> Attachment {
        let isLarge = data.count > contentBytesMax
        guard !isLarge || keptAt != nil else {
            throw StockpileError.invalid([
                FieldProblem(
                    file: name, .outOfRange, ["value": String(data.count), "expected": "≤ \(contentBytesMax)", "reason": "too_large"])
            ])
        }
        return Attachment(
            name: name, mediaType: mediaType(of: name), sha256: sha256(of: data), sizeBytes: Int64(data.count),
            content: isLarge ? nil : Array(data), keptAt: isLarge ? keptAt : nil)
    }

    fileprivate static func sha256(of bytes: some Sequence<UInt8>) -> String {
        SHA256.hash(data: Data(bytes)).hexadecimal
    }

    private static func mediaType(of name: String) -> String {
        let types = [
            "pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "txt": "text/plain", "csv": "text/csv",
        ]
        return types[name.split(separator: ".").last?.lowercased() ?? ""] ?? "application/octet-stream"
    }
}
