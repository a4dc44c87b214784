import Foundation
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting

/// The example district, loaded once and copied for each test that asks.
actor Example {
    static let shared = Example()

    private var loaded: Task<String, any Error>?

    /// Runs the body on a copy of its own.
    static func run(_ body: (Example.Desk) async throws -> Void) async throws {
        try await TestCluster.shared.lend({ try await $0.copy(of: shared.source()) }) { conninfo in
            let store = Store.patient(conninfo)
            do {
                try await body(Desk(store: store, conninfo: conninfo))
            } catch {
                await store.close()
                throw error
            }
            await store.close()
        }
    }

    private func source() async throws -> String {
        if let loaded { return try await loaded.value }
        let task = Task {
            let conninfo = try await TestCluster.shared.migratedDatabase()
            let store = Store(conninfo: conninfo)
            _ = try await Operations.importDistrict(folder: Self.folder, store: store, login: "admin1")
            await store.close()
            return conninfo
        }
        loaded = task
        return try await task.value
    }

    /// examples/wansheng of this checkout.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "examples/wansheng", directoryHint: .isDirectory)

    /// A loaded database with the people who work on it.
    struct Desk: Sendable {
        let store: Store
        let conninfo: String

        func person(_ login: String) async throws -> Operations { try await Operations.open(store, login: login) }

        /// What is on the books of an item at a place, and what of it can be issued.
        func stock(_ item: String, at place: String, lot: String? = nil) async throws -> (quantity: Int64, available: Int64) {
            let rows = try await person("auditor1").listStock(by: .item, StockFilter(item: item, place: place, lot: lot))
            return (rows.first?[key: "quantity"]?.integer ?? 0, rows.first?[key: "available"]?.integer ?? 0)
        }

        func documents() async throws -> Int64 {
            try await person("auditor1").verifyLedger().counts[key: "documents"]?.integer ?? -1
        }
    }
}

extension IdempotencyKey {
    static func fresh() -> IdempotencyKey { IdempotencyKey(rawValue: UUID().uuidString) ?? IdempotencyKey.fallback }
    private static var fallback: IdempotencyKey { fresh() }
    static func named(_ name: String) -> IdempotencyKey { IdempotencyKey(rawValue: name) ?? .fresh() }
}

extension PostingRequest {
    /// One line, as a keeper would type it.
    static func one(
        _ item: String, _ quantity: Int64, at place: String, purpose: String? = nil, lot: String? = nil, to: String? = nil
    ) -> PostingRequest {
        var line = PostingRequestLine(item: item, quantity: quantity)
        line.lot = lot
        line.toPlace = to
        var request = PostingRequest(purpose: purpose ?? (to == nil ? "use" : "relocation"), place: place, lines: [line])
        request.giveOwed()
        return request
    }

    static func receipt(_ item: String, _ quantity: Int64, at place: String = "WS01", lot: String? = nil) -> PostingRequest {
        var request = one(item, quantity, at: place, purpose: "purchase", lot: lot)
        request.lines[0].category = "living_relief"
        request.lines[0].unitCostFen = 8500
        request.lines[0].fundingSource = "district_budget"
        return request
    }
}

/// The code an operation was refused with; nil when it was not.
func refusal(_ body: () async throws -> some Any) async throws -> RefusalCode? {
    do {
        _ = try await body()
        return nil
    } catch StockpileError.refused(let refusal) {
        return refusal.code
    } catch StockpileError.notPermitted(let refusal) {
        return refusal.code
    }
}
