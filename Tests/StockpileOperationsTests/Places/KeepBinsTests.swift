import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Keeping bins: added, retired when empty, and used by many at once", .serialized)
struct KeepBinsTests {
    @Test func `a bin is added once, by who may, and its code stays taken`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            let key = IdempotencyKey.fresh()
            let made = try await keeper.addBin("A", name: "收货区", at: "D1", key: key)
            #expect(made[key: "bin"] == "A" && made[key: "bin_name"] == "收货区" && made[key: "lots"] == 0)
            #expect(try await keeper.addBin("A", name: "收货区", at: "D1", key: key).canonical == made.canonical)
            try await reserve.refuses(.keyReused) { try await keeper.addBin("B", name: nil, at: "D1", key: key) }
            try await reserve.refuses(.binExists) { try await keeper.addBin("A", name: nil, at: "D1", key: .fresh()) }
            _ = try await keeper.addBin("A", name: nil, at: "D2", key: .fresh())
            _ = try await keeper.retireBin("A", at: "D1", key: .fresh())
            try await reserve.refuses(.binExists) { try await keeper.addBin("A", name: nil, at: "D1", key: .fresh()) }
            try await reserve.refuses(.binRetired) { try await keeper.retireBin("A", at: "D1", key: .fresh()) }
            try await reserve.refuses(.unknown) { try await keeper.retireBin("Z", at: "D1", key: .fresh()) }
            try await reserve.refuses(.notPermitted) {
                try await reserve.person("auditor1").addBin("C", name: nil, at: "D1", key: .fresh())
            }
            try await reserve.refuses(.notPermitted) { try await reserve.person("finance1").retireBin("A", at: "D2", key: .fresh()) }
            #expect(try await keeper.listBins(at: "D1").map { $0[key: "retired_on"] == .null } == [false])
        }
    }

    @Test func `the database asks for the permission itself`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A")
            for call in ["add_bin(person_id, place_id, 'B', NULL)", "retire_bin(person_id, place_id, 'A')"] {
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.sql(
                        SQL(
                            unchecked:
                                "SELECT stockpile.\(call) FROM stockpile.person, stockpile.place WHERE login = 'auditor1' AND code = 'D1'"),
                        role: "stockpile_application")
                }
                #expect(error?.sqlState == "SP401")
            }
        }
    }

    @Test func `a bin with goods in it is not retired; what a reversal puts back there can still be used`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.post(.receipt, .of(10, "L1", bin: "A"))
            let keeper = try await reserve.person("keeper1")
            let detail = try await reserve.refuses(.binNotEmpty) { try await keeper.retireBin("A", at: "D1", key: .fresh()) }
            #expect(detail[key: "quantity"] == 10)
            let moved = try await reserve.post(.rebinning, .of(10, "L1", toBin: "B"))
            _ = try await keeper.retireBin("A", at: "D1", key: .fresh())
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.postRaw(
                    "transfer", "rebinning", lot: "L1", quantity: 1,
                    line: ["from_bin_id": try await reserve.binID("B"), "to_bin_id": try await reserve.binID("A")])
            }
            #expect(error?.sqlState == "SP622")
            _ = try await keeper.reverseDocument(moved.number, remarks: nil, key: .fresh())
            _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await reserve.heaps() == ["L1 A held": 10])
        }
    }

    @Test func `two who empty a bin at once: it gives what it has and no more, and who named none gets the rest elsewhere`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            try await reserve.post(.receipt, .of(20, "L1", bin: "A"))
            try await reserve.post(.rebinning, .of(10, "L1", bin: "A", toBin: "B"))
            let named = try await atOnce((0..<4).map { _ in { try await reserve.post(.issue, .of(10, "L1", bin: "A")) } })
            #expect(named.count(where: { $0 == nil }) == 1 && named.count(where: { $0 == .shortage }) == 3)
            try await reserve.post(.rebinning, .of(5, "L1", bin: "B", toBin: "A"))
            let unnamed = try await atOnce((0..<2).map { _ in { try await reserve.post(.issue, .of(5, "L1")) } })
            #expect(unnamed.allSatisfy { $0 == nil })
            #expect(try await reserve.heaps() == [:])
            try await reserve.isWhole()
        }
    }

    @Test func `a receipt and a retirement at once: a retired bin is empty`() async throws {
        try await SmallReserve.run { reserve in
            for number in 0..<8 {
                let bin = "A\(number)"
                try await reserve.bins(bin)
                let codes = try await atOnce([
                    {
                        do {
                            try await reserve.post(.receipt, .of(1, "L\(number)", bin: bin))
                        } catch StockpileError.invalid {
                            // Retired before the receipt looked: it is told as a problem of its line.
                            throw StockpileError.refused(Refusal(.binRetired))
                        }
                    },
                    { _ = try await reserve.person("keeper2").retireBin(bin, at: "D1", key: .fresh()) },
                ])
                #expect(codes == [nil, .binNotEmpty] || codes == [.binRetired, nil])
            }
            let full = try await reserve.sql(
                """
                SELECT bin.code FROM stockpile.bin JOIN stockpile.stock_account AS account USING (bin_id)
                WHERE bin.retired_on IS NOT NULL AND account.holds
                """)
            #expect(full.isEmpty)
        }
    }

    @Test func `two add the same bin at once: one makes it`() async throws {
        try await SmallReserve.run { reserve in
            let codes = try await atOnce(
                ["keeper1", "keeper2"].map { login in
                    { _ = try await reserve.person(login).addBin("A", name: nil, at: "D1", key: .fresh()) }
                })
            #expect(codes.count(where: { $0 == nil }) == 1 && codes.count(where: { $0 == .binExists }) == 1)
        }
    }
}
