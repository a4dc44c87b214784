internal import Postgres

extension Store {
    /// True while the database answers.
    package func isWell() async -> Bool {
        (try? await statement("SELECT 1 AS one")) != nil
    }

    /// Refuses a schema this build was not made for.
    ///
    /// Errors: wrongSchema.
    package func requireSchema() async throws {
        _ = try await openSession(login: "", fingerprint: SchemaFiles.load().fingerprint)
    }
}
