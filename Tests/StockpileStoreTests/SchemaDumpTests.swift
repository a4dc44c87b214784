import Foundation
import Postgres
import StockpileTesting
import Testing

@Suite("The dump of the schema", .ownDatabase)
struct SchemaDumpTests {
    @Test func `sql/schema.sql is what the migrations make`() async throws {
        let text = try await Self.dump(OwnDatabase.conninfo)
        let file = SQLFolder.root.appending(path: "sql/schema.sql")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(text.utf8).write(to: file) }
        let standing = try String(contentsOf: file, encoding: .utf8)
        #expect(standing == text, "run again with UPDATE_GOLDEN=1 and look at the difference")
    }

    @Test func `what differs from server to server is left out of the dump`() {
        let dumped = """
            -- Dumped from database version 15.18
            \\restrict abc

            SET statement_timeout = 0;
            SELECT pg_catalog.set_config('search_path', '', false);


            --
            -- Name: example; Type: FUNCTION; Schema: stockpile; Owner: -
            --
            CREATE FUNCTION stockpile.example() AS $$
            -- kept: it is part of the function
            SET x = 1;
            $$;
            \\unrestrict abc
            """
        #expect(
            Self.normalised(dumped)
                == "CREATE FUNCTION stockpile.example() AS $$\n-- kept: it is part of the function\nSET x = 1;\n$$;\n")
    }

    private static func dump(_ conninfo: String) async throws -> String {
        let programs = try PostgresPrograms.find(environment: ProcessInfo.processInfo.environment)
        let dumped = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID().uuidString).sql")
        defer { try? FileManager.default.removeItem(at: dumped) }
        let process = Process()
        process.executableURL = URL(filePath: "\(programs.folder)/pg_dump")
        process.arguments = ["--schema-only", "--no-owner", "--schema=stockpile", "--file=\(dumped.path)", "--dbname=\(conninfo)"]
        try process.run()
        while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
        try #require(process.terminationStatus == 0)
        return normalised(try String(contentsOf: dumped, encoding: .utf8))
    }

    /// Without comments, settings, restriction keys and blank lines, except inside the bodies of functions.
    private static func normalised(_ text: String) -> String {
        var kept: [String] = []
        var isInBody = false
        for line in text.components(separatedBy: "\n") {
            let isNoise =
                line.isEmpty || line.hasPrefix("--") || line.hasPrefix("SET ") || line.hasPrefix("SELECT pg_catalog.set_config")
                || line.hasPrefix("\\")
            if isInBody || !isNoise { kept.append(line) }
            // The dump quotes bodies with $$ or $_$.
            if line.matches(of: /\$_*\$/).count % 2 == 1 { isInBody.toggle() }
        }
        return kept.joined(separator: "\n") + "\n"
    }
}
