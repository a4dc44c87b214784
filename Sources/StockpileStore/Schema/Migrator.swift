internal import Postgres
internal import StockpileModel

/// Brings a database to the schema of this build. Forward only; two at once wait for each other.
package struct Migrator: Sendable {
    package let files: SchemaFiles
    private let database: Database

    /// Connects without a role: roles are made first, then everything belongs to `stockpile_owner`.
    package init(conninfo: String, files: SchemaFiles) {
        self.files = files
        database = Database(ConnectionSettings(conninfo: conninfo), pool: PoolSettings(connectionsMax: 1))
    }

    /// Applies what is missing and answers the names of the files applied; empty when nothing was to be done.
    ///
    /// Errors: wrongSchema when the database is newer than this build or a migration was changed after it was applied.
    package func migrate() async throws -> [String] {
        do {
            let applied = try await database.write { tx in
                _ = try tx.query("SELECT pg_advisory_xact_lock(hashtextextended('stockpile.migrate', 0))")
                try tx.script(files.roles.text)
                try tx.script(
                    "SET LOCAL ROLE stockpile_owner; SET LOCAL check_function_bodies = off; SET LOCAL client_min_messages = warning")
                try tx.script(Self.bookkeeping)
                return try apply(in: tx)
            }
            await database.close()
            return applied
        } catch let error as PostgresError {
            await database.close()
            throw StockpileError(error)
        } catch {
            await database.close()
            throw error
        }
    }

    private func apply(in tx: borrowing Transaction) throws -> [String] {
        var known: [String: String] = [:]
        for row in try tx.query("SELECT name, checksum FROM stockpile_schema.applied_file") {
            known[try row.get("name")] = try row.get("checksum")
        }
        try refuseForeignHistory(known)
        var applied: [String] = []
        for file in files.migrations where known[file.name] == nil {
            try run(file, in: tx)
            applied.append(file.name)
        }
        // A new column can change what a view or a function means: all of them again, in their order.
        if !applied.isEmpty || files.repeatables.contains(where: { known[$0.name] != $0.checksum }) {
            for file in files.repeatables {
                try run(file, in: tx)
                if known[file.name] != file.checksum { applied.append(file.name) }
            }
        }
        try tx.execute("DELETE FROM stockpile_schema.fingerprint")
        try tx.execute(
            "INSERT INTO stockpile_schema.fingerprint (fingerprint, files) VALUES (\(files.fingerprint), \(Int64(files.migrations.count)))")
        return applied
    }

    private func run(_ file: SchemaFiles.File, in tx: borrowing Transaction) throws {
        do {
            try tx.script(file.text)
        } catch let error as PostgresError where error.kind == .server && !error.isTransient {
            // The error alone may hide its message, since that can quote data: the file is named in any case.
            throw StockpileError.unexpected(reference: StockpileError.freshReference(), description: "\(file.name): \(error)")
        }
        try tx.execute(
            """
            INSERT INTO stockpile_schema.applied_file (name, checksum) VALUES (\(file.name), \(file.checksum))
            ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = now()
            """)
    }

    private func refuseForeignHistory(_ known: [String: String]) throws {
        let own = Dictionary(uniqueKeysWithValues: files.migrations.map { ($0.name, $0.checksum) })
        for (name, checksum) in known where name.hasPrefix("migrations/") {
            guard let mine = own[name] else { throw StockpileError.wrongSchema(found: name, isNewer: true) }
            guard mine == checksum else { throw StockpileError.wrongSchema(found: name, isNewer: false) }
        }
    }

    private static let bookkeeping = """
        CREATE SCHEMA IF NOT EXISTS stockpile_schema;
        GRANT USAGE ON SCHEMA stockpile_schema TO stockpile_application;
        CREATE TABLE IF NOT EXISTS stockpile_schema.applied_file (
            name text NOT NULL PRIMARY KEY, checksum text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE IF NOT EXISTS stockpile_schema.fingerprint (fingerprint text NOT NULL PRIMARY KEY, files bigint NOT NULL);
        GRANT SELECT ON ALL TABLES IN SCHEMA stockpile_schema TO stockpile_application;
        """
}
