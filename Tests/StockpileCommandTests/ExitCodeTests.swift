import Foundation
import StockpileModel
import StockpileTesting
import Testing

@Suite("Exit codes and errors")
struct ExitCodeTests {
    @Test func `each kind of failure has its code and says what to do`() async throws {
        try await LoadedExample.run { stockpile in
            #expect(try await stockpile("stock", "list", "--by", "colour").exitCode == 64)
            #expect(try await stockpile("document", "show", "WS01-RK-2026-999999", "--as", "keeper1").exitCode == 66)
            let auditor = try await stockpile(
                "receipt", "post", "--place", "WS01", "--item", "quilt-cotton", "--quantity", "1", "--as", "auditor1")
            #expect(auditor.exitCode == 77 && auditor.errors.hasPrefix("SP401"))
            let stranger = try await stockpile("stock", "list", "--as", "nobody-knows")
            #expect(stranger.exitCode == 77 && stranger.errors.contains("--as"))
            let english = try await stockpile("stock", "list", "--as", "nobody-knows", "--lang", "en", "--format", "json")
            #expect(JSONValue(parsing: english.errors)?[key: "error"]?[key: "title"] == "Nobody has the login nobody-knows.")
        }
    }

    @Test func `an empty database says which command makes it right`() async throws {
        let conninfo = try await TestCluster.shared.emptyDatabase()
        let stockpile = Program(database: conninfo)
        let before = try await stockpile("stock", "list", "--as", "keeper1")
        #expect(before.exitCode == 78 && before.errors.contains("stockpile database migrate"))
        #expect(try await stockpile("serve", "--port", "0").exitCode == 78)
        #expect(try await stockpile("database", "migrate").exitCode == 0)
        #expect(try await stockpile("database", "migrate", "--lang", "en").output.contains("up to date"))
        let empty = try await stockpile("stock", "list", "--as", "keeper1")
        #expect(empty.exitCode == 1 && empty.errors.hasPrefix("SP611"))
        try await TestCluster.shared.drop(conninfo)
    }

    @Test func `a server that is not there is a reason to try again`() async throws {
        let stockpile = Program(database: "host=/nonexistent dbname=x user=postgres")
        let run = try await stockpile("stock", "list", "--as", "keeper1")
        #expect(run.exitCode == 75)
    }
}
