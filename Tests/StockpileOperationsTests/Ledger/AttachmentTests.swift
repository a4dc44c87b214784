import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Attachments: kept by their hash, given back as they were, never removed", .serialized)
struct AttachmentTests {
    private static let paper = Data("验收单\n".utf8)

    private func received(_ reserve: SmallReserve, _ files: [StockpileModel.Attachment] = []) async throws -> PostedDocument {
        var request = PostingRequest(purpose: "purchase", place: "D1", lines: [.of("quilt", 5)])
        request.grounds.attachments = files
        return try await reserve.person("keeper1").postReceipt(request, key: .fresh())
    }

    private func hashes(_ number: String, _ reserve: SmallReserve) async throws -> [String] {
        let files = try await reserve.person("auditor1").showDocument(number)[key: "attachments"]?.array ?? []
        return files.compactMap { $0[key: "sha256"]?.text }
    }

    @Test func `a file given at posting is kept once and comes back byte for byte`() async throws {
        try await SmallReserve.run { reserve in
            let file = try StockpileModel.Attachment.read(Self.paper, name: "acceptance.txt")
            let posted = try await received(reserve, [file])
            let again = try await received(reserve, [file])
            #expect(try await hashes(posted.number, reserve) == [file.sha256])
            #expect(try await hashes(again.number, reserve) == [file.sha256])
            let kept = try await reserve.sql("SELECT count(*) AS n FROM stockpile.attachment")
            #expect(try kept[0].get("n") as Int64 == 1)
            let read = try await reserve.person("auditor1").readAttachment(of: posted.number, prefix: String(file.sha256.prefix(6)))
            #expect(read.content == Array(Self.paper) && read.name == "acceptance.txt" && read.mediaType == "text/plain")
        }
    }

    @Test func `the hash of what it was posted with is part of what is sealed; what comes later is a fact of its own`() async throws {
        try await SmallReserve.run { reserve in
            let posted = try await received(reserve, [try .read(Self.paper, name: "a.txt")])
            try await reserve.seal()
            let later = try StockpileModel.Attachment.read(Data("照片".utf8), name: "b.jpg")
            _ = try await reserve.person("keeper2").attachFile(later, to: posted.number, key: .fresh())
            #expect(try await hashes(posted.number, reserve).last == later.sha256)
            try await reserve.isWhole()
            try await reserve.tamper("UPDATE stockpile.document SET attachments = repeat('0', 64)")
            let found = try await reserve.person("auditor1").verifyLedger(VerificationScope(isFull: true)).differences
            #expect(found.contains { $0[key: "kind"] == "document_altered" })
        }
    }

    @Test func `a larger file is told by its hash, its size and where it lies`() async throws {
        try await SmallReserve.run { reserve in
            let posted = try await received(reserve)
            let large = Data(repeating: 7, count: StockpileModel.Attachment.contentBytesMax + 1)
            #expect(throws: StockpileError.self) { try StockpileModel.Attachment.read(large, name: "film.mp4") }
            let file = try StockpileModel.Attachment.read(large, name: "film.mp4", keptAt: "档案室 3-2")
            let shown = try await reserve.person("keeper1").attachFile(file, to: posted.number, key: .fresh())
            let row = try #require(shown[key: "attachments"]?.array?.first)
            #expect(row[key: "kept_at"] == "档案室 3-2" && row[key: "size_bytes"]?.integer == Int64(large.count))
            let detail = try await reserve.refuses(.attachmentElsewhere) {
                try await reserve.person("keeper1").readAttachment(of: posted.number, prefix: file.sha256)
            }
            #expect(detail[key: "kept_at"] == "档案室 3-2")
            let whole = try StockpileModel.Attachment.read(large.dropLast(), name: "film.mp4")
            _ = try await reserve.person("keeper1").attachFile(whole, to: posted.number, key: .fresh())
        }
    }

    @Test func `content that does not have its hash is refused, and told when it was altered`() async throws {
        try await SmallReserve.run { reserve in
            let file = try StockpileModel.Attachment.read(Self.paper, name: "a.txt")
            let forged = StockpileModel.Attachment(
                name: "a.txt", mediaType: "text/plain", sha256: file.sha256, sizeBytes: 3, content: Array("abc".utf8), keptAt: nil)
            try await reserve.refuses(.attachmentAltered) { try await received(reserve, [forged]) }
            let posted = try await received(reserve, [file])
            try await reserve.tamper(
                """
                ALTER TABLE stockpile.attachment DROP CONSTRAINT attachment_is_what_its_hash_says;
                UPDATE stockpile.attachment SET content = overlay(content PLACING 'x'::bytea FROM 1)
                """)
            try await reserve.refuses(.attachmentAltered) {
                try await reserve.person("auditor1").readAttachment(of: posted.number, prefix: file.sha256)
            }
        }
    }

    @Test func `a document or a file nobody knows is not found`() async throws {
        try await SmallReserve.run { reserve in
            let posted = try await received(reserve)
            let keeper = try await reserve.person("keeper1")
            await #expect(throws: StockpileError.self) { try await keeper.readAttachment(of: posted.number, prefix: "ab") }
            await #expect(throws: StockpileError.self) { try await keeper.readAttachment(of: "X", prefix: "ab") }
            let file = try StockpileModel.Attachment.read(Self.paper, name: "a.txt")
            try await reserve.refuses(.unknown) { try await keeper.attachFile(file, to: "X", key: .fresh()) }
        }
    }

    @Test(arguments: ["attachment", "document_attachment"])
    func `the application can neither add by hand nor change nor remove`(table: String) async throws {
        try await SmallReserve.run { reserve in
            _ = try await received(reserve, [try .read(Self.paper, name: "a.txt")])
            for statement in [
                "INSERT INTO stockpile.\(table) SELECT * FROM stockpile.\(table)", "UPDATE stockpile.\(table) SET sha256 = sha256",
                "DELETE FROM stockpile.\(table)", "TRUNCATE stockpile.\(table) CASCADE",
            ] {
                let error = await #expect(throws: PostgresError.self, "\(statement)") {
                    try await reserve.sql(SQL(unchecked: statement), role: "stockpile_application")
                }
                #expect(error?.sqlState == "42501", "\(statement)")
            }
        }
    }
}
