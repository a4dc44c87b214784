import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Goods that come back are put into a bin", .serialized)
struct RecoveredBinTests {
    @Test func `what comes back lies in the bin that is named; bins that are not there, or take nothing in, are told`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.bins("A", "B")
            _ = try await reserve.person("keeper1").retireBin("B", at: "D1", key: .fresh())
            try await reserve.receive("quilt", 10, lot: "L1")
            let number = try await reserve.issueOut("quilt", 6)
            func request(_ lines: [(RecoveryResult, Int64, String?)]) -> RecoveryRequest {
                var request = RecoveryRequest(
                    document: number,
                    lines: lines.map { result, quantity, bin in
                        var line = RecoveryLine(item: "quilt", quantity: quantity, result: result)
                        line.bin = bin
                        return line
                    })
                request.reason = "洪水"
                return request
            }
            let keeper = try await reserve.person("keeper1")
            let wrong = try await reserve.problems {
                try await keeper.recordRecovery(request([(.good, 1, "X"), (.toRepair, 1, "B"), (.lost, 1, "A")]), key: .fresh())
            }
            #expect(wrong == ["--bin/unknown_code/X", "--bin/not_allowed/B", "--bin/not_allowed/A"])
            _ = try await keeper.recordRecovery(request([(.good, 3, "A"), (.toRepair, 1, nil), (.lost, 1, nil)]), key: .fresh())
            #expect(try await reserve.heaps() == ["L1 A free": 3, "L1 - free": 5])
            try await reserve.isWhole()
        }
    }
}
