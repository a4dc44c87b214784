import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Many at once on the same stock: never below zero, never twice, nobody deadlocks", .serialized)
struct IssueRaceTests {
    @Test func `sixteen issues of one lot: as many as it holds, the sum exact`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 105, lot: "L1")
            let codes = try await atOnce((0..<16).map { _ in { try await reserve.issue("quilt", 10, lot: "L1") } })
            #expect(codes.count(where: { $0 == nil }) == 10)
            #expect(codes.count(where: { $0 == .shortage }) == 6)
            #expect(try await reserve.balances() == ["L1 D1 stock free": 5])
            try await reserve.isWhole()
        }
    }

    @Test func `sixteen issues over sixteen small lots without naming one: each gets its share`() async throws {
        try await SmallReserve.run { reserve in
            for number in 0..<16 { try await reserve.receive("water", 10, lot: "L\(number)", expiresIn: 10 + number) }
            let codes = try await atOnce((0..<16).map { _ in { try await reserve.issue("water", 10) } })
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await reserve.balances() == [:])
            try await reserve.isWhole()
        }
    }

    @Test func `documents that name the same lots in opposite order do not deadlock`() async throws {
        try await SmallReserve.run { reserve in
            for lot in ["L1", "L2", "L3"] { try await reserve.receive("quilt", 100, lot: lot) }
            let keeper = try await reserve.person("keeper1")
            let codes = try await atOnce(
                (0..<16).map { number in
                    {
                        let lots = number.isMultiple(of: 2) ? ["L1", "L2", "L3"] : ["L3", "L2", "L1"]
                        let lines = lots.map { PostingRequestLine.of("quilt", 5, lot: $0) }
                        _ = try await keeper.postIssue(PostingRequest(purpose: "use", place: "D1", lines: lines), key: .fresh())
                    }
                })
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await reserve.balances().values.sorted() == [20, 20, 20])
        }
    }

    @Test func `moves there and back at once end where they began`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            try await reserve.transfer("quilt", 50, from: "D1", to: "D2", lot: "L1")
            let codes = try await atOnce(
                (0..<16).map { number in
                    {
                        let (from, to) = number.isMultiple(of: 2) ? ("D1", "D2") : ("D2", "D1")
                        try await reserve.transfer("quilt", 5, from: from, to: to, lot: "L1")
                    }
                })
            #expect(codes.allSatisfy { $0 == nil })
            #expect(try await reserve.balances() == ["L1 D1 stock free": 50, "L1 D2 stock free": 50])
            try await reserve.isWhole()
        }
    }

    @Test func `a hold and issues at once: what was not out before it is held`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let keeper = try await reserve.person("keeper2")
            let issues: [@Sendable () async throws -> Void] = (0..<8).map { _ in { try await reserve.issue("quilt", 5, lot: "L1") } }
            let codes = try await atOnce(
                issues + [{ _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh()) }])
            #expect(codes.last == .some(nil))
            let out = Int64(codes.dropLast().count(where: { $0 == nil })) * 5
            #expect(try await reserve.balances() == ["L1 D1 stock held": 100 - out])
            try await reserve.isWhole()
        }
    }
}
