import Postgres
import StockpileModel
import StockpileStore
import StockpileTesting
import Testing

@Suite("A schema the program was not made for")
struct WrongSchemaTests {
    /// Opens a session as every command does.
    private func open(_ conninfo: String) async throws {
        let store = Store(conninfo: conninfo)
        do {
            _ = try await store.openSession(login: "nobody", fingerprint: SchemaFiles.load().fingerprint)
        } catch {
            await store.close()
            throw error
        }
        await store.close()
    }

    private func alter(_ conninfo: String, _ text: String) async throws {
        let database = Database(ConnectionSettings(conninfo: conninfo), pool: PoolSettings(connectionsMax: 1))
        _ = try await database.statement(SQL(unchecked: text))
        await database.close()
    }

    @Test func `the schema of this build is let in`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, _ in try await open(conninfo) }
    }

    @Test func `a database nothing was ever migrated in is refused`() async throws {
        // The roles belong to the server: they are there once any database of it was migrated.
        try await SQLFolder.onMigratedDatabase { _, _ in }
        try await SQLFolder.onEmptyDatabase { conninfo in
            let refusal = await SQLFolder.wrongSchema { try await open(conninfo) }
            #expect(refusal?.isNewer == false)
        }
    }

    @Test func `a database without its fingerprint is refused`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, _ in
            try await alter(conninfo, "DELETE FROM stockpile_schema.fingerprint")
            let refusal = await SQLFolder.wrongSchema { try await open(conninfo) }
            #expect(refusal?.isNewer == false)
        }
    }

    @Test func `another function is another schema`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, folder in
            try folder.append("functions/iso.sql", "-- another form\n")
            _ = try await folder.migrate(conninfo)
            let refusal = await SQLFolder.wrongSchema { try await open(conninfo) }
            #expect(refusal?.isNewer == false)
            #expect(refusal?.found == (try SchemaFiles(folder: folder.url).fingerprint))
        }
    }

    @Test func `a database with more migrations is newer, and is called so`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, folder in
            try folder.write("migrations/9001_later.sql", "CREATE TABLE stockpile.later (later_id bigint NOT NULL PRIMARY KEY);\n")
            _ = try await folder.migrate(conninfo)
            let refusal = await SQLFolder.wrongSchema { try await open(conninfo) }
            #expect(refusal?.isNewer == true)
        }
    }

    @Test func `a dropped schema is refused like one that never was`() async throws {
        try await SQLFolder.onMigratedDatabase { conninfo, _ in
            try await alter(conninfo, "DROP SCHEMA stockpile CASCADE")
            #expect(await SQLFolder.wrongSchema { try await open(conninfo) } != nil)
        }
    }
}
