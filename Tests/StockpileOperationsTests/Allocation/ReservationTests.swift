import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Orders reserve by movement: picked, sent, received, given back", .serialized)
struct ReservationTests {
    @Test func `300 for two towns: every figure at every step`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 200, at: "D1", lot: "L1")
            try await reserve.receive("quilt", 200, at: "D2", lot: "L2")
            let keeper = try await reserve.person("keeper1")
            let order = try await reserve.order([(180, "T1"), (120, "T2")])
            func expect(_ shown: JSONValue, _ state: String, _ figures: [String: [Int64]]) {
                #expect(shown[key: "state"]?.text == state)
                for (name, expected) in figures { #expect(shown.figures(name) == expected, "\(state) \(name)") }
            }
            // Without dates the nearest depot comes first.
            #expect(order.picks == ["L1@D1:180", "L2@D2:120"])
            expect(order, "issued", ["asked": [180, 120], "picked": [180, 120], "shortfall": [0, 0], "dispatched": [0, 0]])
            let half = try await keeper.dispatchOrder(order.number, from: "D1", key: .fresh())
            expect(half, "issued", ["dispatched": [180, 0], "received": [0, 0], "released": [0, 0]])
            try await reserve.refuses(.nothingToDo) { try await keeper.dispatchOrder(order.number, from: "D1", key: .fresh()) }
            try await reserve.refuses(.nothingToDo) { try await keeper.receiveOrder(order.number, at: "T2", key: .fresh()) }
            #expect(
                try await reserve.balances() == [
                    "L1 D1 stock free": 20, "L1 T1 carrier free": 180, "L2 D2 stock free": 80, "L2 D2 stock reserved": 120,
                ])
            let arrived = try await keeper.receiveOrder(order.number, at: "T1", key: .fresh())
            expect(arrived, "issued", ["received": [180, 0]])
            _ = try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
            let done = try await keeper.receiveOrder(order.number, at: nil, key: .fresh())
            expect(done, "fulfilled", ["asked": [180, 120], "picked": [180, 120], "dispatched": [180, 120], "received": [180, 120]])
            let kinds = (done[key: "documents"]?.array ?? []).map { $0[key: "kind"]?.text }
            #expect(kinds == ["reservation", "dispatch", "arrival", "dispatch", "arrival"])
            #expect(try await keeper.showOrder(order.number).canonical == done.canonical)
            #expect(
                try await reserve.balances() == [
                    "L1 D1 stock free": 20, "L1 T1 stock free": 180, "L2 D2 stock free": 80, "L2 T2 stock free": 120,
                ])
            try await reserve.isWhole()
        }
    }

    @Test func `first expired first out over all depots; equal dates by the way, then by receipt`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, at: "D2", lot: "B", expiresIn: 50)
            try await reserve.receive("water", 10, at: "D1", lot: "C", expiresIn: 50)
            try await reserve.receive("water", 10, at: "D1", lot: "A", expiresIn: 50)
            try await reserve.receive("water", 10, at: "D2", lot: "SOON", expiresIn: 20)
            try await reserve.receive("water", 10, at: "D1", lot: "GONE", expiresIn: -1)
            try await reserve.receive("water", 10, at: "T2", lot: "IN TOWN", expiresIn: 1)
            #expect(try await reserve.order([(33, "T1")], of: "water").picks == ["SOON@D2:10", "C@D1:10", "A@D1:10", "B@D2:3"])
            #expect(try await reserve.order([(7, "T2")], of: "water").picks == ["B@D2:7"])
        }
    }

    @Test func `a place that is named is drawn upon, and never for itself`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, at: "D1", lot: "L1")
            try await reserve.receive("quilt", 10, at: "T1", lot: "L2")
            let detail = try await reserve.refuses(.shortage) { try await reserve.order([(5, "T1")], from: ["T1"]) }
            #expect(detail[key: "available"] == 0)
            #expect(try await reserve.order([(5, "T2")], from: ["T1"]).picks == ["L2@T1:5"])
            // Two lines of one order share what there is.
            try await reserve.refuses(.shortage) { try await reserve.order([(6, "T1"), (5, "T2")], from: ["D1"]) }
            #expect(try await reserve.order([(6, "T1"), (4, "T2")], from: ["D1"]).picks == ["L1@D1:6", "L1@D1:4"])
        }
    }

    @Test func `what is short is refused with its reasons, or given in part`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, lot: "L1", expiresIn: 10)
            try await reserve.receive("water", 4, lot: "OLD", expiresIn: -1)
            let detail = try await reserve.refuses(.shortage) { try await reserve.order([(12, "T1")], of: "water") }
            #expect(["asked", "available", "shortfall"].map { detail[key: $0]?.integer } == [12, 10, 2])
            #expect(detail[key: "excluded"]?.array?.first?[key: "reason"] == "expired")
            let part = try await reserve.order([(12, "T1"), (1, "T2")], of: "water", part: true)
            #expect(part[key: "state"] == "partly_reserved")
            #expect(part.figures("shortfall") == [2, 1])
            try await reserve.refuses(.shortage) { try await reserve.order([(1, "T1")], of: "water", part: true) }
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.dispatchOrder(part.number, from: nil, key: .fresh())
            #expect(try await keeper.receiveOrder(part.number, at: nil, key: .fresh())[key: "state"] == "fulfilled")
        }
    }

    @Test func `unknown codes of an order are told at once; unknown orders are not found`() async throws {
        try await SmallReserve.run { reserve in
            let commander = try await reserve.person("commander1")
            let request = AllocationRequest(
                lines: [
                    .init(item: "none", quantity: 1, pack: nil, toPlace: "T9"), .init(item: "quilt", quantity: 1, pack: nil, toPlace: "T8"),
                ],
                fromPlaces: ["D9"], incident: nil, remarks: nil, allowsPart: false, dueHours: 1)
            #expect(
                try await reserve.problems { try await commander.issueOrder(request, key: .fresh()) } == [
                    "from/unknown_code/D9", "item/unknown_code/none", "to_place/unknown_code/T9", "to_place/unknown_code/T8",
                ])
            let keeper = try await reserve.person("keeper1")
            for act in [
                { _ = try await keeper.dispatchOrder("X", from: nil, key: .fresh()) },
                { _ = try await keeper.receiveOrder("X", at: nil, key: .fresh()) },
                { _ = try await commander.cancelOrder("X", remarks: nil, key: .fresh()) }, { _ = try await keeper.showOrder("X") },
            ] as [@Sendable () async throws -> Void] {
                let error = await #expect(throws: StockpileError.self) { try await act() }
                if case .notFound("order", "X") = error {} else { Issue.record("\(String(describing: error))") }
            }
        }
    }

    @Test func `goods that expired while reserved do not leave the depot, and can be given back`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("water", 10, lot: "L1", expiresIn: 0)
            let order = try await reserve.order([(10, "T1")], of: "water")
            try await reserve.sql(
                """
                INSERT INTO stockpile.lot_date (lot_id, expires_on, reason, person_id)
                SELECT lot_id, expires_on - 5, 'label', min(person_id) FROM stockpile.lot, stockpile.person GROUP BY lot_id, expires_on
                """)
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.lotExpired) { try await keeper.dispatchOrder(order.number, from: nil, key: .fresh()) }
            _ = try await reserve.person("commander1").cancelOrder(order.number, remarks: nil, key: .fresh())
            #expect(try await reserve.balances() == ["L1 D1 stock free": 10])
        }
    }

    @Test func `what is due is given back once, by the worker or by whoever reserves next; what is on its way arrives`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 50, at: "D1", lot: "L1")
            try await reserve.receive("quilt", 50, at: "D2", lot: "L2")
            let (worker, keeper) = (try await reserve.person("worker"), try await reserve.person("keeper1"))
            let order = try await reserve.order([(80, "T1")])
            let other = try await reserve.order([(10, "T2")])
            _ = try await keeper.dispatchOrder(order.number, from: "D1", key: .fresh())
            #expect(try await worker.releaseDueReservations() == [])
            try await reserve.tamper("UPDATE stockpile.allocation_order SET due_at = clock_timestamp() WHERE number = '\(order.number)'")
            async let one = worker.releaseDueReservations()
            async let two = worker.releaseDueReservations()
            let released = [try await one, try await two]
            #expect(released.flatMap { $0 } == [order.number])
            #expect(try await worker.releaseDueReservations() == [])
            let shown = try await keeper.showOrder(order.number)
            #expect(shown[key: "state"] == "issued")
            #expect(shown.figures("released") == [30])
            #expect(try await keeper.receiveOrder(order.number, at: nil, key: .fresh())[key: "state"] == "fulfilled")
            #expect(try await keeper.showOrder(other.number)[key: "state"] == "issued")
            #expect(
                try await reserve.balances()
                    == ["L1 T1 stock free": 50, "L2 D2 stock free": 40, "L2 D2 stock reserved": 10])
            try await reserve.isWhole()
        }
    }
}
