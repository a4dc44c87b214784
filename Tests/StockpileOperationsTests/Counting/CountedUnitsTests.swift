import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Counts of items that are kept by serial number", .serialized)
struct CountedUnitsTests {
    private func run(_ body: (SmallReserve, String) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            // Goods without a value are always counted a third time.
            var line = PostingRequestLine.of(3, "L1", serials: ["S1", "S2", "S3"])
            line.unitCostFen = 100
            try await reserve.post(.receipt, line)
            try await body(reserve, try await reserve.plan(tolerance: 1_000_000))
            try await reserve.isWhole()
        }
    }

    @Test func `units that nobody has seen come in when they are named after the count, and then it is posted`() async throws {
        try await run { reserve, number in
            try await reserve.count(number, ["L1": 5])
            try await reserve.approve(number)
            try await reserve.refuses(.serialsDoNotMatch) { try await reserve.post(number) }
            let line = try #require(try await reserve.lines(of: number)["L1"])
            let keeper = try await reserve.person("keeper1")
            let few = try await reserve.refuses(.serialsDoNotMatch) {
                try await keeper.nameCountedUnits(number, line: line, ["S1", "S2", "S3", "S8"], key: .fresh())
            }
            #expect(few[key: "lines"]?.array?.first?[key: "asked"] == 5)
            try await reserve.refuses(.notYourCount) {
                try await reserve.person("finance2").nameCountedUnits(number, line: line, ["S1"], key: .fresh())
            }
            // Whose count decides is one of the two who agree: both name what they saw.
            for login in ["keeper1", "keeper2"] {
                _ = try await reserve.person(login).nameCountedUnits(number, line: line, ["S1", "S2", "S3", "S8", "S9"], key: .fresh())
            }
            try await reserve.refuses(.unitsNamedAlready) {
                try await keeper.nameCountedUnits(number, line: line, ["S1", "S2", "S3", "S8", "S9"], key: .fresh())
            }
            try await reserve.post(number)
            #expect(try await reserve.units() == ["S1 D1", "S2 D1", "S3 D1", "S8 D1", "S9 D1"])
        }
    }

    @Test func `units that were not found are those that are lost`() async throws {
        try await run { reserve, number in
            let line = try #require(try await reserve.lines(of: number)["L1"])
            for login in ["keeper1", "keeper2"] {
                var entry = CountEntry(line: line, quantity: 2)
                entry.serials = ["S1", "S3"]
                _ = try await reserve.person(login).enterCount(number, [entry], countedAt: nil, key: .fresh())
            }
            try await reserve.approve(number)
            try await reserve.post(number)
            #expect(try await reserve.units() == ["S1 D1", "S2 adjustment", "S3 D1"])
        }
    }

    @Test func `the same key names them once; of two at once one is told that they are named`() async throws {
        try await run { reserve, number in
            try await reserve.count(number, ["L1": 3])
            let line = try #require(try await reserve.lines(of: number)["L1"])
            let keeper = try await reserve.person("keeper1")
            let key = IdempotencyKey.fresh()
            let units = ["S1", "S2", "S3"]
            let first = try await keeper.nameCountedUnits(number, line: line, units, key: key)
            #expect(try await keeper.nameCountedUnits(number, line: line, units, key: key).canonical == first.canonical)
            let codes = try await atOnce(
                (0..<2).map { _ in
                    { _ = try await reserve.person("keeper2").nameCountedUnits(number, line: line, units, key: .fresh()) }
                })
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.unitsNamedAlready))
            try await reserve.refuses(.unknown) { try await keeper.nameCountedUnits(number, line: 99, units, key: .fresh()) }
        }
    }

    @Test func `goods without numbers have none to name`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("rope", 4, lot: "R1")
            let number = try await reserve.plan()
            try await reserve.count(number, ["R1": 4])
            try await reserve.refuses(.notSerialised) {
                try await reserve.person("keeper1").nameCountedUnits(number, line: 1, ["S1", "S2", "S3", "S4"], key: .fresh())
            }
        }
    }
}
