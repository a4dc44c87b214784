import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Receipts", .serialized)
struct ReceiptTests {
    private func post(_ reserve: SmallReserve, _ change: (inout PostingRequestLine) -> Void) async throws -> PostedDocument {
        var line = PostingRequestLine.of("quilt", 10, lot: "L1")
        change(&line)
        return try await reserve.person("keeper1").postReceipt(
            PostingRequest(purpose: "purchase", place: "D1", lines: [line]), key: .fresh())
    }

    @Test func `a receipt makes a lot at its price, and the supplier's account stands against it`() async throws {
        try await SmallReserve.run { reserve in
            let posted = try await post(reserve) { line in
                line.unitCostFen = 250
                line.producer = "示例厂"
                line.fundingSource = "district_budget"
            }
            let rows = try await reserve.sql(
                "SELECT kind, quantity, value_fen FROM stockpile.stock_account ORDER BY quantity")
            #expect(try rows.map { try $0.get("kind") as String } == ["supplier", "stock"])
            #expect(try rows.map { try $0.get("quantity") as Int64 } == [-10, 10])
            #expect(try rows.map { try $0.get("value_fen") as Int64 } == [-2500, 2500])
            #expect(try await reserve.person("auditor1").showDocument(posted.number)[key: "person"] == "keeper1")
            try await reserve.isWhole()
        }
    }

    @Test func `dates come from the item's rule, and the lot's own dates win over it`() async throws {
        try await SmallReserve.run { reserve in
            _ = try await post(reserve) { line in
                line.item = "water"
                line.manufacturedOn = CalendarDate(rawValue: "2026-02-28")
            }
            _ = try await post(reserve) { line in
                line.item = "water"
                line.lot = "L2"
                line.manufacturedOn = CalendarDate(rawValue: "2026-02-28")
                line.expiresOn = CalendarDate(rawValue: "2026-12-31")
            }
            let rows = try await reserve.sql(
                "SELECT expires_on::text, warn_on::text, rotate_by_on::text FROM stockpile.lot ORDER BY lot_number")
            let dates = try rows.map { row in try ["expires_on", "warn_on", "rotate_by_on"].map { try row.get($0) as String } }
            #expect(dates == [["2027-02-28", "2026-12-30", "2027-01-29"], ["2026-12-31", "2026-11-01", "2026-12-01"]])
        }
    }

