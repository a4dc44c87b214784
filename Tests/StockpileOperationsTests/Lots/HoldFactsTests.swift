import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Holds: why, whose and until when", .serialized)
struct HoldFactsTests {
    private func held(_ reserve: SmallReserve) async throws -> [String] {
        try await reserve.person("auditor1").listHeldLots().map { row in
            ["lot", "place", "quantity", "reason", "hold_owner", "days_left"].map { row[key: $0]?.shown ?? "-" }.joined(separator: " ")
        }
    }

    @Test func `a hold is listed with its reason, owner and days left, and is a task of its owner until it is released`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.transfer("quilt", 4, from: "D1", to: "D2", lot: "L1")
            try await reserve.receive("rope", 5, lot: "L2")
            let keeper = try await reserve.person("keeper1")
            let answer = try await keeper.holdLot(
                "L1", item: nil, at: nil, remarks: "送检", owner: "keeper2", until: SmallReserve.today.adding(days: 5), key: .fresh())
            #expect(answer[key: "hold_owner"] == "keeper2" && answer[key: "quantity"] == 10)
            // Without an owner it is whoever holds, without a day there is none.
            _ = try await keeper.holdLot("L2", item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await held(reserve) == ["L1 D1 6 送检 keeper2 5", "L1 D2 4 送检 keeper2 5", "L2 D1 5 - keeper1 -"])
            #expect(try await reserve.tasksDue("hold_due") == ["L1 D1 keeper2 5", "L1 D2 keeper2 5"])
            _ = try await keeper.releaseLot("L1", item: nil, at: "D2", remarks: "合格", key: .fresh())
            #expect(try await held(reserve) == ["L1 D1 6 送检 keeper2 5", "L2 D1 5 - keeper1 -"])
            #expect(try await reserve.tasksDue("hold_due") == ["L1 D1 keeper2 5"])
            let closed = try await reserve.sql("SELECT outcome, remarks FROM stockpile.task WHERE outcome IS NOT NULL")
            #expect(try closed.map { try $0.get("outcome") as String } == ["done"])
            _ = try await keeper.releaseLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await reserve.tasksDue("hold_due").isEmpty)
            #expect(try await held(reserve) == ["L2 D1 5 - keeper1 -"])
            try await reserve.isWhole()
        }
    }

    @Test func `what is overdue stands first`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            for (lot, days) in [("A", 30), ("B", 0), ("C", 9)] {
                try await reserve.receive("quilt", 10, lot: lot)
                _ = try await keeper.holdLot(
                    lot, item: nil, at: nil, remarks: lot, until: SmallReserve.today.adding(days: days), key: .fresh())
            }
            try await reserve.tamper("UPDATE stockpile.lot_hold SET until_on = until_on - 10 WHERE reason = 'C'")
            let rows = try await keeper.listHeldLots()
            #expect(rows.map { $0[key: "lot"]?.text } == ["C", "B", "A"])
            #expect(rows.map { $0[key: "days_left"]?.integer } == [-1, 0, 30])
            #expect(try await keeper.listHeldLots(slice: .first(2)).count == 2)
        }
    }

    @Test func `a day that is past is refused, an owner nobody knows is not found, and nothing is held by either`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.holdEndsInPast) {
                try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, until: SmallReserve.today.adding(days: -1), key: .fresh())
            }
            do {
                _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, owner: "nobody", key: .fresh())
                Issue.record("not refused")
            } catch StockpileError.notFound(let subject, let code) {
                #expect(subject == "person" && code == "nobody")
            }
            #expect(try await reserve.balances() == ["L1 D1 stock free": 10])
        }
    }

    @Test func `two at once are one hold, and what was disposed of while it was held is released by itself`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let persons = [try await reserve.person("keeper1"), try await reserve.person("keeper2")]
            let until = SmallReserve.today.adding(days: 5)
            let codes = try await atOnce(
                persons.map { person in
                    { _ = try await person.holdLot("L1", item: nil, at: nil, remarks: "送检", until: until, key: .fresh()) }
                })
            #expect(codes.compactMap { $0 } == [.nothingToDo])
            let facts = try await reserve.sql("SELECT count(*) AS n FROM stockpile.lot_hold")
            #expect(try facts[0].get("n") as Int64 == 1)
            try await reserve.issue("quilt", 10, lot: "L1", purpose: "return_to_supplier")
            #expect(try await held(reserve).isEmpty)
            let ended = try await persons[0].releaseLot("L1", item: nil, at: nil, remarks: "已退", key: .fresh())
            #expect(ended[key: "document"] == .null && ended[key: "quantity"] == 0)
            #expect(try await reserve.tasksDue("hold_due").isEmpty)
            try await reserve.refuses(.nothingToDo) {
                try await persons[0].releaseLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            }
        }
    }

    @Test func `nobody says of another's hold whose it is, and no fact is added by hand`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            _ = try await reserve.person("keeper1").holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            func code(_ statement: SQL) async throws -> String? {
                do {
                    try await reserve.sql(statement, role: "stockpile_application")
                    return nil
                } catch let error as PostgresError {
                    return error.sqlState
                }
            }
            for (login, expected) in [("keeper2", "SP601"), ("auditor1", "SP401")] {
                let found = try await code(
                    """
                    SELECT stockpile.record_hold(person_id, (SELECT document_id FROM stockpile.lot_hold), person_id, NULL, 'x')
                    FROM stockpile.person WHERE login = \(login)
                    """)
                #expect(found == expected)
            }
            // What is still held is not said to be released.
            let ended = try await reserve.sql(
                """
                SELECT stockpile.record_hold_release(person_id, ARRAY(SELECT lot_id FROM stockpile.lot), NULL, NULL, NULL) AS ended
                FROM stockpile.person WHERE login = 'keeper2'
                """, role: "stockpile_application")
            #expect(try ended[0].get("ended") as Int64 == 0)
            #expect(try await code("UPDATE stockpile.lot_hold SET reason = 'x'") == "42501")
        }
    }
}
