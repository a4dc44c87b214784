import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Bins: goods are received into them, found in them and moved between them", .serialized)
struct BinTests {
    @Test func `a receipt puts goods into a bin, and stock is listed by bin`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.post(.receipt, .of(10, "L1", bin: "B"), .of(5, "L2", bin: "A"), .of(1, "L3"))
            #expect(try await reserve.heaps() == ["L1 B free": 10, "L2 A free": 5, "L3 - free": 1])
            let rows = try await reserve.person("auditor1").listStock(by: .bin, .init(place: "D1"))
            #expect(rows.map { $0[key: "bin"]?.text } == ["A", "B", nil])
            #expect(rows.map { $0[key: "available"] } == [5, 10, 1])
        }
    }

    @Test func `a bin that is not at the place, or retired, is told with every other problem`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "OLD")
            try await reserve.bins("X", at: "D2")
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.retireBin("OLD", at: "D1", key: .fresh())
            let problems = try await reserve.problems {
                try await reserve.post(.receipt, .of(1, "L1", bin: "X"), .of(1, "L2", bin: "OLD"), .of(1, "L3", bin: "A"))
            }
            #expect(problems == ["bin/unknown_code/X", "bin/not_allowed/OLD"])
            try await reserve.post(.receipt, .of(3, "L1", bin: "A"))
            let issue = try await reserve.problems { try await reserve.post(.issue, .of(1, "L1", bin: "X")) }
            #expect(issue == ["bin/unknown_code/X"])
            let transfer = try await reserve.problems { try await reserve.post(.transfer, .of(1, "L1", to: "D2", toBin: "A")) }
            #expect(transfer == ["to_bin/unknown_code/A"])
        }
    }

    @Test func `without a bin named goods come from all bins of a place, first expired first, then in the order of the bins`() async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B", "C")
            try await reserve.post(.receipt, .of(10, "L1", bin: "B"), .of(10, "L2", bin: "A"))
            try await reserve.post(.rebinning, .of(4, "L1", toBin: "C"))
            try await reserve.post(.issue, .of(12))
            #expect(try await reserve.heaps() == ["L2 A free": 8])
            try await reserve.isWhole()
        }
    }

    @Test func `a named lot is taken out of as many bins as it takes, a named bin gives no more than it has`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.post(.receipt, .of(10, "L1", bin: "B"))
            try await reserve.post(.rebinning, .of(4, "L1", bin: "B", toBin: "A"))
            let detail = try await reserve.refuses(.shortage) { try await reserve.post(.issue, .of(5, "L1", bin: "A")) }
            #expect(detail[key: "available"] == 4 && detail[key: "other_bins"] == 6 && detail[key: "bin"] == "A")
            let unnamed = try await reserve.refuses(.shortage) { try await reserve.post(.issue, .of(5, bin: "A")) }
            #expect(unnamed[key: "available"] == 4)
            try await reserve.post(.issue, .of(7, "L1"))
            #expect(try await reserve.heaps() == ["L1 B free": 3])
            try await reserve.refuses(.shortage) { try await reserve.post(.issue, .of(1, "L1", bin: "A")) }
            try await reserve.isWhole()
        }
    }

    @Test func `goods move from bin to bin inside a place with their value, under a number of a transfer`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.post(.receipt, .of(10, "L1"))
            let key = IdempotencyKey.fresh()
            let moved = try await reserve.post(.rebinning, .of(6, "L1", toBin: "A"), key: key)
            #expect(moved.number.contains("-YK-"))
            #expect(try await reserve.post(.rebinning, .of(6, "L1", toBin: "A"), key: key).replayed)
            #expect(try await reserve.heaps() == ["L1 - free": 4, "L1 A free": 6])
            let line = try #require(try await reserve.person("auditor1").showDocument(moved.number)[key: "lines"]?.array?.first)
            #expect(line[key: "from_bin"] == .null && line[key: "to_bin"] == "A")
            _ = try await reserve.person("keeper1").reverseDocument(moved.number, remarks: nil, key: .fresh())
            #expect(try await reserve.heaps() == ["L1 - free": 10])
            try await reserve.isWhole()
        }
    }

    @Test func `from a bin to itself, to another place's bin, or to none is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.bins("X", at: "D2")
            try await reserve.post(.receipt, .of(10, "L1", bin: "A"))
            #expect(
                try await reserve.problems { try await reserve.post(.rebinning, .of(1, "L1", bin: "A", toBin: "A")) } == [
                    "to_bin/contradiction/A"
                ])
            #expect(try await reserve.problems { try await reserve.post(.rebinning, .of(1, "L1")) } == ["to_bin/required/quilt"])
            let a = try await reserve.binID("A")
            let x = try await reserve.binID("X", at: "D2")
            for (code, line) in [("SP621", ["from_bin_id": a, "to_bin_id": a]), ("SP620", ["from_bin_id": a, "to_bin_id": x])]
                as [(String, JSONValue)]
            {
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.postRaw("transfer", "rebinning", lot: "L1", quantity: 1, line: line)
                }
                #expect(error?.sqlState == code)
            }
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.postRaw("issue", "use", lot: "L1", quantity: 1, line: ["from_bin_id": x])
            }
            #expect(error?.sqlState == "SP620")
        }
    }

    @Test func `held goods stay held in their new bin, reserved goods stay where the order finds them`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.post(.receipt, .of(10, "L1", bin: "A"), .of(5, "L2", bin: "A"))
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await reserve.heaps()["L1 A held"] == 10)
            try await reserve.post(.rebinning, .of(10, "L1", toBin: "B"))
            #expect(try await reserve.heaps() == ["L1 B held": 10, "L2 A free": 5])
            _ = try await keeper.releaseLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            let order = try await reserve.order([(12, "T1")])
            #expect(order[key: "picks"]?.array?.map { $0[key: "bin"]?.text } == ["B", "A"])
            try await reserve.refuses(.shortage) { try await reserve.post(.rebinning, .of(9, "L1", bin: "B", toBin: "A")) }
            #expect(try await reserve.heaps() == ["L1 B reserved": 10, "L2 A reserved": 2, "L2 A free": 3])
            _ = try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
            #expect(try await reserve.heaps() == ["L2 A free": 3])
            try await reserve.isWhole()
        }
    }

    @Test func `a transfer to another place takes from a bin and puts into a bin`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.bins("X", at: "D2")
            try await reserve.post(.receipt, .of(10, "L1", bin: "A"))
            try await reserve.post(.transfer, .of(4, bin: "A", to: "D2", toBin: "X"))
            #expect(try await reserve.heaps() == ["L1 A free": 6])
            #expect(try await reserve.heaps(at: "D2") == ["L1 X free": 4])
            try await reserve.isWhole()
        }
    }

    @Test func `a write-off takes its lot out of several bins`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.post(.receipt, .of(10, "L1", bin: "B"))
            try await reserve.post(.rebinning, .of(4, "L1", toBin: "A"))
            let number = try await reserve.person("keeper1").requestWriteOff(at: "D1", reason: "水损", lines: [.of(7, "L1")], key: .fresh())
                .number
            _ = try await reserve.person("commander1").approveWriteOff(number, key: .fresh())
            _ = try await reserve.person("finance1").postWriteOff(number, key: .fresh())
            #expect(try await reserve.heaps() == ["L1 B free": 3])
            try await reserve.isWhole()
        }
    }
}
