import Foundation
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("What a purpose owes: reason, evidence and a second person", .serialized)
struct OwedTests {
    @Test func `all that is missing is told at once, and nothing is posted`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            var request = PostingRequest(purpose: "disposal", place: "D1", lines: [.of("quilt", 1, lot: "L1")])
            let bare = request
            let detail = try await reserve.refuses(.owedMissing) {
                try await reserve.person("keeper1").postIssue(bare, key: .fresh())
            }
            #expect(detail[key: "owed"] == .array(["reason", "evidence", "checker"]))
            let words = Refusal(.owedMissing, detail).wording(.en).lines.joined()
            for option in ["--reason", "--attach", "--checker"] { #expect(words.contains(option)) }
            request.grounds.reason = "霉变"
            request.grounds.checker = "keeper2"
            // The file itself is evidence, like the number of a paper.
            request.grounds.attachments = [try .read(Data("鉴定".utf8), name: "finding.txt")]
            let posted = try await reserve.person("keeper1").postIssue(request, key: .fresh())
            let shown = try await reserve.person("auditor1").showDocument(posted.number)
            #expect(shown[key: "reason"] == "霉变" && shown[key: "checker"] == "keeper2")
        }
    }

    @Test(arguments: ["sale", "donation", "return_to_supplier"])
    func `what leaves for others owes a reason`(purpose: String) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let request = PostingRequest(purpose: purpose, place: "D1", lines: [.of("quilt", 1, lot: "L1")])
            let detail = try await reserve.refuses(.owedMissing) {
                try await reserve.person("keeper1").postIssue(request, key: .fresh())
            }
            #expect(detail[key: "owed"] == .array(["reason"]))
        }
    }

    @Test(arguments: [("keeper1", RefusalCode.samePerson), ("auditor1", .notPermitted), ("nobody", .unknown)])
    func `the checker is another person, who may check and is known`(checker: String, code: RefusalCode) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            var request = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 1, lot: "L1")])
            request.grounds.checker = checker
            let asked = request
            try await reserve.refuses(code) { try await reserve.person("keeper1").postIssue(asked, key: .fresh()) }
        }
    }

    @Test func `occasion, reason and checker are sealed, and told with the event`() async throws {
        try await SmallReserve.run { reserve in
            var request = PostingRequest(purpose: "purchase", place: "D1", lines: [.of("quilt", 5)])
            request.grounds.occasion = "演练"
            request.grounds.reason = "补库"
            request.grounds.checker = "keeper2"
            let posted = try await reserve.person("keeper1").postReceipt(request, key: .fresh())
            try await reserve.seal()
            let event = try #require(try await reserve.person("auditor1").listEvents(after: 0, limit: 10).first)
            #expect(event[key: "occasion"] == "演练" && event[key: "reason"] == "补库" && event[key: "checker"] == "keeper2")
            try await reserve.isWhole()
            for column in ["occasion", "reason"] {
                try await reserve.tamper("UPDATE stockpile.document SET \(column) = '别的'")
                let found = try await reserve.person("auditor1").verifyLedger(VerificationScope(isFull: true)).differences
                #expect(found.contains { $0[key: "kind"] == "document_altered" && $0[key: "record"]?.text == posted.number })
            }
        }
    }
}
