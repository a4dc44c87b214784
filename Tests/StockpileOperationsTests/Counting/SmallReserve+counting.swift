import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

extension SmallReserve {
    /// A count of a place; answers its number.
    func plan(at place: String = "D1", tolerance: Int64? = nil, by login: String = "finance1") async throws -> String {
        var plan = CountPlan(place: place)
        plan.toleranceFen = tolerance
        return try await person(login).planCount(plan, key: .fresh()).number
    }

    /// The line of each lot on a count's sheet; a lot in several heaps has its last.
    func lines(of number: String) async throws -> [String: Int64] {
        let lines = try #require(try await person("auditor1").showCount(number)[key: "lines"]?.array)
        return Dictionary(lines.map { ($0[key: "lot"]?.text ?? "", $0[key: "line_no"]?.integer ?? 0) }) { $1 }
    }

    /// One person after the other enters the same: two of them, and a third while some of it is counted again.
    func enter(_ number: String, _ counted: [String: Int64], by logins: [String], at moment: String? = nil) async throws {
        let lines = try await lines(of: number)
        for login in logins {
            let person = try await person(login)
            let open = Set(try await person.showCountSheet(number).compactMap { $0[key: "line_no"]?.integer })
            let entries = counted.compactMap { lot, quantity in
                lines[lot].flatMap { open.contains($0) ? CountEntry(line: $0, quantity: quantity) : nil }
            }
            guard !entries.isEmpty else { continue }
            _ = try await person.enterCount(number, entries, countedAt: moment, key: .fresh())
        }
    }

    func state(ofOrder number: String) async throws -> String? {
        try await sql("SELECT state FROM stockpile.allocation_order WHERE number = \(number)").first?.get("state")
    }

    func state(of number: String) async throws -> String? { try await person("auditor1").showCount(number)[key: "state"]?.text }

    /// Both keepers, and the administrator where it is owed, find these quantities.
    func count(_ number: String, _ counted: [String: Int64], at moment: String? = nil) async throws {
        try await enter(number, counted, by: ["keeper1", "keeper2"], at: moment)
        if try await state(of: number) == "recounting" { try await enter(number, counted, by: ["admin1"], at: moment) }
        #expect(try await state(of: number) == "counted")
    }

    func approve(_ number: String) async throws {
        _ = try await person("finance1").reviewCount(number, key: .fresh())
        _ = try await person("commander1").approveCount(number, remarks: nil, key: .fresh())
    }

    @discardableResult
    func post(_ number: String) async throws -> JSONValue { try await person("finance2").postCount(number, key: .fresh()) }

    /// What a count shows of each lot: book, counted, difference, and the value of the difference.
    func figures(of number: String) async throws -> [String: [Int64?]] {
        let lines = try #require(try await person("auditor1").showCount(number)[key: "lines"]?.array)
        let keys = ["book_quantity", "counted_quantity", "difference_quantity", "difference_value_fen"]
        return Dictionary(uniqueKeysWithValues: lines.map { line in (line[key: "lot"]?.text ?? "", keys.map { line[key: $0]?.integer }) })
    }
}
