import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Transfers", .serialized)
struct TransferTests {
    @Test func `goods arrive with their lot, condition and value`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", condition: "to_repair", cost: 300)
            try await reserve.transfer("quilt", 4, from: "D1", to: "T1", lot: "L1")
            let rows = try await reserve.person("auditor1").listStock(by: .place, .init())
            #expect(rows.map { $0[key: "place"]?.text } == ["D1", "T1"])
            #expect(rows.map { $0[key: "not_good"] } == [6, 4])
            #expect(rows.map { $0[key: "value_fen"] } == [1800, 1200])
        }
    }

    @Test(arguments: ["S1", "V1"])
    func `expired goods go to another store, never to where people use them`(place: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, lot: "OLD", expiresIn: -1)
            try await reserve.refuses(.lotExpired) { try await reserve.transfer("water", 1, from: "D1", to: place, lot: "OLD") }
            try await reserve.refuses(.shortage) { try await reserve.transfer("water", 1, from: "D1", to: place) }
            try await reserve.transfer("water", 1, from: "D1", to: "D2", lot: "OLD")
            try await reserve.transfer("water", 1, from: "D1", to: "T1", lot: "OLD")
            #expect(
                try await reserve.balances() == ["OLD D1 stock free": 8, "OLD D2 stock free": 1, "OLD T1 stock free": 1])
        }
    }

    @Test func `held and reserved goods stay where they are`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            _ = try await reserve.order([(10, "T1")])
            try await reserve.refuses(.shortage) { try await reserve.transfer("quilt", 1, from: "D1", to: "D2", lot: "L1") }
            try await reserve.receive("quilt", 10, lot: "L2")
            _ = try await reserve.person("keeper1").holdLot("L2", item: nil, at: nil, remarks: nil, key: .fresh())
            try await reserve.refuses(.lotOnHold) { try await reserve.transfer("quilt", 1, from: "D1", to: "D2", lot: "L2") }
        }
    }

    @Test func `a move from a place to itself, or to nowhere, is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.refuses(.samePlace) { try await reserve.transfer("quilt", 1, from: "D1", to: "D1") }
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.samePlace) {
                try await keeper.postTransfer(PostingRequest(purpose: "relocation", place: "D1", lines: [.of("quilt", 1)]), key: .fresh())
            }
        }
    }
}
