import Postgres
import StockpileModel
import StockpileStore
import StockpileTesting
import Testing

@Suite("Identifiers of a district", .ownDatabase)
struct DistrictIdentifierTests {
    private func settle(_ division: String, _ unit: String) async throws -> Int64 {
        let district: JSONValue = [
            "division_code": .text(division), "local_unit": .text(unit), "name": "区", "name_en": "district", "time_zone": "UTC",
            "short_code": "X", "content_sha256": "x", "source": "made for a test",
        ]
        let store = OwnDatabase.store
        do {
            let rows = try await store.statement("SELECT stockpile.set_district(\(district)) AS start")
            await store.close()
            return try #require(try rows.first?.get("start") as Int64?)
        } catch {
            await store.close()
            throw error
        }
    }

    private func found(_ sql: SQL) async throws -> [String] { try await SQLFolder.rows(OwnDatabase.conninfo, sql) }

    @Test(arguments: [
        ("500110", "01", 5_001_100_100_000_000), ("110101", "00", 1_101_010_000_000_000), ("999999", "99", 9_999_999_900_000_000),
    ])
    func `every sequence begins at the district's own number and ends before the next one's`(
        division: String, unit: String, start: Int64
    ) async throws {
        #expect(try await settle(division, unit) == start)
        let ranges = try await found(
            "SELECT DISTINCT min_value || ' ' || start_value || ' ' || max_value AS found FROM pg_sequences WHERE schemaname = 'stockpile'")
        #expect(ranges == ["\(start) \(start) \(start + 99_999_999)"])
        let first = try await found("SELECT min(person_id)::text AS found FROM stockpile.person")
        #expect(first == ["\(start)"])
    }

    @Test func `a district in the west keeps its numbers exact in JSON`() async throws {
        // The highest division code in use begins with 65; Hong Kong, Macau and Taiwan with 71 to 82.
        let end = try await settle("829999", "99") + 99_999_999
        #expect(end < 1 << 53)
    }

    @Test func `two units side by side do not overlap`() async throws {
        let start = try await settle("500110", "01")
        #expect(start + 99_999_999 < 5_001_100_200_000_000)
        #expect(start > 5_001_100_000_000_000 + 99_999_999)
    }

    @Test func `a table without a sequence of the district's range would be found`() async throws {
        _ = try await settle("500110", "01")
        let without = try await found(
            """
            SELECT table_name || '.' || column_name AS found FROM information_schema.columns
            WHERE table_schema = 'stockpile' AND data_type = 'bigint' AND is_identity = 'NO'
              AND ordinal_position = 1 AND column_name = table_name || '_id' AND table_name <> 'district'
            """)
        #expect(without == [])
    }

    @Test func `a number beyond the range is refused by the sequence`() async throws {
        let start = try await settle("500110", "01")
        let database = Database(ConnectionSettings(conninfo: OwnDatabase.conninfo), pool: PoolSettings(connectionsMax: 1))
        _ = try await database.statement("SELECT setval('stockpile.lot_lot_id_seq', \(start + 99_999_999))")
        await #expect(throws: PostgresError.self) { _ = try await database.statement("SELECT nextval('stockpile.lot_lot_id_seq')") }
        await database.close()
    }

    @Test func `a database belongs to one district for good`() async throws {
        _ = try await settle("500110", "01")
        do {
            _ = try await settle("500110", "02")
            Issue.record("not refused")
        } catch StockpileError.refused(let refusal) {
            #expect(refusal.code == .districtLoaded)
        }
    }

    @Test(arguments: [("012345", "01"), ("50011", "01"), ("5001100", "01"), ("500110", "1"), ("500110", "100")])
    func `a code that is none is refused`(division: String, unit: String) async throws {
        await #expect(throws: StockpileError.self) { try await settle(division, unit) }
    }
}
