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

    @Test func `a unit in the place of another is found though the numbers agree: the one goes, the other comes in`() async throws {
        try await run { reserve, number in
            try await reserve.bothCount(number, "L1", ["S1", "S2", "S9"])
            try await reserve.approve(number)
            let count = try await reserve.person("auditor1").showCount(number)
            #expect(count[key: "lines_differing"] == 1)
            let line = try #require(count[key: "lines"]?.array?.first { $0[key: "lot"] == "L1" })
            #expect(line[key: "difference_quantity"] == 0)
            #expect(line[key: "found_serials"] == "S9" && line[key: "missing_serials"] == "S3")
            try await reserve.post(number)
            #expect(try await reserve.units() == ["S1 D1", "S2 D1", "S3 adjustment", "S9 D1"])
        }
    }

    @Test func `two who name other units are followed by a third, whose word decides`() async throws {
        try await run { reserve, number in
            let line = try #require(try await reserve.lines(of: number)["L1"])
            for (login, units) in [("keeper1", ["S1", "S2", "S3"]), ("keeper2", ["S1", "S2", "S9"])] {
                var entry = CountEntry(line: line, quantity: 3)
                entry.serials = units
                _ = try await reserve.person(login).enterCount(number, [entry], countedAt: nil, key: .fresh())
            }
            let reviewed = try await reserve.person("finance1").reviewCount(number, key: .fresh())
            #expect(reviewed[key: "state"] == "recounting")
            var entry = CountEntry(line: line, quantity: 3)
            entry.serials = ["S1", "S2", "S3"]
            _ = try await reserve.person("admin1").enterCount(number, [entry], countedAt: nil, key: .fresh())
            try await reserve.approve(number)
            try await reserve.post(number)
            #expect(try await reserve.units() == ["S1 D1", "S2 D1", "S3 D1"])
        }
    }

    @Test func `what was counted and left afterwards is neither missing nor found`() async throws {
        try await run { reserve, number in
            try await reserve.bothCount(number, "L1", ["S1", "S2", "S3", "S9"])
            try await reserve.post(.issue, .of(1, "L1", serials: ["S1"]))
            try await reserve.approve(number)
            try await reserve.post(number)
            #expect(try await reserve.units() == ["S1 consumption", "S2 D1", "S3 D1", "S9 D1"])
        }
    }

    @Test func `a missing unit that has moved on holds up what was found in its place, by its number`() async throws {
        try await run { reserve, number in
            try await reserve.bothCount(number, "L1", ["S1", "S2", "S9"])
            try await reserve.post(.issue, .of(1, "L1", serials: ["S3"]))
            try await reserve.approve(number)
            let refused = try await reserve.refuses(.serialNotThere) { try await reserve.post(number) }
            #expect(refused[key: "lines"]?.array?.map { $0[key: "serial"] } == ["S3"])
            #expect(try await reserve.units() == ["S1 D1", "S2 D1", "S3 consumption"])
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

extension SmallReserve {
    /// Both counters found these units of a lot and no others.
    fileprivate func bothCount(_ number: String, _ lot: String, _ units: [String]) async throws {
        let line = try #require(try await lines(of: number)[lot])
        for login in ["keeper1", "keeper2"] {
            var entry = CountEntry(line: line, quantity: Int64(units.count))
            entry.serials = units
            _ = try await person(login).enterCount(number, [entry], countedAt: nil, key: .fresh())
        }
    }
}
