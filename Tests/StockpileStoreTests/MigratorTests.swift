import Foundation
import Postgres
import StockpileModel
import StockpileStore
import StockpileTesting
import Testing

@Suite("Migrations")
struct MigratorTests {
    @Test func `an empty database becomes current; again changes nothing`() async throws {
        try await SQLFolder.onEmptyDatabase { conninfo in
            let files = try SchemaFiles.load()
            let first = try await Migrator(conninfo: conninfo, files: files).migrate()
            #expect(first == (files.migrations + files.repeatables).map(\.name))
            #expect(try await Migrator(conninfo: conninfo, files: files).migrate().isEmpty)
            let store = Store(conninfo: conninfo)
            try await store.requireSchema()
            await store.close()
        }
    }

    @Test func `two at once wait for each other`() async throws {
        try await SQLFolder.onEmptyDatabase { conninfo in
            async let one = Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
            async let two = Migrator(conninfo: conninfo, files: SchemaFiles.load()).migrate()
            let counts = [try await one.count, try await two.count].sorted()
            #expect(counts[0] == 0 && counts[1] > 0)
        }
    }

    @Test func `an older database gets what is missing, and the application's role can read it at once`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, folder in
            try folder.write("migrations/9001_extra.sql", "CREATE TABLE stockpile.extra (extra_id bigint NOT NULL PRIMARY KEY);\n")
            #expect(try await folder.migrate(conninfo) == ["migrations/9001_extra.sql"])
            #expect(try await SQLFolder.rows(conninfo, "SELECT count(*)::text AS found FROM stockpile.extra") == ["0"])
            #expect(try await folder.migrate(conninfo).isEmpty)
        }
    }

    @Test func `a migration changed after it was applied is refused by name`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, folder in
            try folder.append("migrations/0002_access.sql", "-- changed\n")
            let refusal = await SQLFolder.wrongSchema { _ = try await folder.migrate(conninfo) }
            #expect(refusal?.isNewer == false)
            #expect(refusal?.found == "migrations/0002_access.sql")
        }
    }

    @Test func `a database newer than the program is refused and left alone`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, folder in
            let before = try await SQLFolder.rows(conninfo, "SELECT fingerprint AS found FROM stockpile_schema.fingerprint")
            try folder.remove("migrations/0011_posting_line.sql")
            try folder.append("functions/district_zone.sql", "-- an older form\n")
            #expect(await SQLFolder.wrongSchema { _ = try await folder.migrate(conninfo) }?.isNewer == true)
            #expect(try await SQLFolder.rows(conninfo, "SELECT fingerprint AS found FROM stockpile_schema.fingerprint") == before)
        }
    }

    @Test(arguments: ["functions/district_zone.sql", "views/stock_detail.sql", "seeds/access_permissions.sql"])
    func `what is applied again is applied when it changed, and only then`(name: String) async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, folder in
            try folder.append(name, "-- changed\n")
            #expect(try await folder.migrate(conninfo) == [name])
            #expect(try await folder.migrate(conninfo).isEmpty)
        }
    }

    @Test func `the new form of a function is the one that is called`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, folder in
            try folder.write(
                "functions/iso.sql",
                """
                CREATE OR REPLACE FUNCTION stockpile.iso(p_moment timestamptz, p_zone text) RETURNS text LANGUAGE sql STABLE
                AS $$ SELECT 'changed' $$;
                """)
            #expect(try await folder.migrate(conninfo) == ["functions/iso.sql"])
            #expect(try await SQLFolder.rows(conninfo, "SELECT stockpile.iso(now(), 'UTC') AS found") == ["changed"])
        }
    }

    @Test(arguments: ["migrations/9998_bad.sql", "functions/bad.sql", "seeds/bad.sql"])
    func `a file that fails is named, and leaves nothing of any file behind`(name: String) async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, folder in
            try folder.write("migrations/9001_good.sql", "CREATE TABLE stockpile.good (a bigint);\n")
            try folder.write(name, "CREATE TABLE stockpile.half (a bigint); SELECT 1 / 0;\n")
            let failure = await SQLFolder.failure { _ = try await folder.migrate(conninfo) }
            #expect(failure?.contains(name) == true, "\(failure ?? "did not fail")")
            #expect(failure?.contains("22012") == true, "\(failure ?? "")")
            let left: SQL = "SELECT relname::text AS found FROM pg_class WHERE relname IN ('good', 'half')"
            #expect(try await SQLFolder.rows(conninfo, left).isEmpty)
            let store = Store(conninfo: conninfo)
            try await store.requireSchema()
            await store.close()
        }
    }

    @Test func `months closed before keep what is inside, and nothing else`() async throws {
        try await SQLFolder.onMigratedDatabase { _, folder in
            try await SQLFolder.onEmptyDatabase { conninfo in
                let name = "migrations/0050_closing_keeps_what_is_inside.sql"
                let text = try String(contentsOf: folder.url.appending(path: name), encoding: .utf8)
                try folder.remove(name)
                _ = try await folder.migrate(conninfo)
                let months = """
                    SET LOCAL session_replication_role = replica;
                    INSERT INTO stockpile.period_balance (period, account_id, quantity, value_fen, place_id, is_inside, item_id)
                    VALUES ('2025-01', 1, 5, 500, 1, true, 1), ('2025-01', 2, -5, -500, 1, false, 1)
                    """
                try await TestCluster.script(months, in: conninfo)
                try folder.write(name, text)
                #expect(try await folder.migrate(conninfo).contains(name))
                #expect(try await SQLFolder.rows(conninfo, "SELECT account_id::text AS found FROM stockpile.period_balance") == ["1"])
            }
        }
    }

    @Test func `the dump of the schema is not one of the files that are applied`() throws {
        let files = try SchemaFiles.load()
        #expect(!(files.migrations + files.repeatables).contains { $0.name.contains("schema.sql") })
        #expect(files.migrations.map(\.name) == files.migrations.map(\.name).sorted())
        #expect(
            Set((files.migrations + files.repeatables).map { $0.name.split(separator: "/")[0] }) == [
                "migrations", "functions", "views", "seeds",
            ])
    }
}
