import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Changes of condition, owner and classification: goods stay where they lie, value stays whole", .serialized)
struct LotChangeTests {
    @Test func `a part becomes to be repaired, the rest stays good; what is on hold stays on hold`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", cost: 101)
            try await reserve.change(.condition("to_repair"), lot: "L1", 3)
            #expect(try await reserve.conditions() == ["L1 stock good own free": 7, "L1 stock to_repair own free": 3])
            _ = try await reserve.person("keeper1").holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            let posted = try await reserve.change(.condition("to_scrap"), lot: "L1")
            #expect(try await reserve.conditions() == ["L1 stock to_scrap own held": 10])
            #expect(try await reserve.worth() == 1010)
            let lines = try await reserve.person("keeper1").showDocument(posted.number)[key: "lines"]?.array ?? []
            #expect(lines.compactMap { $0[key: "from_condition"]?.text }.sorted() == ["good", "to_repair"])
            #expect(lines.allSatisfy { $0[key: "to_condition"] == "to_scrap" })
            try await reserve.isWhole()
        }
    }

    @Test func `a change is taken back by who may make it; goods become good again by acceptance alone`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", cost: 101)
            let broken = try await reserve.change(.condition("to_repair"), lot: "L1", by: "commander1").number
            let city = try await reserve.change(.owner("city"), lot: "L1", 4, by: "finance1").number
            let child = try await reserve.change(
                .classification(category: nil, fundingSource: "city", lotNumber: nil), lot: "L1", 3, by: "finance1"
            ).number
            for (number, wrong, right) in [
                (child, "keeper1", "finance2"), (city, "keeper1", "finance2"), (broken, "commander1", "keeper2"),
            ] {
                let (other, person) = (try await reserve.person(wrong), try await reserve.person(right))
                try await reserve.refuses(.notPermitted) { try await other.reverseDocument(number, remarks: nil, key: .fresh()) }
                _ = try await person.reverseDocument(number, remarks: nil, key: .fresh())
            }
            #expect(try await reserve.conditions() == ["L1 stock good own free": 10])
            #expect(try await reserve.worth() == 1010)
            try await reserve.isWhole()
        }
    }

    @Test func `that goods are good is said by those who accept goods`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.change(.condition("in_inspection"), lot: "L1", by: "commander1")
            try await reserve.refuses(.notPermitted) { try await reserve.change(.condition("good"), lot: "L1", by: "commander1") }
            try await reserve.change(.condition("good"), lot: "L1", by: "keeper2")
            #expect(try await reserve.conditions() == ["L1 stock good own free": 10])
        }
    }

    @Test func `no purpose but these changes a condition or an owner of what is ours, whatever its lines say`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", condition: "in_inspection")
            let keeper = try await reserve.person("keeper1").person
            let (balance, places, owners) = try await reserve.store.read { tx in
                (
                    try #require(try tx.listLotBalances("L1", of: nil, at: nil).first), try tx.listPlaces(codes: ["D1", "D2"]),
                    try tx.listOwners(codes: ["city"])
                )
            }
            let (from, to) = (try #require(places.first { $0.code == "D1" }), try #require(places.first { $0.code == "D2" }))
            var line = PostingLine(lot: balance.lot, quantity: Quantity(rawValue: 4), owner: balance.owner)
            line.toPlace = to.id
            line.fromCondition = "in_inspection"
            line.toCondition = "good"
            line.toOwner = owners["city"]
            let draft = PostingDraft(kind: "transfer", purpose: "relocation", place: from.id, person: keeper.id, lines: [line])
            _ = try await reserve.store.postDocument(draft, key: .fresh(), requestHash: "x")
            #expect(try await reserve.conditions() == ["L1 stock in_inspection own free": 10])
        }
    }

    @Test func `what is so already is refused, and so is more than lies there, or a lot nobody knows`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.refuses(.nothingChanges) { try await reserve.change(.condition("good"), lot: "L1") }
            try await reserve.refuses(.nothingChanges) { try await reserve.change(.condition("good"), lot: "L1", 2) }
            try await reserve.refuses(.nothingChanges) { try await reserve.change(.owner("own"), lot: "L1", 2) }
            try await reserve.refuses(.shortage) { try await reserve.change(.condition("to_repair"), lot: "L1", 11) }
            await #expect(throws: StockpileError.self) { try await reserve.change(.condition("to_repair"), lot: "NONE") }
            _ = try await reserve.order([(10, "T1")])
            // Reserved goods are the order's.
            try await reserve.refuses(.nothingToDo) { try await reserve.change(.condition("to_repair"), lot: "L1") }
        }
    }

    @Test func `an owner changes with paper, reason and a second person`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let bare = LotChange(.owner("city"), lot: "L1", at: "D1")
            let detail = try await reserve.refuses(.owedMissing) {
                try await reserve.person("finance1").changeLot(bare, key: .fresh())
            }
            #expect(detail[key: "owed"] == .array(["reason", "reference", "checker"]))
            try await reserve.change(.owner("city"), lot: "L1", 4)
            #expect(try await reserve.conditions() == ["L1 stock good own free": 6, "L1 stock good city free": 4])
            let problems = try await reserve.problems { try await reserve.change(.owner("nobody"), lot: "L1", 4) }
            #expect(problems == ["owner/unknown_code/nobody"])
            try await reserve.isWhole()
        }
    }

    @Test func `a quantity goes into a child lot; the parent stays what it was received as`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("rope", 10, lot: "L1", expiresIn: 100, cost: 33)
            let kind = LotChange.Kind.classification(category: "flood", fundingSource: "city", lotNumber: "L1-F")
            let posted = try await reserve.change(kind, lot: "L1", 3)
            #expect(try await reserve.conditions() == ["L1 stock good own free": 7, "L1-F stock good own free": 3])
            #expect(try await reserve.worth() == 330)
            let rows = try await reserve.sql(
                """
                SELECT child.reserve_category || ' ' || child.funding_source || ' ' || parent.lot_number || ' ' || parent.reserve_category
                    AS what, child.expires_on = parent.expires_on AND child.received_on = parent.received_on
                    AND child.unit_cost_fen = parent.unit_cost_fen AND child.item_id = parent.item_id AS is_same
                FROM stockpile.lot AS child JOIN stockpile.lot AS parent ON parent.lot_id = child.parent_lot_id
                """)
            #expect(try rows.map { try $0.get("what") as String } == ["flood city L1 relief"])
            #expect(try rows[0].get("is_same") as Bool)
            let line = try await reserve.person("keeper1").showDocument(posted.number)[key: "lines"]?.array?.first
            #expect(line?[key: "lot"] == "L1" && line?[key: "to_lot"] == "L1-F" && line?[key: "value_fen"] == 99)
            let answer = try await reserve.person("finance1").reconcile(period: String(SmallReserve.today.rawValue.prefix(7)))
            #expect(answer.differences == 0)
            #expect(answer.rows.first { $0[key: "category"] == "flood" }?[key: "in_quantity"] == 3)
            try await reserve.seal()
            try await reserve.isWhole()
        }
    }

    @Test func `all of a lot goes into one child lot, from whatever balances it lies in`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1", cost: 101)
            try await reserve.change(.owner("city"), lot: "L1", 4)
            try await reserve.change(.condition("to_repair"), lot: "L1", 1)
            try await reserve.change(.classification(category: nil, fundingSource: "city", lotNumber: "C1"), lot: "L1")
            let found = try await reserve.conditions()
            #expect(found.values.reduce(0, +) == 10 && found.count == 3 && found.keys.allSatisfy { $0.hasPrefix("C1 ") })
            #expect(try await reserve.worth() == 1010)
            try await reserve.isWhole()
        }
    }

    @Test func `a category the item does not have, a number in use and nothing new are refused`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.receive("quilt", 10, lot: "L2")
            @discardableResult
            func refuses(_ code: RefusalCode, _ kind: LotChange.Kind) async throws -> JSONValue {
                try await reserve.refuses(code) { try await reserve.change(kind, lot: "L1", 3) }
            }
            let detail = try await refuses(.categoryNotOfItem, .classification(category: "flood", fundingSource: nil, lotNumber: nil))
            #expect(detail[key: "item"] == "quilt" && detail[key: "category"] == "flood" && detail[key: "categories"] == .texts("relief"))
            let told = Refusal(.categoryNotOfItem, detail).wording(.en)
            #expect(told.title.contains("quilt") && told.lines == ["quilt: relief"] && told.hint?.contains("--to-category") == true)
            try await refuses(.lotExists, .classification(category: nil, fundingSource: "city", lotNumber: "L2"))
            try await refuses(.nothingChanges, .classification(category: "relief", fundingSource: nil, lotNumber: nil))
        }
    }

    @Test func `two who reclassify the same stock at once: as much as there is, never more`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let kind = LotChange.Kind.classification(category: nil, fundingSource: "city", lotNumber: nil)
            let codes = try await atOnce((0..<4).map { _ in { try await reserve.change(kind, lot: "L1", 4) } })
            #expect(codes.count(where: { $0 == nil }) == 2 && codes.count(where: { $0 == .shortage }) == 2)
            let left = try await reserve.sql("SELECT sum(quantity)::bigint AS n FROM stockpile.stock_detail WHERE lot_number = 'L1'")
            #expect(try left[0].get("n") as Int64 == 2)
            #expect(try await reserve.worth() == 1000)
            try await reserve.isWhole()
        }
    }
}
