import Foundation
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Mistakes in the lines of a document, each with its line", .serialized)
struct FileMistakesTests {
    private static func request(_ text: String, _ kind: PostingLineFile.Kind, purpose: String) -> PostingRequest {
        let read = PostingLineFile.read(data: Data(text.utf8), name: "l.csv", kind: kind)
        var request = PostingRequest(purpose: purpose, place: "D1", lines: read.lines)
        request.problems = read.problems
        return request
    }

    /// "line/field/code" for each problem.
    private func told(_ body: () async throws -> some Any) async throws -> [String] {
        do {
            Issue.record("not refused: \(try await body())")
            return []
        } catch StockpileError.invalid(let problems) {
            return problems.map { "\($0.line ?? 0)/\($0.field ?? "")/\($0.code.rawValue)" }
        }
    }

    @Test func `an unknown lot, a wrong pack and a move to the same place are told together, even of one line`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.receive("quilt", 10, at: "D2", lot: "ELSEWHERE")
            let keeper = try await reserve.person("keeper1")
            let text =
                "item,quantity,lot,to_place,pack\nquilt,1,L9,D2,\nquilt,x,L1,D2,\nquilt,1,L1,D1,\nquilt,1,ELSEWHERE,D2,\nquilt,1,,D2,箱\n"
            let transfer = Self.request(text, .transfer, purpose: "relocation")
            #expect(
                try await told { try await keeper.postTransfer(transfer, key: .fresh()) } == [
                    "2/lot/unknown_code", "3/quantity/not_a_number", "4/to_place/contradiction", "5/lot/unknown_code",
                    "6/pack/contradiction",
                ])
            for line in ["quilt,1,L9,D2,", "quilt,1,L1,D1,", "quilt,1,,D2,箱"] {
                let one = Self.request("item,quantity,lot,to_place,pack\n\(line)\n", .transfer, purpose: "relocation")
                let problems = try await told { try await keeper.postTransfer(one, key: .fresh()) }
                #expect(problems.first?.hasPrefix("2/") == true, "\(line)")
            }
            let lost = Self.request("item,quantity,lot\nquilt,1,L9\nquilt,1,L8\n", .issue, purpose: "use")
            #expect(try await told { try await keeper.postIssue(lost, key: .fresh()) } == ["2/lot/unknown_code", "3/lot/unknown_code"])
            #expect(
                try await told {
                    try await keeper.requestWriteOff(at: "D1", reason: "r", lines: lost.lines, key: .fresh())
                } == ["2/lot/unknown_code", "3/lot/unknown_code"])
        }
    }

    @Test func `a receipt's lots, dates and categories are told with what could not be read, and the same file twice is one receipt`()
        async throws
    {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 1, lot: "KNOWN")
            let keeper = try await reserve.person("keeper1")
            let head = "item,quantity,lot,category,manufactured_on,expires_on\n"
            let text =
                head
                + "quilt,x,A,,,\nquilt,1,A,,,\nquilt,1,KNOWN,,,\nquilt,1,C,flood,2026-05-01,2026-04-01\nrope,1,D,,,\nrope,1,A,flood,,\n"
            let receipt = Self.request(text, .receipt, purpose: "purchase")
            #expect(
                try await told { try await keeper.postReceipt(receipt, key: .fresh()) } == [
                    "2/quantity/not_a_number", "3/lot/duplicate", "4/lot/duplicate", "5/expires_on/contradiction",
                    "5/category/not_a_choice", "6/category/required",
                ])
            let taken = Self.request(head + "quilt,1,NEW,,,\nquilt,1,KNOWN,,,\n", .receipt, purpose: "purchase")
            #expect(try await told { try await keeper.postReceipt(taken, key: .fresh()) } == ["3/lot/duplicate"])
            let one = Self.request(head + "quilt,1,X,flood,,\n", .receipt, purpose: "purchase")
            #expect(try await told { try await keeper.postReceipt(one, key: .fresh()) } == ["2/category/not_a_choice"])
            let good = Self.request(head + "quilt,1,FIRST,,,\nquilt,1,SECOND,,,\n", .receipt, purpose: "purchase")
            let posted = try await keeper.postReceipt(good, key: .named("twice"))
            let again = try await keeper.postReceipt(good, key: .named("twice"))
            #expect(again.replayed && again.number == posted.number)
        }
    }

    @Test func `an only line by flags is told which of its dates contradict`() async throws {
        try await SmallReserve.run { reserve in
            var request = PostingRequest(purpose: "purchase", place: "D1", lines: [.of("quilt", 1, lot: "L1")])
            request.lines[0].manufacturedOn = CalendarDate(rawValue: "2026-05-01")
            request.lines[0].expiresOn = CalendarDate(rawValue: "2026-04-01")
            let asked = request
            let detail = try await reserve.refuses(.datesInvalid) {
                try await reserve.person("keeper1").postReceipt(asked, key: .fresh())
            }
            #expect(detail[key: "dates"]?.array?.map { $0[key: "field"]?.text } == ["expires_on"])
        }
    }

    @Test func `an order's lines are read whole too, and name no lots`() async throws {
        try await SmallReserve.run { reserve in
            let text = "item,quantity,pack,to_place,lot\nquilt,1,箱,T1,\nrope,3,捆,T1,\nquilt,1,,T9,\nquilt,1,,T1,L1\n"
            let read = PostingLineFile.read(data: Data(text.utf8), name: "l.csv", kind: .order)
            var request = AllocationRequest(
                lines: read.lines.map {
                    .init(item: $0.item, quantity: $0.quantity, pack: $0.pack, toPlace: $0.toPlace ?? "", origin: $0.origin)
                }, fromPlaces: [], incident: nil, remarks: nil, allowsPart: false, dueHours: 48)
            request.problems = read.problems
            let asked = request
            let commander = try await reserve.person("commander1")
            #expect(
                try await told { try await commander.issueOrder(asked, key: .fresh()) } == [
                    "2/pack/contradiction", "3/pack/contradiction", "4/to_place/unknown_code", "5/lot/not_allowed",
                ])
        }
    }

    @Test func `what lies at the destination already is said to lie there`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 200, at: "D1", lot: "L1")
            let detail = try await reserve.refuses(.shortage) { try await reserve.order([(50, "D1")]) }
            let excluded = detail[key: "excluded"]?.array ?? []
            #expect(excluded.map { $0[key: "reason"] } == ["at_destination"] && excluded.map { $0[key: "quantity"] } == [200])
            #expect(Refusal(.shortage, detail).wording(.zh).lines.contains("未计入：就在送达地点 200"))
        }
    }

    @Test func `free text in a file obeys the rule of the flags`() {
        let long = String(repeating: "L", count: 61)
        let text = "item,quantity,lot,origin\nquilt,1,\(long),\nquilt,1,L1,\u{1B}[31m\n"
        let problems = PostingLineFile.read(data: Data(text.utf8), name: "l.csv", kind: .receipt).problems
        #expect(problems.map { $0.detail["reason"] } == ["too_long", "control_characters"])
    }

    @Test func `a file without lines and a file in UTF-16 without its mark say so`() throws {
        let empty = PostingLineFile.read(data: Data("item,quantity\n".utf8), name: "l.csv", kind: .receipt).problems
        #expect(empty.map(\.detail) == [["reason": "no_lines"]] && empty.first?.line == nil)
        let data = try DistrictFolderFixture.encoded("item,quantity\n棉被,1\n", as: "UTF-16LE")
        let problems = PostingLineFile.read(data: data, name: "l.csv", kind: .receipt).problems
        #expect(problems.first?.detail["reason"] == "utf16")
    }
}
