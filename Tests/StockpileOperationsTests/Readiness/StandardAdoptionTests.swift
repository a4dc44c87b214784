import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Standards are adopted by another person than their maker", .serialized)
struct StandardAdoptionTests {
    private func drafted(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.need(8)
            try await reserve.draftStandards()
            try await body(reserve)
        }
    }

    @Test func `adopted, a version holds from its day on and the older one is superseded`() async throws {
        try await drafted { reserve in
            let key = IdempotencyKey.fresh()
            let adopted = try await reserve.adoptStandard(2, key: key)
            #expect(try await reserve.adoptStandard(2, key: key).canonical == adopted.canonical)
            #expect(adopted[key: "state"] == "adopted" && adopted[key: "adopted_by"] == "commander1")
            // Eight heads and ten in a hundred on top.
            #expect(try await reserve.askedByStandard() == (2, [9]))
            let auditor = try await reserve.person("auditor1")
            let older = try await auditor.showStandard(code: "s2", version: 1)
            #expect(older[key: "state"] == "superseded" && older[key: "superseded_from"] == "2026-01-01")
            #expect(try await auditor.showStandard(code: "s2", version: nil)[key: "version"] == 2)
        }
    }

    @Test func `a version of a day to come is adopted, and the one in force holds until then`() async throws {
        try await drafted { reserve in
            var sheet = StandardSheet()
            let day = SmallReserve.today.adding(days: 30)
            sheet.standards = ["s2,3,二,Two,II,\(day.rawValue),s,"]
            sheet.lines = ["s2,3,any,relief,quilt,heads,3,1,2,s,4"]
            try await reserve.draftStandards(sheet)
            try await reserve.adoptStandard(2)
            #expect(try await reserve.adoptStandard(3)[key: "state"] == "adopted")
            let auditor = try await reserve.person("auditor1")
            #expect(try await auditor.showStandard(code: "s2", version: 2)[key: "state"] == "adopted")
            #expect(try await reserve.askedByStandard() == (2, [9]))
            let then = try await auditor.checkReadiness(level: .II, scenario: "q1", on: day).json
            let line = then[key: "lines"]?.array?.first
            #expect(then[key: "standard_version"] == 3 && line?[key: "required"] == 24 && line?[key: "required_max"] == 32)
        }
    }

    @Test func `its maker does not adopt it, nor who may not; once is enough`() async throws {
        try await drafted { reserve in
            try await reserve.refuses(.samePerson) { try await reserve.adoptStandard(2, by: "admin1") }
            for login in ["keeper1", "finance1", "auditor1"] {
                try await reserve.refuses(.notPermitted) { try await reserve.adoptStandard(2, by: login) }
            }
            try await reserve.refuses(.unknown) { try await reserve.adoptStandard(7) }
            try await reserve.adoptStandard(2)
            try await reserve.refuses(.standardAdoptedAlready) { try await reserve.adoptStandard(2) }
            // What came with the district was adopted before.
            try await reserve.refuses(.standardAdoptedAlready) { try await reserve.adoptStandard(1) }
        }
    }

    @Test func `of two drafts for one day one is adopted; one that a newer version has overtaken is not`() async throws {
        try await drafted { reserve in
            var sheet = StandardSheet()
            sheet.standards = ["s2,3,二,Two,II,2026-01-01,s,", "s2,4,二,Two,II,2025-06-01,s,"]
            sheet.lines = [3, 4].map { "s2,\($0),any,relief,quilt,heads,2,1,2,s," }
            try await reserve.draftStandards(sheet)
            let codes = try await atOnce([
                { _ = try await reserve.adoptStandard(2, by: "commander1") }, { _ = try await reserve.adoptStandard(3, by: "commander2") },
            ])
            #expect(codes.filter { $0 == nil }.count == 1 && codes.contains(.standardDayTaken))
            let detail = try await reserve.refuses(.standardOvertaken) { try await reserve.adoptStandard(4) }
            #expect(detail[key: "standard"] == "s2/4" && detail[key: "level"] == "II")
        }
    }

    @Test func `of two at once one adopts`() async throws {
        try await drafted { reserve in
            let codes = try await atOnce([
                { _ = try await reserve.adoptStandard(2, by: "commander1") }, { _ = try await reserve.adoptStandard(2, by: "commander2") },
            ])
            #expect(codes.filter { $0 == nil }.count == 1 && codes.contains(.standardAdoptedAlready))
        }
    }

    @Test func `no role changes a version or its lines, and the application's adopts nothing by itself`() async throws {
        try await drafted { reserve in
            try await reserve.adoptStandard(2)
            for statement: SQL in [
                "UPDATE stockpile.standard SET name = 'x' WHERE version = 2", "DELETE FROM stockpile.standard",
                "UPDATE stockpile.standard SET redundancy_percent = 0 WHERE version = 1", "UPDATE stockpile.standard_line SET days = 9",
                "DELETE FROM stockpile.standard_line",
                "UPDATE stockpile.standard SET adopted_by = NULL, adopted_at = NULL WHERE version = 2",
                """
                INSERT INTO stockpile.standard_line
                    (standard_id, reserve_category, item_id, driver, coefficient, days, within_hours, source)
                SELECT standard_id, 'relief', item_id, 'heads', 1, 1, 1, 's' FROM stockpile.standard, stockpile.item
                WHERE standard.version = 2 AND item.code = 'rope'
                """,
            ] {
                let error = await #expect(throws: PostgresError.self) { try await reserve.sql(statement) }
                #expect(error?.sqlState == "SP505")
            }
            let forged: SQL = """
                INSERT INTO stockpile.standard
                    (code, version, name, name_en, response_level, effective_from, source, drafted_by, drafted_at)
                SELECT 's2', 5, 'x', 'x', 'II', '2026-05-05', 's', person_id, now() FROM stockpile.person WHERE login = 'admin1'
                """
            let error = await #expect(throws: PostgresError.self) { try await reserve.sql(forged, role: "stockpile_application") }
            #expect(error?.sqlState == "42501")
            let loaded = await #expect(throws: PostgresError.self) {
                try await reserve.sql("SELECT stockpile.load_standards('{}')", role: "stockpile_application")
            }
            #expect(loaded?.sqlState == "SP605")
            try await reserve.draftStandards(Self.third)
            let own = await #expect(throws: PostgresError.self) {
                try await reserve.sql("UPDATE stockpile.standard SET adopted_by = drafted_by, adopted_at = now() WHERE version = 3")
            }
            #expect(own?.constraint == "standard_adopted_by_another")
        }
    }

    private static var third: StandardSheet {
        var sheet = StandardSheet()
        sheet.standards = ["s2,3,二,Two,II,2026-02-01,s,"]
        sheet.lines = ["s2,3,any,relief,quilt,heads,1,1,2,s,"]
        return sheet
    }
}