    @Test func `what cannot be a lot is refused, by code`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 1, lot: "KNOWN")
            let day = SmallReserve.today
            let refusals: [(RefusalCode, @Sendable (inout PostingRequestLine) -> Void)] = [
                (.categoryNotOfItem, { $0.category = "flood" }), (.categoryNotOfItem, { $0.item = "rope" }),
                (.itemRetired, { $0.item = "lamp" }), (.lotExists, { $0.lot = "KNOWN" }),
                (.datesInvalid, { ($0.manufacturedOn, $0.expiresOn) = (day.adding(days: -5), day.adding(days: -5)) }),
                (.datesInvalid, { $0.manufacturedOn = day.adding(days: 1) }),
                (.datesInvalid, { ($0.expiresOn, $0.warnOn) = (day.adding(days: 5), day.adding(days: 6)) }),
                (.datesInvalid, { ($0.expiresOn, $0.rotateByOn) = (day.adding(days: 5), day.adding(days: 6)) }),
                (.unknown, { $0.pack = "箱" }),
                // Ten of these would not add up in any report.
                (.quantityInvalid, { ($0.quantity, $0.unitCostFen) = (1_000_000_000, 1_000_000_000) }),
            ]
            for (code, change) in refusals {
                try await reserve.refuses(code) { try await post(reserve, change) }
            }
        }
    }

    @Test(arguments: [0, -1, .min] as [Int64])
    func `a quantity is at least one, for receipt, issue, transfer, order and write-off`(quantity: Int64) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
            let problem = ["quantity/out_of_range/\(quantity)"]
            #expect(try await reserve.problems { try await reserve.receive("quilt", quantity, lot: "L2") } == problem)
            #expect(try await reserve.problems { try await reserve.issue("quilt", quantity) } == problem)
            #expect(try await reserve.problems { try await reserve.issue("quilt", quantity, lot: "L1") } == problem)
            #expect(try await reserve.problems { try await reserve.transfer("quilt", quantity, from: "D1", to: "D2") } == problem)
            try await reserve.refuses(.quantityInvalid) {
                try await commander.issueOrder(.of("quilt", [(quantity, "T1")]), key: .fresh())
            }
            try await reserve.refuses(.quantityInvalid) {
                try await keeper.requestWriteOff(at: "D1", reason: "x", lines: [.of("quilt", quantity, lot: "L1")], key: .fresh())
            }
        }
    }

    @Test func `a document without lines is refused, whatever it is`() async throws {
        try await SmallReserve.run { reserve in
            let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
            func empty(_ purpose: String) -> PostingRequest { PostingRequest(purpose: purpose, place: "D1", lines: []) }
            try await reserve.refuses(.quantityInvalid) { try await keeper.postReceipt(empty("purchase"), key: .fresh()) }
            try await reserve.refuses(.quantityInvalid) { try await keeper.postIssue(empty("use"), key: .fresh()) }
            try await reserve.refuses(.quantityInvalid) { try await keeper.postTransfer(empty("relocation"), key: .fresh()) }
            try await reserve.refuses(.quantityInvalid) {
                try await keeper.requestWriteOff(at: "D1", reason: "x", lines: [], key: .fresh())
            }
            try await reserve.refuses(.quantityInvalid) { try await commander.issueOrder(.of("quilt", []), key: .fresh()) }
        }
    }

    @Test func `packs become base units exactly, or the refusal says by how much they do not`() async throws {
        try await SmallReserve.run { reserve in
            _ = try await post(reserve) { ($0.quantity, $0.pack) = (3, "包") }
            func rope(_ bundles: Int64) async throws -> PostedDocument {
                try await post(reserve) { line in
                    line.item = "rope"
                    line.category = "relief"
                    (line.quantity, line.pack) = (bundles, "捆")
                }
            }
            let detail = try await reserve.refuses(.conversionNotExact) { try await rope(3) }
            #expect(detail[key: "whole_base_units"] == 37)
            #expect(detail[key: "remainder"] == 1)
            #expect(detail[key: "divisor"] == 2)
            _ = try await rope(4)
            #expect(try await reserve.sql("SELECT sum(quantity)::bigint AS n FROM stockpile.stock_detail")[0].get("n") as Int64 == 30 + 50)
        }
    }

    @Test func `every unknown code is told at once, and so is every quantity`() async throws {
        try await SmallReserve.run { reserve in
            let keeper = try await reserve.person("keeper1")
            var request = PostingRequest(purpose: "relocation", place: "NOWHERE", lines: [.of("none", 1, to: "T9"), .of("quilt", 1)])
            request.lines[1].owner = "nobody"
            let unknown = request
            let expected = [
                "place/unknown_code/NOWHERE", "item/unknown_code/none", "to_place/unknown_code/T9", "owner/unknown_code/nobody",
            ]
            #expect(try await reserve.problems { try await keeper.postTransfer(unknown, key: .fresh()) } == expected)
            #expect(try await reserve.problems { try await keeper.postIssue(unknown, key: .fresh()) } == expected)
            #expect(try await reserve.problems { try await keeper.postReceipt(unknown, key: .fresh()) } == expected)
            let wrong = PostingRequest(purpose: "purchase", place: "D1", lines: [.of("quilt", 0), .of("quilt", 1), .of("quilt", -3)])
            #expect(
                try await reserve.problems { try await keeper.postReceipt(wrong, key: .fresh()) }
                    == ["quantity/out_of_range/0", "quantity/out_of_range/-3"])
        }
    }

    @Test func `what cannot be read, what nobody knows and what contradicts itself in a file are told in one go`() async throws {
        try await SmallReserve.run { reserve in
            let text = "item,quantity,pack,category\nquilt,x,,relief\nnone,1,,relief\nrope,3,捆,relief\nquilt,1,,relief\n"
            let read = PostingLineFile.read(data: Data(text.utf8), name: "l.csv", kind: .receipt)
            var request = PostingRequest(purpose: "purchase", place: "D1", lines: read.lines)
            request.problems = read.problems
            let asked = request
            let keeper = try await reserve.person("keeper1")
            #expect(
                try await reserve.problems { try await keeper.postReceipt(asked, key: .fresh()) }
                    == ["quantity/not_a_number/x", "item/unknown_code/none", "pack/contradiction/3"])
        }
    }

    @Test func `of many lines every wrong category and date is told at once`() async throws {
        try await SmallReserve.run { reserve in
            let day = SmallReserve.today
            var lines: [PostingRequestLine] = [
                .of("quilt", 1, category: "flood"), .of("quilt", 1), .of("quilt", 1, category: "relief"), .of("rope", 1),
            ]
            lines[1].manufacturedOn = day.adding(days: 1)
            (lines[2].expiresOn, lines[2].warnOn) = (day.adding(days: 5), day.adding(days: 6))
            let request = PostingRequest(purpose: "purchase", place: "D1", lines: lines)
            let keeper = try await reserve.person("keeper1")
            #expect(
                try await reserve.problems { try await keeper.postReceipt(request, key: .fresh()) } == [
                    "category/not_a_choice/flood", "manufactured_on/contradiction/\(day.adding(days: 1).rawValue)",
                    "warn_on/contradiction/\(day.adding(days: 6).rawValue)", "category/required/",
                ])
        }
    }

    @Test func `the day of a late receipt is the district's, whatever zone its time is written in`() async throws {
        try await SmallReserve.run { reserve in
            // Eight in the evening in London is four in the morning of the next day here.
            try await reserve.receive("water", 1, lot: "L1", occurredAt: "2026-03-09T20:00:00Z")
            let row = try await reserve.sql("SELECT received_on::text, expires_on::text FROM stockpile.lot")[0]
            #expect(try row.get("received_on") as String == "2026-03-10")
            #expect(try row.get("expires_on") as String == "2027-03-10")
        }
    }

    @Test func `one bad line keeps the whole document out`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 1, lot: "KNOWN")
            let keeper = try await reserve.person("keeper1")
            let lines = ["A", "B", "KNOWN"].map { PostingRequestLine.of("quilt", 1, lot: $0) }
            try await reserve.refuses(.lotExists) {
                try await keeper.postReceipt(PostingRequest(purpose: "donation", place: "D1", lines: lines), key: .fresh())
            }
        }
    }
}
