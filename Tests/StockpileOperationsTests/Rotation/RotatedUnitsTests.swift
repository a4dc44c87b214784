import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Steps of rotation that name units and bins", .serialized)
struct RotatedUnitsTests {
    @Test func `a transfer puts goods into the bin that is named at the new place, and no other way has one`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addWay(.transfer, 95, of: "rope", at: "T1")
            try await reserve.useRoutinely("rope", 500, at: "D2")
            try await reserve.receive("rope", 10, at: "T1", lot: "MOVE", expiresIn: 100)
            try await reserve.bins("B7", at: "D2")
            let number = try await reserve.keepPlan()
            try await reserve.approvePlan(number)
            let unknown = try await reserve.problems { try await reserve.carryOut(number) { $0.toBin = "B9" } }
            #expect(unknown == ["to_bin/unknown_code/B9"])
            try await reserve.carryOut(number) { $0.toBin = "B7" }
            #expect(try await reserve.heaps(at: "D2") == ["MOVE B7 free": 10])
            let sale = try await reserve.keepSale()
            let refused = try await reserve.problems { try await reserve.carryOut(sale) { $0.toBin = "B7" } }
            #expect(refused == ["to_bin/not_allowed/B7"])
            try await reserve.isWhole()
        }
    }

    @Test func `units that are named are those that leave; their number is the quantity`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.addWay(.sale, 40, of: "quilt")
            var line = PostingRequestLine.of(3, "A", serials: ["S1", "S2", "S3"])
            line.expiresOn = SmallReserve.today.adding(days: 100)
            try await reserve.post(.receipt, line)
            let number = try await reserve.keepPlan()
            try await reserve.approvePlan(number)
            let wrong = try await reserve.problems { try await reserve.carryOut(number, 2) { $0.serials = ["S2"] } }
            #expect(wrong == ["serials/contradiction/1"])
            try await reserve.refuses(.serialNotThere) { try await reserve.carryOut(number) { $0.serials = ["S9"] } }
            let part = try await reserve.carryOut(number) { $0.serials = ["S2"] }
            #expect(part.step()[key: "open_quantity"] == 2)
            #expect(try await reserve.units() == ["S1 D1", "S2 consumption", "S3 D1"])
            try await reserve.isWhole()
        }
    }
}
