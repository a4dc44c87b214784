import Logging
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@testable import StockpileWeb

@Suite("The work that comes round while the server runs", .serialized)
struct WorkerRoundTests {
    private var logger: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    private func receive(_ reserve: SmallReserve) async throws {
        var line = PostingRequestLine(item: "quilt", quantity: 100)
        line.category = "relief"
        line.unitCostFen = 100
        let key = try #require(IdempotencyKey(rawValue: "receipt"))
        _ = try await reserve.person("keeper1").postReceipt(PostingRequest(purpose: "purchase", place: "D1", lines: [line]), key: key)
    }

    private func count(_ what: SQLCount, in reserve: SmallReserve) async throws -> Int64 {
        try await reserve.sql(what.statement).first?.get("n") ?? -1
    }

    @Test func `seals what was posted, once`() async throws {
        try await SmallReserve.run { reserve in
            try await receive(reserve)
            let sealing = WorkerRound.sealing(reserve.store, logger)
            await sealing.round()
            #expect(try await count(.sealed, in: reserve) == 1)
            await sealing.round()
            #expect(try await count(.sealed, in: reserve) == 1)
            #expect(try await count(.blocks, in: reserve) == 1)
        }
    }

    @Test func `gives back what an order holds past its due time, and nothing before it`() async throws {
        try await SmallReserve.run { reserve in
            try await receive(reserve)
            let order = AllocationRequest(
                lines: [.init(item: "quilt", quantity: 30, pack: nil, toPlace: "T1")], fromPlaces: [], incident: nil, remarks: nil,
                allowsPart: false, dueHours: 1)
            _ = try await reserve.person("commander1").issueOrder(order, key: try #require(IdempotencyKey(rawValue: "order")))
            let releases = WorkerRound.dueReleases(reserve.store, logger)
            await releases.round()
            #expect(try await count(.reserved, in: reserve) == 30)
            try await reserve.tamper("UPDATE stockpile.allocation_order SET due_at = now() - interval '1 hour'")
            await releases.round()
            #expect(try await count(.reserved, in: reserve) == 0)
        }
    }

    @Test func `a round that fails ends neither the worker nor the server`() async throws {
        let nobody = Store(conninfo: "host=/nowhere dbname=none connect_timeout=1")
        await WorkerRound.sealing(nobody, logger).round()
        await WorkerRound.dueReleases(nobody, logger).round()
        await nobody.close()
    }
}

/// What a round leaves behind.
private enum SQLCount {
    case sealed, blocks, reserved

    var statement: SQL {
        switch self {
        case .sealed: "SELECT count(*) AS n FROM stockpile.sealed_document"
        case .blocks: "SELECT count(*) AS n FROM stockpile.ledger_block"
        case .reserved:
            "SELECT coalesce(sum(quantity), 0)::bigint AS n FROM stockpile.stock_account WHERE is_stock AND availability = 'reserved'"
        }
    }
}
