import Foundation
import Postgres
import StockpileStore
import StockpileTesting
import Testing

@Suite("The schema", .ownDatabase)
struct SchemaTests {
    @Test func `the dump in the repository is fresh`() async throws {
        let programs = try PostgresPrograms.find(environment: ProcessInfo.processInfo.environment)
        let dumped = FileManager.default.temporaryDirectory.appending(path: "schema-\(UUID().uuidString).sql")
        defer { try? FileManager.default.removeItem(at: dumped) }
        let process = Process()
        process.executableURL = URL(filePath: "\(programs.folder)/pg_dump")
        process.arguments = [
            "--schema-only", "--no-owner", "--schema=stockpile", "--file=\(dumped.path)", "--dbname=\(OwnDatabase.conninfo)",
        ]
        try process.run()
        while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
        #expect(process.terminationStatus == 0)
        // What differs between servers of one schema: comments, settings and the restriction key.
        let kept = try String(contentsOf: dumped, encoding: .utf8).split(separator: "\n").filter {
            !$0.hasPrefix("--") && !$0.hasPrefix("SET ") && !$0.hasPrefix("SELECT pg_catalog.set_config") && !$0.hasPrefix("\\")
        }
        let text = kept.joined(separator: "\n") + "\n"
        let file = Repository.root.appending(path: "sql/schema.sql")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" { try Data(text.utf8).write(to: file) }
        #expect(try String(contentsOf: file, encoding: .utf8) == text, "run again with UPDATE_GOLDEN=1 and look at the difference")
    }

    @Test func `the application's role can neither change nor remove history`() async throws {
        let rows = try await OwnDatabase.store.statement(
            """
            SELECT relname || ' ' || privilege AS found
            FROM pg_class, unnest(ARRAY['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS privilege
            WHERE relnamespace = 'stockpile'::regnamespace AND relkind IN ('r', 'v', 'p')
              AND (has_table_privilege('stockpile_application', pg_class.oid, privilege)
                   OR has_table_privilege('public', pg_class.oid, privilege))
            """)
        #expect(try rows.map { try $0.get("found") as String } == [])
        let insertable = try await OwnDatabase.store.statement(
            """
            SELECT relname FROM pg_class WHERE relnamespace = 'stockpile'::regnamespace AND relkind = 'r'
              AND relname IN ('document', 'stock_movement', 'stock_account', 'lot', 'lot_date', 'period', 'document_counter', 'document_purpose')
              AND has_table_privilege('stockpile_application', pg_class.oid, 'INSERT')
            """)
        #expect(try insertable.map { try $0.get("relname") as String } == [])
    }

    @Test func `functions that act for the owner have a fixed search path, and the public may call none`() async throws {
        let rows = try await OwnDatabase.store.statement(
            """
            SELECT proname FROM pg_proc WHERE pronamespace = 'stockpile'::regnamespace
              AND ((prosecdef AND NOT coalesce(array_to_string(proconfig, ','), '') LIKE '%search_path=%')
                   OR has_function_privilege('public', pg_proc.oid, 'EXECUTE'))
            """)
        #expect(try rows.map { try $0.get("proname") as String } == [])
    }

    @Test func `identifiers begin at the district's own number, below two to the power of 53`() async throws {
        let argument =
            #"{"division_code":"650109","local_unit":"99","name":"x","name_en":"x","time_zone":"UTC","short_code":"X","content_sha256":"x","source":"x"}"#
        let start =
            try await OwnDatabase.store.statement("SELECT stockpile.set_district(\(argument)::jsonb) AS start").first?.get("start")
            as Int64?
        #expect(start == 6_501_099_900_000_000)
        let rows = try await OwnDatabase.store.statement(
            "SELECT min(min_value) AS least, max(max_value) AS most FROM pg_sequences WHERE schemaname = 'stockpile'")
        #expect(try rows.first?.get("least") as Int64? == start)
        #expect(try rows.first?.get("most") as Int64? == 6_501_099_999_999_999)
        #expect(6_501_099_999_999_999 < (Int64(1) << 53))
    }
}
