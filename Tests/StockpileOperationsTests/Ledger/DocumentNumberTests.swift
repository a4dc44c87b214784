import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Document numbers have no gaps for a place, kind and year", .serialized)
struct DocumentNumberTests {
    @Test func `many at once at two places, refusals among them: every series counts from one without a gap`() async throws {
        try await SmallReserve.run { reserve in
            for place in ["D1", "D2"] {
                try await reserve.receive("quilt", 60, at: place, lot: "L \(place)")
                try await reserve.receive("water", 60, at: place, lot: "OLD \(place)", expiresIn: -1)
            }
            let codes = try await atOnce(
                (0..<32).map { number in
                    let place = number.isMultiple(of: 2) ? "D1" : "D2"
                    return {
                        switch number % 4 {
                        case 0, 1: try await reserve.issue("quilt", 8, at: place, lot: "L \(place)")
                        case 2: try await reserve.issue("water", 1, at: place, lot: "OLD \(place)")
                        default: try await reserve.receive("quilt", 1, at: place, lot: "N\(number)")
                        }
                    }
                })
            #expect(codes.count(where: { $0 == .lotExpired }) == 8)
            #expect(codes.count(where: { $0 == .shortage }) == 2)
            let rows = try await reserve.sql("SELECT number FROM stockpile.document ORDER BY number")
            var series: [String: [Int]] = [:]
            for row in rows {
                let parts = try (row.get("number") as String).split(separator: "-")
                #expect(parts.count == 4 && parts[3].count == 6)
                series[parts.dropLast().joined(separator: "-"), default: []].append(try #require(Int(parts[3])))
            }
            let year = SmallReserve.today.components.year
            #expect(Set(series.keys) == Set(["D1-RK", "D2-RK", "D1-CK", "D2-CK"].map { "\($0)-\(year)" }))
            for (name, numbers) in series { #expect(numbers == Array(1...numbers.count), "\(name)") }
            try await reserve.isWhole()
        }
    }

    @Test func `the year is the one of recording, also for a late entry`() async throws {
        try await SmallReserve.run { reserve in
            let posted = try await reserve.receive("quilt", 1, lot: "L1", occurredAt: "2019-12-31T12:00:00+08:00")
            #expect(posted.number == "D1-RK-\(SmallReserve.today.components.year)-000001")
        }
    }

    @Test func `orders and write-offs are numbered by the district, refusals leave no gap`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            var numbers: [String] = []
            for quantity in [1, 100, 2, 100, 3] as [Int64] {
                if let order = try? await reserve.order([(quantity, "T1")]) { numbers.append(String(order.number.suffix(6))) }
            }
            #expect(numbers == ["000001", "000002", "000003"])
        }
    }
}
