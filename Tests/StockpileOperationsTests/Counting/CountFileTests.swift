import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("A filled-in sheet")
struct CountFileTests {
    private func read(_ text: String) -> (entries: [CountEntry], problems: [String]) {
        let read = CountEntryFile.read(data: Data(text.utf8), name: "sheet.csv")
        return (
            read.entries,
            read.problems.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.field ?? "") \($0.code.rawValue) \($0.detail["value"] ?? "")" }
        )
    }

    @Test func `empty is not counted, zero is; digits as they are typed; goods that are not on the sheet`() {
        let read = read(
            """
            \u{FEFF}line_no,item,lot,counted_quantity,counted_at
            1,quilt,L1,１２０,2026-11-24 08:30
            2,quilt,L2,,
            ３,quilt,L3,0,
            ,rope,R9,"1,200",

            """)
        #expect(read.problems == [])
        #expect(read.entries.map(\.line) == [1, 3, nil])
        #expect(read.entries.map(\.quantity) == [120, 0, 1200])
        #expect(read.entries.map(\.countedAt) == ["2026-11-24 08:30", nil, nil])
        #expect(read.entries.last?.item == "rope" && read.entries.last?.lot == "R9")
    }

    @Test func `every problem is told with its line and column`() {
        #expect(
            read("line_no,lot,counted_quantity,shelf\nx,L1,5,\n1,L1,-2,\n2,L1,1.5,\n,,7,\n").problems == [
                "1:4 shelf column_unknown shelf", "2:1 line_no not_a_number x", "3:3 counted_quantity out_of_range -2",
                "4:3 counted_quantity not_a_number 1.5", "5:0 item required ", "5:2 lot required ",
            ])
        #expect(read("line_no,counted_quantity\n1,\n").problems == ["2:2 counted_quantity required "])
        #expect(read("line_no\n1\n").problems == ["1:0 counted_quantity column_missing counted_quantity"])
    }

    @Test func `a sheet sorted against its numbers is refused with line and column, and nothing of it is kept`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "L1")
            try await reserve.receive("quilt", 6, lot: "L2")
            let number = try await reserve.plan()
            let read = CountEntryFile.read(
                data: Data("line_no,lot,counted_quantity\n1,L2,6\n2,L1,5\n1,L1,5\n".utf8), name: "sheet.csv")
            let keeper = try await reserve.person("keeper1")
            do {
                _ = try await keeper.enterCount(number, read.entries, countedAt: nil, problems: read.problems, key: .fresh())
                Issue.record("not refused")
            } catch StockpileError.invalid(let problems) {
                #expect(
                    problems.map { "\($0.line ?? 0):\($0.column ?? 0) \($0.code.rawValue)" } == [
                        "2:2 contradiction", "3:2 contradiction", "4:1 duplicate",
                    ])
            }
            #expect(try await reserve.state(of: number) == "planned")
        }
    }

    @Test func `a time of day is the district's own, whatever the form`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 5, lot: "L1")
            let number = try await reserve.plan()
            // A moment after the plan, in the district's time zone and without it.
            let now = Date(timeIntervalSinceNow: 2)
            let (zoned, plain) = (ISO8601DateFormatter(), DateFormatter())
            (plain.dateFormat, plain.timeZone) = ("yyyy年M月d日 H:mm:ss", TimeZone(identifier: "Asia/Shanghai"))
            plain.locale = Locale(identifier: "en_US_POSIX")
            try await Task.sleep(for: .seconds(2.1))
            var entry = CountEntry(line: 1, quantity: 5)
            entry.countedAt = plain.string(from: now)
            _ = try await reserve.person("keeper1").enterCount(number, [entry], countedAt: nil, key: .fresh())
            try await reserve.enter(number, ["L1": 5], by: ["keeper2"], at: zoned.string(from: now))
            let moments = try await reserve.sql("SELECT count(DISTINCT counted_at) AS n FROM stockpile.count_entry")
            #expect(try moments.first?.get("n") as Int64? == 1)
        }
    }
}
