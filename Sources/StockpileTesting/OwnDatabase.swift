package import StockpileStore
package import Testing

/// A database of its own for each test of a suite: `@Suite(.ownDatabase)`, then `OwnDatabase.store`.
package struct OwnDatabase: SuiteTrait, TestTrait, TestScoping {
    @TaskLocal package static var conninfo = ""

    package var isRecursive: Bool { true }

    /// The test's database as the application's role sees it.
    package static var store: Store { .patient(conninfo) }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        try await TestCluster.shared.lend({ try await $0.migratedDatabase() }) { conninfo in
            try await Self.$conninfo.withValue(conninfo) { try await function() }
        }
    }
}

extension Trait where Self == OwnDatabase {
    /// Clones the migrated template for each test and drops it afterwards.
    package static var ownDatabase: Self { OwnDatabase() }
}
