import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Capacity with raw material and inspections; minimum stock", .serialized)
struct CapacityAndFloorTests {
    /// Ropes instead of quilts are asked for, so that capacity counts: ten a day, at most 100, from the first hour.
    private func askForRopes(_ reserve: SmallReserve) async throws {
        try await reserve.makeAgreement()
        try await reserve.tamper(
            """
            UPDATE stockpile.standard_line SET within_hours = 96, item_id = (SELECT item_id FROM stockpile.item WHERE code = 'rope')
            """)
        try await reserve.sql("UPDATE stockpile.place SET handling_minutes = 0")
    }

    private func ropes(_ reserve: SmallReserve) async throws -> (counted: Int64?, rawMaterial: Int64) {
        let report = try await reserve.person("commander1").checkReadiness(level: .II, scenario: "flood", on: nil)
        let line = report.answer.lines.first
        return (line?.available[.capacity], line?.exclusions.first { $0.reason == .rawMaterial }?.quantity ?? 0)
    }

    @discardableResult
    private func inspect(
        _ reserve: SmallReserve, units: Int64, days: Int64, daysAgo: Int = 0, by login: String = "keeper1", key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue? {
        let person = try await reserve.person(login)
        let proof = ProofDraft(
            agreement: "A1", item: "rope", place: "Y1", provedOn: person.today.adding(days: -daysAgo), quantity: units)
        var seen = proof
        seen.form = "capacity"
        return try await person.inspectCapacity(seen, rawMaterialDays: days, key: key).first
    }

    @Test func `the newest inspection caps what counts, and readiness says so`() async throws {
        try await SmallReserve.run { reserve in
            try await askForRopes(reserve)
            // 96 hours less half an hour on the road: 39 of 40 whole ropes.
            #expect(try await ropes(reserve) == (39, 0))
            let seen = try #require(try await inspect(reserve, units: 10, days: 2, daysAgo: 1))
            #expect(seen[key: "makeable_quantity"]?.integer == 20 && seen[key: "found_raw_material_days"]?.integer == 2)
            #expect(try await ropes(reserve) == (20, 80))
            // An older one that is entered later changes nothing; a newer one does, but never above what was agreed.
            try await inspect(reserve, units: 1, days: 1, daysAgo: 9)
            #expect(try await ropes(reserve) == (20, 80))
            try await inspect(reserve, units: 50, days: 90)
            #expect(try await ropes(reserve) == (39, 0))
            try await inspect(reserve, units: 5, days: 3)
            #expect(try await ropes(reserve) == (15, 85))
        }
    }

    @Test func `raw material that was agreed caps as well`() async throws {
        try await SmallReserve.run { reserve in
            try await askForRopes(reserve)
            try await reserve.tamper("UPDATE stockpile.agreement_capacity SET raw_material_days = 3")
            #expect(try await ropes(reserve) == (30, 70))
        }
    }

    @Test func `the same inspection twice is one; one of no line, in the future or by a stranger is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await askForRopes(reserve)
            let key = IdempotencyKey.fresh()
            try await inspect(reserve, units: 9, days: 9, key: key)
            try await inspect(reserve, units: 9, days: 9, key: key)
            #expect(try await reserve.sql("SELECT FROM stockpile.capacity_inspection").count == 1)
            #expect(
                try await reserve.problems { try await inspect(reserve, units: 9, days: 9, daysAgo: -1) }.first?.hasPrefix("proved_on")
                    == true)
            try await reserve.refuses(.notPermitted) { try await inspect(reserve, units: 9, days: 9, by: "auditor1") }
            // Nothing was proved in this transaction: the days alone cannot be slipped in.
            let forged = await #expect(throws: PostgresError.self) {
                try await reserve.sql(
                    """
                    SELECT stockpile.inspect_capacity((SELECT person_id FROM stockpile.person WHERE login = 'keeper1'),
                        agreement_id, item_id,
                        place_id, 1) FROM stockpile.agreement_capacity
                    """, role: "stockpile_application")
            }
            #expect(forged?.sqlState == "SP659")
        }
    }

    private func makeFloor(_ reserve: SmallReserve) async throws {
        try await reserve.makeAgreement()
        try await reserve.sql(
            """
            INSERT INTO stockpile.agreement_floor (agreement_id, item_id, place_id, quantity, source, days_of_use, daily_use,
                daily_use_source)
            SELECT agreement_id, item_id, place_id, 60, 's', 3, 20, '台账' FROM stockpile.agreement, stockpile.item, stockpile.place
            WHERE item.code = 'quilt' AND place.code = 'Y1'
            """)
    }

    @discardableResult
    private func report(
        _ reserve: SmallReserve, _ quantity: Int64, daysAgo: Int = 0, item: String = "quilt", by login: String = "liaison1",
        key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue? {
        let person = try await reserve.person(login)
        return try await person.reportFloor(
            company: "C1", item: item, place: nil, quantity: quantity, on: person.today.adding(days: -daysAgo), remarks: nil, key: key
        ).first
    }

    @Test func `less than the minimum raises one alarm, enough closes it, and an older report decides nothing`() async throws {
        try await SmallReserve.run { reserve in
            try await makeFloor(reserve)
            let auditor = try await reserve.person("auditor1")
            #expect(try await auditor.listFloors(isBreached: true) == [])
            #expect(try await auditor.listFloors(isBreached: false).first?[key: "found_quantity"] == .null)
            let breached = try await report(reserve, 59, daysAgo: 2)
            #expect(breached?[key: "is_breached"] == .bool(true) && breached?[key: "shortfall"]?.integer == 1)
            _ = try await report(reserve, 10, daysAgo: 1)
            #expect(try await reserve.openTasks("floor_breach") == ["C1 quilt"])
            _ = try await report(reserve, 100, daysAgo: 3)
            #expect(try await auditor.listFloors(isBreached: true).count == 1)
            _ = try await report(reserve, 60)
            #expect(try await reserve.openTasks("floor_breach") == [])
            #expect(try await auditor.listFloors(isBreached: true) == [])
        }
    }

    @Test func `a report is told once; unknown floors, days to come and strangers are refused`() async throws {
        try await SmallReserve.run { reserve in
            try await makeFloor(reserve)
            let key = IdempotencyKey.fresh()
            _ = try await report(reserve, 5, key: key)
            _ = try await report(reserve, 5, key: key)
            #expect(try await reserve.sql("SELECT FROM stockpile.floor_report").count == 1)
            try await reserve.refuses(.floorUnknown) { try await report(reserve, 5, item: "rope") }
            try await reserve.refuses(.reportedInFuture) { try await report(reserve, 5, daysAgo: -1) }
            try await reserve.refuses(.notPermitted) { try await report(reserve, 5, by: "auditor1") }
            #expect(try await reserve.problems { try await report(reserve, 5, item: "tent") } == ["item/unknown_code/tent"])
            // Two at once: both are facts, one alarm.
            _ = try await report(reserve, 60)
            let codes = try await atOnce([{ _ = try await report(reserve, 5) }, { _ = try await report(reserve, 6) }])
            #expect(codes == [nil, nil])
            #expect(try await reserve.openTasks("floor_breach") == ["C1 quilt"])
        }
    }
}
