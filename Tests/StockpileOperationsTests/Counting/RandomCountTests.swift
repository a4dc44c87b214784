import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Whatever moves between the steps of a count, the books end where the shelf is", .serialized)
struct RandomCountTests {
    /// What lies on the shelf, beside what the books say: mistakes are goods that came or went without a document.
    private struct Shelf {
        var there: [String: Int64] = [:]
        var numbers: SeededNumbers

        mutating func some(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &numbers) }
        mutating func lot() -> String { there.keys.sorted()[Int.random(in: 0..<there.count, using: &numbers)] }
    }

    @Test(arguments: [20_261_124, 11, UInt64.random(in: 1...UInt64(Int64.max))])
    func `random movements, late entries, holds and orders between the steps`(seed: UInt64) async throws {
        print("random count run, seed \(seed)")
        try await SmallReserve.run { reserve in
            var shelf = Shelf(numbers: SeededNumbers(seed: seed))
            for lot in 1...6 {
                let quantity = shelf.some(40...80)
                try await reserve.receive("quilt", quantity, lot: "L\(lot)", cost: shelf.some(0...300), occurredAt: SmallReserve.ago(9))
                shelf.there["L\(lot)"] = quantity
            }
            for _ in 1...3 { try await round(reserve, &shelf, seed) }
        }
    }

    private func round(_ reserve: SmallReserve, _ shelf: inout Shelf, _ seed: UInt64) async throws {
        // Nobody writes this down.
        for _ in 1...3 {
            let lot = shelf.lot()
            shelf.there[lot] = max(0, (shelf.there[lot] ?? 0) + shelf.some(-6...6))
        }
        let number = try await reserve.plan(tolerance: shelf.some(0...500))
        for login in ["keeper1", "keeper2", "admin1"] {
            guard try await ["planned", "counting", "recounting"].contains(reserve.state(of: number)) else { break }
            try await work(reserve, &shelf)
            try await reserve.enter(number, shelf.there, by: [login])
            try await work(reserve, &shelf)
        }
        #expect(try await reserve.state(of: number) == "counted", "seed \(seed)")
        if shelf.some(0...1) == 0 { try await late(reserve, &shelf) }
        let reviewer = try await reserve.person("finance1")
        if try await reviewer.reviewCount(number, key: .fresh())[key: "state"] == "recounting" {
            try await reserve.enter(number, shelf.there, by: ["admin1"])
            _ = try await reviewer.reviewCount(number, key: .fresh())
        }
        try await work(reserve, &shelf)
        _ = try await reserve.person("commander1").approveCount(number, remarks: nil, key: .fresh())
        try await work(reserve, &shelf)
        try await reserve.post(number)
        let rows = try await reserve.sql(
            "SELECT lot_number, sum(quantity)::bigint AS quantity FROM stockpile.stock_detail WHERE place = 'D1' GROUP BY 1")
        let books = Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("lot_number") as String, try $0.get("quantity") as Int64) })
        #expect(books == shelf.there.filter { $0.value > 0 }, "seed \(seed)")
        try await reserve.isWhole()
    }

    /// The depot works on: goods come, go, are held, freed and set aside.
    private func work(_ reserve: SmallReserve, _ shelf: inout Shelf) async throws {
        for _ in 1...shelf.some(1...3) {
            let (lot, quantity, kind) = (shelf.lot(), shelf.some(1...4), shelf.some(0...4))
            let keeper = try await reserve.person("keeper1")
            do {
                switch kind {
                case 0: _ = try await keeper.holdLot(lot, item: nil, at: "D1", remarks: nil, key: .fresh())
                case 1: _ = try await keeper.releaseLot(lot, item: nil, at: "D1", remarks: nil, key: .fresh())
                case 2: _ = try await reserve.order([(quantity, "T1")], from: ["D1"])
                default:
                    // Twice as much on the shelf: otherwise a missing piece could be issued, which nobody can hand out.
                    guard let there = shelf.there[lot], there > quantity * 2 else { continue }
                    try await reserve.issue("quilt", quantity, lot: lot)
                    shelf.there[lot] = there - quantity
                }
            } catch StockpileError.refused {
                continue
            }
        }
    }

    /// What went out before the counting is entered now: it was gone when they counted, and a mistake without it.
    private func late(_ reserve: SmallReserve, _ shelf: inout Shelf) async throws {
        do {
            try await reserve.issue("quilt", shelf.some(1...3), lot: shelf.lot(), occurredAt: SmallReserve.ago(1))
        } catch StockpileError.refused {
            return
        }
    }
}
