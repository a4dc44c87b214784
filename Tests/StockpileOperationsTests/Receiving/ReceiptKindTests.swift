import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Receipts that are no purchase: what users give back, what other districts send, what is requisitioned", .serialized)
struct ReceiptKindTests {
    private func receive(
        _ purpose: String, _ reserve: SmallReserve, reference: String? = nil, _ describe: (inout PostingRequestLine) -> Void
    ) async throws -> PostedDocument {
        var line = PostingRequestLine.of("quilt", 4)
        describe(&line)
        var request = PostingRequest(purpose: purpose, place: "D1", lines: [line])
        request.reference = reference
        return try await reserve.person("keeper1").postReceipt(request, key: .fresh())
    }

    @Test func `goods given back go into the lot they came from, to be inspected, at what the lot cost`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", cost: 250)
            try await reserve.issue("quilt", 10, lot: "L1")
            _ = try await receive("return", reserve) { $0.lot = "L1" }
            #expect(try await reserve.conditions() == ["L1 stock in_inspection own free": 4])
            #expect(try await reserve.worth() == 1000)
            // Not before somebody has looked at them.
            try await reserve.refuses(.lotNotInspected) { try await reserve.issue("quilt", 1, lot: "L1") }
            // And not by whoever took them back.
            try await reserve.refuses(.inspectorTookIn) { try await reserve.change(.condition("good"), lot: "L1") }
            try await reserve.change(.condition("good"), lot: "L1", by: "keeper2")
            try await reserve.issue("quilt", 4, lot: "L1")
            try await reserve.isWhole()
        }
    }

    @Test func `of a lot no more comes back than went out, at whichever place, also by two at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.refuses(.moreThanIssued) { try await receive("return", reserve) { $0.lot = "L1" } }
            try await reserve.transfer("quilt", 5, from: "D1", to: "D2", lot: "L1")
            try await reserve.issue("quilt", 5, at: "D2", lot: "L1")
            let codes = try await atOnce((0..<3).map { _ in { _ = try await receive("return", reserve) { $0.lot = "L1" } } })
            #expect(codes.count(where: { $0 == nil }) == 1 && codes.count(where: { $0 == .moreThanIssued }) == 2)
            let detail = try await reserve.refuses(.moreThanIssued) { try await receive("return", reserve) { $0.lot = "L1" } }
            #expect(detail[key: "lines"]?.array?.first?[key: "available"]?.integer == 1)
            try await reserve.isWhole()
        }
    }

    @Test func `or into a new lot; broken ones say so, good ones are not believed`() async throws {
        try await SmallReserve.run { reserve in
            _ = try await receive("return", reserve) {
                $0.lot = "BACK"
                $0.condition = "to_repair"
                $0.category = "relief"
            }
            #expect(try await reserve.conditions() == ["BACK stock to_repair own free": 4])
            try await reserve.refuses(.inspectionOwed) { try await receive("return", reserve) { $0.condition = "good" } }
        }
    }

    @Test func `what another district sends owes its paper`() async throws {
        try await SmallReserve.run { reserve in
            let detail = try await reserve.refuses(.owedMissing) { try await receive("transfer_in", reserve) { $0.lot = "IN" } }
            #expect(detail[key: "owed"] == .array(["reference"]))
            _ = try await receive("transfer_in", reserve, reference: "调1") { $0.lot = "IN" }
            #expect(try await reserve.conditions() == ["IN stock good own free": 4])
        }
    }

    @Test func `requisitioned goods belong to whom they were taken from, and owe the decision`() async throws {
        try await SmallReserve.run { reserve in
            let detail = try await reserve.refuses(.owedMissing) { try await receive("requisitioned", reserve) { $0.lot = "R" } }
            #expect(detail[key: "owed"] == .array(["reference", "owner"]))
            try await reserve.refuses(.owedMissing) { try await receive("requisitioned", reserve, reference: "征1") { $0.owner = "own" } }
            _ = try await receive("requisitioned", reserve, reference: "征1") {
                $0.lot = "R"
                $0.owner = "city"
            }
            #expect(try await reserve.conditions() == ["R stock good city free": 4])
            try await reserve.isWhole()
        }
    }
}
