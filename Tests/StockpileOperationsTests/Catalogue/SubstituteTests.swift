import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Substitutes and kits in the catalogue")
struct SubstituteTests {
    @Test func `substitutes and parts are added, listed and removed`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addTents()
            #expect(try await reserve.stands("tent36", for: "tent12", "2.50").first?[key: "units"] == .decimal("2.5"))
            try await reserve.part("quilt", of: "kit", 2, by: "commander1")
            try await reserve.part("cup", of: "kit", 4)
            let auditor = try await reserve.person("auditor1")
            let pair = try #require(try await auditor.listSubstitutes(of: nil).first)
            #expect(pair[key: "item"] == "tent12" && pair[key: "substitute"] == "tent36" && pair[key: "base_unit"] == "顶")
            #expect(try await auditor.listSubstitutes(of: "quilt").isEmpty)
            #expect(try await auditor.listKits().map { $0[key: "parts"]?.integer } == [2])
            let kit = try await auditor.showKit("kit")
            #expect((kit[key: "kit_parts"]?.array ?? []).map { $0[key: "part"]?.text } == ["cup", "quilt"])
            let admin = try await reserve.person("admin1")
            #expect(try await admin.removeSubstitute("tent36", of: "tent12", key: .fresh()).count == 1)
            #expect(try await admin.removeKitPart("cup", of: "kit", key: .fresh()).first?[key: "per_kit"] == 4)
            #expect(try await auditor.listSubstitutes(of: nil).isEmpty)
            try await reserve.refuses(.servesNot) { try await admin.removeSubstitute("tent36", of: "tent12", key: .fresh()) }
            try await reserve.refuses(.servesNot) { try await admin.removeKitPart("cup", of: "kit", key: .fresh()) }
            let none = await #expect(throws: StockpileError.self) { try await auditor.showKit("quilt") }
            guard case .notFound = none else { throw try #require(none) }
            let unknown = await #expect(throws: StockpileError.self) { try await auditor.listSubstitutes(of: "none") }
            guard case .notFound = unknown else { throw try #require(unknown) }
        }
    }

    @Test func `what nobody knows is told at once, a pair that is there already is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addTents()
            #expect(
                try await reserve.problems { try await reserve.stands("nothing", for: "none", "1") }
                    == ["item/unknown_code/none", "substitute/unknown_code/nothing"])
            #expect(try await reserve.problems { try await reserve.part("nothing", of: "kit", 1) } == ["part/unknown_code/nothing"])
            try await reserve.stands("tent36", for: "tent12", "3")
            try await reserve.part("cup", of: "kit", 1)
            try await reserve.refuses(.servesAlready) { try await reserve.stands("tent36", for: "tent12", "2") }
            try await reserve.refuses(.servesAlready) { try await reserve.part("cup", of: "kit", 2) }
            try await reserve.refuses(.notPermitted) { try await reserve.stands("tent36", for: "shelter", "2", by: "keeper1") }
        }
    }

    @Test func `no chain of substitutes and parts leads back to its own item`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addTents()
            try await reserve.stands("tent12", for: "shelter", "3")
            try await reserve.stands("kit", for: "tent12", "1")
            try await reserve.part("tent36", of: "kit", 1)
            let whole = try await reserve.refuses(.servesForItself) { try await reserve.stands("shelter", for: "tent36", "1") }
            #expect(whole[key: "items"]?.array?.compactMap(\.text) == ["tent36", "shelter", "tent12", "kit", "tent36"])
            try await reserve.refuses(.servesForItself) { try await reserve.stands("tent12", for: "tent12", "1") }
            try await reserve.refuses(.servesForItself) { try await reserve.part("kit", of: "kit", 1) }
            try await reserve.refuses(.servesForItself) { try await reserve.part("shelter", of: "kit", 1) }
            try await reserve.stands("tent36", for: "shelter", "10")
        }
    }

    @Test func `the database itself refuses what leads back, and what stands for nothing`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addTents()
            func pair(_ item: String, _ substitute: String, _ units: Int64) -> SQL {
                """
                INSERT INTO stockpile.item_substitute (item_id, substitute_item_id, units, source)
                SELECT item.item_id, other.item_id, \(units)::numeric, 's' FROM stockpile.item, stockpile.item AS other
                WHERE item.code = \(item) AND other.code = \(substitute)
                """
            }
            func state(_ statement: SQL) async -> String? {
                do {
                    try await reserve.sql(statement)
                } catch let error as PostgresError {
                    return error.sqlState
                } catch {
                    Issue.record(error)
                }
                return nil
            }
            #expect(await state(pair("shelter", "tent12", 3)) == nil)
            #expect(await state(pair("tent12", "shelter", 3)) == "SP675")
            #expect(await state(pair("tent12", "tent12", 3)) == "23514")
            #expect(await state(pair("tent12", "tent36", 0)) == "23514")
            #expect(
                await state(
                    """
                    UPDATE stockpile.item_substitute SET item_id = (SELECT item_id FROM stockpile.item WHERE code = 'tent12'),
                        substitute_item_id = (SELECT item_id FROM stockpile.item WHERE code = 'tent12')
                    """) == "23514")
            let mine = Database(ConnectionSettings(conninfo: reserve.conninfo, role: "stockpile_application"))
            await #expect(throws: PostgresError.self) { _ = try await mine.statement(pair("quilt", "rope", 1)) }
            await #expect(throws: PostgresError.self) { _ = try await mine.statement("DELETE FROM stockpile.kit_part") }
            await mine.close()
        }
    }

    @Test func `of two people who make a chain from both ends one is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addTents()
            try await reserve.part("cup", of: "kit", 1)
            let codes = try await atOnce([
                { _ = try await reserve.stands("tent36", for: "tent12", "3") },
                { _ = try await reserve.stands("tent12", for: "tent36", "0.3", by: "commander1") },
            ])
            #expect(codes.compactMap { $0 } == [.servesForItself])
            let mixed = try await atOnce([
                { _ = try await reserve.part("quilt", of: "shelter", 2) },
                { _ = try await reserve.stands("shelter", for: "quilt", "1", by: "commander1") },
            ])
            #expect(mixed.compactMap { $0 } == [.servesForItself])
        }
    }
}
