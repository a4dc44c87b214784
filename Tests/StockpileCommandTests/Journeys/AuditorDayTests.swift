import Foundation
import StockpileModel
import Testing

@Suite("The auditor's day: the seal, a signed head, the events, a pack")
struct AuditorDayTests {
    @Test func `finance seals and signs the head; the auditor holds it against the ledger and a pack`() async throws {
        try await LoadedExample.run { program in
            let posted = try await program(
                "issue", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "3", "--as", "keeper1", "--format", "json")
            let number = try #require(posted.json?[key: "number"]?.text, "\(posted.errors)")
            let refused = try await program("ledger", "seal", "--as", "auditor1")
            #expect(refused.exitCode == 77)
            let sealed = try await program("ledger", "seal", "--as", "finance1", "--format", "json")
            let head = try #require(sealed.json?[key: "head"]?.text, "\(sealed.errors)")

            let verified = try await program("ledger", "verify", "--head", head, "--full", "--as", "auditor1", "--format", "json")
            #expect(verified.exitCode == 0 && verified.json?[key: "is_whole"] == .bool(true) && verified.json?[key: "unsealed"] == 0)
            let strange = String(head.reversed())
            let other = try await program("ledger", "verify", "--head", strange, "--as", "auditor1", "--format", "json")
            #expect(other.exitCode == 3)
            #expect(other.json?[key: "differences"]?.array?.first?[key: "kind"] == "head_missing")
            #expect(try await program("ledger", "verify", "--head", "12", "--as", "auditor1").exitCode == 64)

            let events = try await program("ledger", "events", "--after", "0", "--limit", "10000", "--as", "auditor1", "--format", "json")
            let rows = try #require(events.json?.array)
            #expect(rows.compactMap { $0[key: "position"]?.integer } == Array(1...Int64(rows.count)))
            #expect(rows.last?[key: "number"]?.text == number)
            let rest = try await program(
                "ledger", "events", "--after", "\(rows.count - 1)", "--as", "auditor1", "--format", "json")
            #expect(rest.json?.array?.count == 1)

            let folder = FileManager.default.temporaryDirectory.appending(path: "pack-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let exported = try await program("ledger", "export", "--to", folder, "--as", "auditor1")
            #expect(exported.exitCode == 0, "\(exported.errors)")
            let audit = URL(filePath: Program.path).deletingLastPathComponent().appending(path: "stockpile-audit").path
            let audited = try await program.run([folder, "--head", head, "--lang", "en"], program: audit)
            #expect(audited.exitCode == 0 && audited.output.contains(head), "\(audited.output)\(audited.errors)")
            #expect(try await program.run([folder, "--head", strange], program: audit).exitCode == 3)
        }
    }
}
