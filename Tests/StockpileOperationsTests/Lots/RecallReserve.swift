import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

extension SmallReserve {
    @discardableResult
    func recall(
        _ lot: String = "L1", reason: String = "厂家通知", as login: String = "commander1", key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue {
        try await person(login).issueRecall(RecallDraft(lot: lot, reason: reason), key: key)
    }

    @discardableResult
    func progress(
        _ number: String, _ holder: Int64, _ outcome: RecallProgress.Outcome = .returned, _ quantity: Int64? = nil,
        document: String? = nil, remarks: String? = nil, key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue {
        var progress = RecallProgress(number, holder: holder, outcome, quantity: quantity)
        (progress.document, progress.remarks) = (document, remarks)
        return try await person("keeper1").recordRecallProgress(progress, key: key)
    }

    /// A hundred quilts of one lot at the first depot, thirty at the second, ten in the first town, twenty on their way to the second
    /// town, eight lent to a school and twelve given to a shelter; the number of the order that is on its way.
    func spreadLot() async throws -> String {
        try await receive("quilt", 180, lot: "L1")
        try await transfer("quilt", 30, from: "D1", to: "D2", lot: "L1")
        try await transfer("quilt", 10, from: "D1", to: "T1", lot: "L1")
        let order = try await order([(20, "T2")], from: ["D1"]).number
        _ = try await person("keeper1").dispatchOrder(order, from: nil, key: .fresh())
        try await lend("quilt", 8, lot: "L1")
        _ = try await issueOut("quilt", 12, lot: "L1")
        return order
    }

    /// Runs the body while a recall of a lot is made but not committed; then it is committed.
    func whileRecallIsOpen(of lot: String, _ body: () async throws -> Void) async throws {
        let gate = Database(ConnectionSettings(conninfo: conninfo), pool: PoolSettings(connectionsMax: 1))
        let held = Database(ConnectionSettings(conninfo: conninfo), pool: PoolSettings(connectionsMax: 1))
        do {
            _ = try await gate.statement("SELECT pg_advisory_lock(4712)")
            async let recalling: Void = held.write(attemptsMax: 1) { tx in
                _ = try tx.query(
                    """
                    SELECT stockpile.issue_recall(jsonb_build_object('person_id', person.person_id, 'lot_id', lot.lot_id, 'reason', 'x'))
                        AS number
                    FROM stockpile.lot JOIN stockpile.person ON person.login = 'commander1' WHERE lot.lot_number = \(lot)
                    """)
                _ = try tx.query("SELECT pg_advisory_xact_lock(4712)")
            }
            try await untilSomebodyWaits(for: 4712)
            try await body()
            _ = try await gate.statement("SELECT pg_advisory_unlock(4712)")
            try await recalling
        } catch {
            await gate.close()
            await held.close()
            throw error
        }
        await gate.close()
        await held.close()
    }

    /// Comes back when somebody waits for what another transaction holds: for the advisory lock, else for rows.
    func untilSomebodyWaits(for lock: Int64? = nil) async throws {
        for _ in 0..<600 {
            let waiting = try await sql(
                """
                SELECT 1 AS one FROM pg_locks WHERE NOT granted
                  AND CASE WHEN \(lock)::bigint IS NULL THEN locktype IN ('transactionid', 'tuple') ELSE objid = \(lock)::bigint END
                """)
            if !waiting.isEmpty { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        Issue.record("nobody waits")
    }
}

extension JSONValue {
    /// Who has goods of a recall, as "number kind place quantity open".
    var holders: [String] {
        (self[key: "holders"]?.array ?? []).map { holder in
            ["holder_no", "kind", "place", "quantity", "open_quantity"].map { holder[key: $0]?.shown ?? "-" }.joined(separator: " ")
        }
    }
}

extension WriteOperation {
    static let recalls: [WriteOperation] = [
        WriteOperation(
            name: "issueRecall", logins: ("keeper1", "commander1"), permission: .recallLot, loser: .recalledAlready,
            prepare: { reserve in
                try await reserve.receive("quilt", 100, lot: "L1")
                _ = try await reserve.order([(30, "T1")])
                return "L1"
            },
            act: { person, lot, wording, key in
                try await person.issueRecall(RecallDraft(lot: lot, reason: wording == .first ? "厂家通知" : "抽检不合格"), key: key).canonical
            }),
        WriteOperation(
            name: "addRecallLot", logins: ("keeper1", "commander1"), permission: .recallLot, loser: .recalledAlready,
            prepare: { reserve in
                for lot in ["L1", "L2", "L3"] { try await reserve.receive("quilt", 10, lot: lot) }
                return try await reserve.recall().number
            },
            act: { person, number, wording, key in
                try await person.addRecallLot(wording == .first ? "L2" : "L3", to: number, key: key).canonical
            }),
        WriteOperation(
            name: "recordRecallProgress", logins: ("keeper1", "keeper2"), permission: .recallLot, loser: .moreThanOpen,
            prepare: { reserve in
                try await reserve.receive("quilt", 100, lot: "L1")
                return try await reserve.recall().number
            },
            act: { person, number, wording, key in
                let progress = RecallProgress(number, holder: 1, .returned, quantity: wording == .first ? nil : 5)
                return try await person.recordRecallProgress(progress, key: key).canonical
            }),
        WriteOperation(
            name: "endRecall", logins: ("keeper1", "keeper2"), permission: .recallLot, loser: .wrongState,
            prepare: { reserve in
                try await reserve.receive("quilt", 100, lot: "L1")
                let number = try await reserve.recall().number
                return try await reserve.progress(number, 1).number
            },
            act: { person, number, wording, key in
                try await person.endRecall(wording == .first ? number : "\(number)0", key: key).canonical
            }),
    ]
}
