import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Serial numbers: a unit is in one place, and its whole life can be read", .serialized)
struct SerialTests {
    @Test func `units come in, move, leave and come back, and their life tells it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.bins("A")
            let key = IdempotencyKey.fresh()
            let receipt = try await reserve.post(.receipt, .of(3, "L1", bin: "A", serials: ["S2", "S1", "S3"]), key: key)
            #expect(try await reserve.post(.receipt, .of(3, "L1", bin: "A", serials: ["S2", "S1", "S3"]), key: key).replayed)
            #expect(try await reserve.units() == ["S1 D1 A", "S2 D1 A", "S3 D1 A"])
            let moved = try await reserve.post(.transfer, .of(1, to: "D2", serials: ["S2"]))
            let issued = try await reserve.post(.issue, .of(1, serials: ["S2"]), at: "D2")
            #expect(try await reserve.units() == ["S1 D1 A", "S2 consumption", "S3 D1 A"])
            let back = try await reserve.post(.receipt, .of(1, "L2", serials: ["S2"]))
            #expect(try await reserve.units() == ["S1 D1 A", "S2 D1", "S3 D1 A"])
            let life = try await reserve.person("auditor1").showSerial("S2", of: "quilt")
            #expect(life[key: "place"] == "D1" && life[key: "lot"] == "L2" && life[key: "account_kind"] == "stock")
            let moves = life[key: "moves"]?.array ?? []
            #expect(moves.map(\.number) == [receipt.number, moved.number, issued.number, back.number])
            #expect(moves.map { $0[key: "from_place"]?.text } == ["D1", "D1", "D2", "D1"])
            #expect(moves.map { $0[key: "to_kind"]?.text } == ["stock", "stock", "consumption", "stock"])
            #expect(moves.allSatisfy { $0[key: "person"] == "keeper1" })
            let lines = try await reserve.person("auditor1").showDocument(receipt.number)[key: "lines"]?.array
            #expect(lines?.first?[key: "serials"] == .texts("S1", "S2", "S3"))
            await #expect(throws: StockpileError.self) { try await reserve.person("auditor1").showSerial("S9", of: "quilt") }
            try await reserve.isWhole()
        }
    }

    @Test func `too few, too many, twice the same, in stock already, and numbers of an item without any are told at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(1, "L0", serials: ["S0"]))
            var rope = PostingRequestLine.of("rope", 1, category: "relief")
            rope.serials = ["R1"]
            let problems = try await reserve.problems {
                try await reserve.post(
                    .receipt, .of(2, "L1", serials: ["S1"]), .of(1, "L2", serials: ["S2", "S3"]), .of(2, "L3", serials: ["S4", "S4"]),
                    .of(1, "L4", serials: ["S0"]), .of(1, "L5"), rope)
            }
            #expect(
                problems.sorted() == [
                    "serials/contradiction/0", "serials/contradiction/1", "serials/contradiction/2", "serials/contradiction/S0",
                    "serials/duplicate/S4", "serials/not_allowed/R1",
                ])
        }
    }

    @Test func `the posting function says the same to whoever comes past the operations`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(2, "L1", serials: ["S1", "S2"]))
            try await reserve.post(.receipt, .of(1, "L2", serials: ["S3"]))
            try await reserve.receive("rope", 5, lot: "R")
            let before = try await reserve.fingerprint()
            let wrong: [(String, String, Int64, JSONValue)] = [
                ("SP120", "L1", 1, .texts("S3")), ("SP120", "L1", 1, .texts("S9")), ("SP626", "L1", 2, .texts("S1")),
                ("SP626", "L1", 1, .texts("S1", "S2")),
                ("SP626", "L1", 2, .texts("S1", "S1")), ("SP627", "R", 1, .texts("S1")),
            ]
            for (code, lot, quantity, serials) in wrong {
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.postRaw("issue", "use", lot: lot, quantity: quantity, line: ["serials": serials])
                }
                #expect(error?.sqlState == code, "\(serials)")
            }
            let category: JSONValue = ["lot_id": .null, "reserve_category": "relief", "funding_source": "x", "unit_cost_fen": 1]
            let receipts: [(String, JSONValue)] = [("SP121", .texts("S3")), ("SP626", .texts()), ("SP626", .texts("S4", "S5"))]
            for (code, serials) in receipts {
                let line = JSONValue.object(
                    (category.members ?? []) + [
                        JSONMember("serials", serials), JSONMember("lot_number", "NEW"), JSONMember("item_id", try await itemID(reserve)),
                    ])
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.postRaw("receipt", "purchase", lot: "L1", quantity: 1, line: line)
                }
                #expect(error?.sqlState == code, "\(serials)")
            }
            #expect(try await reserve.fingerprint() == before)
            #expect(try await reserve.units() == ["S1 D1", "S2 D1", "S3 D1"])
        }
    }

    private func itemID(_ reserve: SmallReserve) async throws -> JSONValue {
        .integer(try await reserve.sql("SELECT item_id FROM stockpile.item WHERE code = 'quilt'")[0].get("item_id"))
    }

    @Test func `a named unit that is elsewhere is refused, saying where it is, and several lines at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.bins("X", at: "D2")
            try await reserve.post(.receipt, .of(2, "L1", serials: ["S1", "S2"]))
            try await reserve.post(.receipt, .of(1, "L2", bin: "X", serials: ["S3"]), at: "D2")
            let detail = try await reserve.refuses(.serialNotThere) {
                try await reserve.post(.issue, .of(2, serials: ["S1", "S3"]), .of(1, serials: ["S9"]))
            }
            let lines = detail[key: "lines"]?.array ?? []
            #expect(lines.map { $0[key: "serial"]?.text } == ["S3", "S9"])
            #expect(lines.first?[key: "place"] == "D2" && lines.first?[key: "bin"] == "X" && lines.last?[key: "place"] == .null)
            #expect(try await reserve.problems { try await reserve.post(.issue, .of(2, serials: ["S1"])) } == ["serials/contradiction/1"])
        }
    }

    @Test func `without numbers the lot that expires first gives its lowest ones`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "water")
            for (lot, days, serials) in [("LATE", 90, ["W1", "W2"]), ("SOON", 30, ["W4", "W3"])] {
                var line = PostingRequestLine.of("water", 2, lot: lot)
                line.expiresOn = SmallReserve.today.adding(days: days)
                line.serials = serials
                try await reserve.post(.receipt, line)
            }
            let issued = try await reserve.post(.issue, .of("water", 3))
            let lines = try await reserve.person("auditor1").showDocument(issued.number)[key: "lines"]?.array ?? []
            #expect(lines.map { $0[key: "serials"] } == [.texts("W3", "W4"), .texts("W1")])
            try await reserve.isWhole()
        }
    }

    @Test func `an order keeps the units it set aside, through dispatch and arrival`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(4, "L1", serials: ["S1", "S2", "S3", "S4"]))
            let first = try await reserve.order([(2, "T1")])
            let second = try await reserve.order([(2, "T2")])
            let keeper = try await reserve.person("keeper1")
            for order in [second, first] {
                _ = try await keeper.dispatchOrder(order.number, from: nil, key: .fresh())
                _ = try await keeper.receiveOrder(order.number, at: nil, key: .fresh())
            }
            #expect(try await reserve.units() == ["S1 T1", "S2 T1", "S3 T2", "S4 T2"])
            try await reserve.isWhole()
        }
    }

    @Test func `a late entry does not take a unit that moved after it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            var receipt = PostingRequest(purpose: "purchase", place: "D1", lines: [.of(2, "L1", serials: ["S1", "S2"])])
            receipt.occurredAt = SmallReserve.ago(10)
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.postReceipt(receipt, key: .fresh())
            for place in ["D1", "D2"] {
                try await reserve.post(.transfer, .of(1, to: place == "D1" ? "D2" : "D1", serials: ["S1"]), at: place)
            }
            var issue = PostingRequest(purpose: "use", place: "D1", lines: [.of(1, serials: ["S1"])])
            issue.occurredAt = SmallReserve.ago(5)
            let late = issue
            try await reserve.refuses(.serialMovedLater) { try await keeper.postIssue(late, key: .fresh()) }
            issue.lines[0].serials = []
            let unnamed = try await keeper.postIssue(issue, key: .fresh())
            let lines = try await keeper.showDocument(unnamed.number)[key: "lines"]?.array
            #expect(lines?.first?[key: "serials"] == .texts("S2"))
            try await reserve.isWhole()
        }
    }
}
