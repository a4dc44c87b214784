import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Steps of rotation become documents", .serialized)
struct CarryOutRotationTests {
    @Test func `each way by its own document, a swap by two, and with the last step the plan is done`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeOneOfEachWay()
            let number = try await reserve.keepPlan()
            #expect(number.hasPrefix("XQ-LH-") && number.hasSuffix("-000001"))
            let kept = try await reserve.rotation(number)
            #expect(Set((kept[key: "steps"]?.array ?? []).map { $0[key: "way"]?.text }) == Set(RotationWayKind.allCases.map(\.rawValue)))
            #expect(kept[key: "steps_total"] == 7 && kept[key: "no_way_value_fen"] == 0)
            try await reserve.approvePlan(number)
            #expect(try await reserve.openTasks("rotation_step").count == 7)
            var last = JSONValue.null
            for way in RotationWayKind.allCases {
                let step = try #require(kept.step(way)[key: "step_no"]?.integer)
                last = try await reserve.carryOut(number, step: step) { carryOut in
                    switch way {
                    case .swap: carryOut.bring(9)
                    case .extensionTest: carryOut.sample = 2
                    case .disposal: (carryOut.request.reference, carryOut.request.grounds.checker) = ("鉴定1", "keeper2")
                    default: break
                    }
                }
                let (kind, purpose) = way.posting
                #expect(last.step()[key: "state"]?.text == "done" && last.step()[key: "done_quantity"] == 10, "\(way)")
                let document = last[key: "documents"]?.array?.first
                #expect(document?[key: "kind"]?.text == kind && document?[key: "purpose"]?.text == purpose, "\(way)")
                #expect(last[key: "state"]?.text == (way == .disposal ? "done" : "in_progress"), "\(way)")
            }
            #expect(last[key: "saved_so_far_fen"] == last[key: "saved_fen"] && last[key: "done_percent"] == 100)
            #expect(try await reserve.openTasks("rotation_step") == [])
            #expect(try await reserve.balances() == ["NEW T2 stock free": 9, "TEST D1 stock free": 8, "MOVE D2 stock free": 10])
            let documents = try await reserve.rotation(number)[key: "documents"]?.array ?? []
            #expect(documents.count == 8)
            let fresh = try #require(documents.first { $0[key: "fresh_lot"]?.text == "NEW" })
            #expect(fresh[key: "kind"] == "receipt" && documents.contains { $0.number == fresh[key: "in_exchange_for"]?.text })
            // The fresh lot is as the old one where nothing else is said, and comes from the company.
            let lots = try await reserve.sql("SELECT origin, reserve_category FROM stockpile.lot WHERE lot_number = 'NEW'")
            #expect(try lots.map { [try $0.get("origin") as String, try $0.get("reserve_category") as String] } == [["甲厂", "relief"]])
            try await reserve.isWhole()
        }
    }

    @Test func `goods that have gone are told with what is there; a part can be done, and the rest stays open`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await reserve.keepSale()
            try await reserve.issue("quilt", 3, lot: "A")
            let detail = try await reserve.refuses(.rotationGoodsGone) { try await reserve.carryOut(number) }
            #expect(detail[key: "asked"] == 10 && detail[key: "available"] == 7)
            #expect(detail[key: "balances"]?.array?.first?[key: "quantity"] == 7)
            try await reserve.refuses(.rotationGoodsGone) { try await reserve.carryOut(number, 8) }
            try await reserve.refuses(.rotationStepExceeded) { try await reserve.carryOut(number, 11) }
            let part = try await reserve.carryOut(number, 5)
            #expect(part.step()[key: "state"] == "planned" && part.step()[key: "open_quantity"] == 5)
            #expect(part[key: "state"] == "in_progress" && part[key: "done_percent"] == 50)
            #expect(part[key: "saved_so_far_fen"] == 200)
            #expect(try await reserve.openTasks("rotation_step") == ["\(number)/1"])
            try await reserve.refuses(.rotationStepExceeded) { try await reserve.carryOut(number, 6) }
            // Five are open, two are there.
            try await reserve.refuses(.rotationGoodsGone) { try await reserve.carryOut(number) }
            #expect(try await reserve.carryOut(number, 2)[key: "done_percent"] == 70)
            let dropped = try await reserve.person("commander1").dropRotationStep(number, step: 1, reason: "已用完", key: .fresh())
            #expect(dropped[key: "state"] == "done" && dropped.step()[key: "reason"] == "已用完")
            #expect(dropped[key: "done_percent"] == 70 && dropped[key: "saved_so_far_fen"] == 280)
            try await reserve.isWhole()
        }
    }

    @Test func `held goods cannot be sold by a plan, but disposed of; expired ones neither sold`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await reserve.keepSale()
            _ = try await reserve.person("keeper1").holdLot("A", item: nil, at: nil, remarks: nil, key: .fresh())
            let detail = try await reserve.refuses(.rotationGoodsGone) { try await reserve.carryOut(number) }
            #expect(detail[key: "available"] == 0)
            #expect(detail[key: "balances"]?.array?.first?[key: "availability"] == "held")
            try await reserve.sql("UPDATE stockpile.rotation_way SET way = 'disposal', saved_percent = 0")
            _ = try await reserve.person("commander1").cancelRotationPlan(number, reason: "改为处置", key: .fresh())
            let other = try await reserve.keepPlan()
            try await reserve.approvePlan(other)
            let owed = try await reserve.refuses(.owedMissing) {
                try await reserve.carryOut(other) { $0.request.grounds.reason = nil }
            }
            #expect(owed[key: "owed"] == .texts("reason", "evidence", "checker"))
            let done = try await reserve.carryOut(other) { ($0.request.reference, $0.request.grounds.checker) = ("鉴定1", "keeper2") }
            #expect(done[key: "state"] == "done")
            #expect(try await reserve.balances() == [:])
        }
    }

    @Test func `what a way owes is asked for at once, and what says nothing of it is refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeOneOfEachWay()
            let number = try await reserve.keepPlan()
            try await reserve.approvePlan(number)
            let kept = try await reserve.rotation(number)
            func step(_ way: RotationWayKind) throws -> Int64 { try #require(kept.step(way)[key: "step_no"]?.integer) }
            let (swap, test, sale) = (try step(.swap), try step(.extensionTest), try step(.sale))
            #expect(
                try await reserve.problems { try await reserve.carryOut(number, step: swap) } == [
                    "fresh_quantity/required/", "fresh_unit_cost_fen/required/",
                ])
            #expect(
                try await reserve.problems { try await reserve.carryOut(number, step: test, 5) } == [
                    "sample/required/", "quantity/not_allowed/5",
                ])
            #expect(
                try await reserve.problems {
                    try await reserve.carryOut(number, step: sale) {
                        $0.sample = 1
                        $0.bring(5)
                    }
                } == ["sample/not_allowed/1", "fresh_quantity/not_allowed/sale"])
            try await reserve.refuses(.owedMissing) {
                try await reserve.carryOut(number, step: sale) { $0.request.grounds.reason = nil }
            }
            // A fresh lot that cannot be is refused, and nothing has left.
            try await reserve.refuses(.lotExists) { try await reserve.carryOut(number, step: swap) { $0.bring(5, lot: "SALE") } }
            try await reserve.refuses(.rotationStepUnknown) { try await reserve.carryOut(number, step: 99) }
            try await reserve.refuses(.notPermitted) { try await reserve.carryOut(number, step: sale, by: "commander1") }
        }
    }

    @Test func `the same key twice is one document; two at once on one step are one as well`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await reserve.keepSale()
            let key = IdempotencyKey.fresh()
            let first = try await reserve.carryOut(number, 4, key: key)
            #expect(try await reserve.carryOut(number, 4, key: key).documentNumbers == first.documentNumbers)
            try await reserve.refuses(.keyReused) { try await reserve.carryOut(number, 5, key: key) }
            let codes = try await atOnce([
                { _ = try await reserve.carryOut(number) }, { _ = try await reserve.carryOut(number, by: "keeper2") },
            ])
            #expect(codes.filter { $0 == nil }.count == 1 && codes.contains(.wrongState))
            #expect(try await reserve.rotation(number).documentNumbers.count == 2)
            #expect(try await reserve.balances() == [:])
            try await reserve.isWhole()
        }
    }

    @Test func `a document taken back opens its step and its plan again`() async throws {
        try await SmallReserve.run { reserve in
            let number = try await reserve.keepSale()
            let done = try await reserve.carryOut(number)
            #expect(done[key: "state"] == "done")
            _ = try await reserve.person("keeper2").reverseDocument(done.documentNumbers[0], remarks: nil, key: .fresh())
            let opened = try await reserve.rotation(number)
            #expect(opened[key: "state"] == "in_progress" && opened.step()[key: "state"] == "planned")
            #expect(opened.step()[key: "open_quantity"] == 10 && opened[key: "saved_so_far_fen"] == 0)
            #expect(opened[key: "documents"]?.array?[0][key: "reversed_by"]?.text?.contains("-CX-") == true)
            #expect(try await reserve.openTasks("rotation_step") == ["\(number)/1"])
            #expect(try await reserve.carryOut(number)[key: "state"] == "done")
            #expect(try await reserve.rotation(number).documentNumbers.count == 2)
            try await reserve.isWhole()
        }
    }

    @Test func `a swap whose fresh goods are taken back is open; of a cancelled plan nothing is planned again`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.addSwapper()
            try await reserve.addWay(.swap, 90, agreement: "A1")
            for lot in ["A", "B"] { try await reserve.receive("quilt", 10, lot: lot, expiresIn: 100) }
            let number = try await reserve.keepPlan()
            try await reserve.approvePlan(number)
            let swapped = try await reserve.carryOut(number) { $0.bring(10) }
            let documents = swapped[key: "documents"]?.array ?? []
            let fresh = try #require(documents.first { $0[key: "kind"] == "receipt" })
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.reverseDocument(fresh.number, remarks: nil, key: .fresh())
            #expect(try await reserve.rotation(number).step()[key: "open_quantity"] == 10)
            // The old goods are with the company: they come back before they can go again.
            try await reserve.refuses(.rotationGoodsGone) { try await reserve.carryOut(number) { $0.bring(10, lot: "NEW2") } }
            let given = try #require(documents.first { $0[key: "kind"] == "issue" })
            _ = try await keeper.reverseDocument(given.number, remarks: nil, key: .fresh())
            let again = try await reserve.carryOut(number) { $0.bring(10, lot: "NEW2") }
            #expect(again.step()[key: "state"] == "done")
            let cancelled = try await reserve.person("finance1").cancelRotationPlan(number, reason: "企业停产", key: .fresh())
            #expect(cancelled[key: "state"] == "cancelled" && cancelled[key: "steps_dropped"] == 1)
            _ = try await keeper.reverseDocument(again.documentNumbers.last ?? "", remarks: nil, key: .fresh())
            let shown = try await reserve.rotation(number)
            #expect(shown[key: "state"] == "cancelled" && shown[key: "steps_dropped"] == 2)
            #expect(try await reserve.openTasks("rotation_step") == [])
            try await reserve.isWhole()
        }
    }
}
