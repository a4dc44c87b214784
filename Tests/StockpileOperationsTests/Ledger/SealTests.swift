import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Sealing: every committed document gets one position, whatever the order of commits", .serialized)
struct SealTests {
    @Test func `what is posted is sealed once, in the order of recording, in a chain of blocks`() async throws {
        try await SmallReserve.run { reserve in
            let posted = [
                try await reserve.receive("quilt", 10, lot: "L1").number, try await reserve.issue("quilt", 4, lot: "L1").number,
                try await reserve.issue("quilt", 3, lot: "L1").number,
            ]
            let worker = try await reserve.person("worker")
            let first = try await worker.sealLedger()
            #expect(first[key: "sealed"] == 3 && first[key: "position"] == 3 && first[key: "block_no"] == 1)
            let again = try await worker.sealLedger()
            #expect(again[key: "sealed"] == 0 && again[key: "head"] == first[key: "head"])
            #expect(try await reserve.sealedNumbers() == posted)
            try await reserve.issue("quilt", 1, lot: "L1")
            let next = try await worker.sealLedger()
            #expect(next[key: "position"] == 4 && next[key: "block_no"] == 2 && next[key: "head"] != first[key: "head"])
            try await reserve.isWhole()
        }
    }

    @Test(arguments: [1, 3])
    func `a document that commits after a later one was sealed is sealed later and never lost`(rounds: Int) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.receive("water", 10, at: "D2", lot: "L2", expiresIn: 90)
            try await reserve.whileIssueIsOpen(of: "L1") {
                // The open one has the lower identifier; sealing and posting at another depot go on past it.
                for _ in 0..<rounds {
                    try await reserve.issue("water", 1, at: "D2", lot: "L2")
                    for _ in 0..<rounds { try await reserve.seal() }
                }
                #expect(try await reserve.sealedNumbers().count == 2 + rounds)
            }
            for _ in 0..<3 { try await reserve.seal() }
            let numbers = try await reserve.sealedNumbers()
            #expect(numbers.count == 3 + rounds && Set(numbers).count == numbers.count)
            let late = try await reserve.sql(
                """
                SELECT sealed.position FROM stockpile.sealed_document AS sealed JOIN stockpile.document USING (document_id)
                JOIN stockpile.request ON request.document_id = document.document_id WHERE request_key LIKE 'held%'
                """)
            #expect(try late.map { try $0.get("position") as Int64 } == [Int64(3 + rounds)])
            try await reserve.isWhole()
        }
    }

    @Test func `the mark stops below what is open and passes it once it is decided`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            func lower() async throws -> Int64 {
                let rows = try await reserve.sql(
                    "SELECT count(*) AS above FROM stockpile.document, stockpile.seal_mark WHERE document_id > lower_document_id")
                return try #require(rows.first).get("above")
            }
            try await reserve.whileIssueIsOpen(of: "L1", commits: false) {
                try await reserve.receive("water", 10, lot: "L2", expiresIn: 90)
                for _ in 0..<4 { try await reserve.seal() }
                #expect(try await lower() > 0)
            }
            // Transactions of other databases on this server count as well.
            for _ in 0..<500 {
                try await reserve.seal()
                if try await lower() == 0 { break }
                try await Task.sleep(for: .milliseconds(20))
            }
            #expect(try await lower() == 0)
            // An identifier that came to nothing is no gap in the positions.
            #expect(try await reserve.sealedNumbers().count == 2)
            try await reserve.receive("rope", 10, lot: "L3")
            try await reserve.seal()
            #expect(try await reserve.sealedNumbers().count == 3)
        }
    }

    @Test func `sealing before the first document loses nothing`() async throws {
        try await SmallReserve.run { reserve in
            for _ in 0..<3 { try await reserve.seal() }
            try await reserve.receive("quilt", 10, lot: "L1")
            for _ in 0..<3 { try await reserve.seal() }
            #expect(try await reserve.sealedNumbers().count == 1)
        }
    }

    @Test func `sealers at once while many post: positions are dense and every document has one`() async throws {
        try await SmallReserve.run { reserve in
            for number in 0..<8 { try await reserve.receive("quilt", 100, lot: "L\(number)") }
            let posters: [@Sendable () async throws -> Void] = (0..<8).map { number in
                {
                    for _ in 0..<12 { try await reserve.issue("quilt", 1, lot: "L\(number)") }
                }
            }
            let sealers: [@Sendable () async throws -> Void] = (0..<3).map { _ in
                { for _ in 0..<15 { try await reserve.seal() } }
            }
            #expect(try await atOnce(posters + sealers).allSatisfy { $0 == nil })
            for _ in 0..<3 { try await reserve.seal() }
            let row = try #require(
                try await reserve.sql(
                    """
                    SELECT count(*) AS documents, count(position) AS sealed, max(position) AS last, count(DISTINCT position) AS positions
                    FROM stockpile.document LEFT JOIN stockpile.sealed_document USING (document_id)
                    """
                ).first)
            for column in ["documents", "sealed", "last", "positions"] { #expect(try row.get(column) as Int64 == 8 + 8 * 12, "\(column)") }
            let verified = try await reserve.person("finance1").verifyLedger(VerificationScope(isFull: true))
            #expect(verified.differences.isEmpty && verified.counts[key: "unsealed"] == 0)
        }
    }

    @Test func `a document never comes before one it builds on`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 200, lot: "L1")
            let movers: [@Sendable () async throws -> Void] = (0..<6).map { _ in
                {
                    for _ in 0..<5 {
                        let posted = try await reserve.issue("quilt", 1, lot: "L1")
                        _ = try await reserve.person("keeper1").reverseDocument(posted.number, remarks: nil, key: .fresh())
                    }
                }
            }
            let sealer: @Sendable () async throws -> Void = { for _ in 0..<25 { try await reserve.seal() } }
            #expect(try await atOnce(movers + [sealer]).allSatisfy { $0 == nil })
            try await reserve.seal()
            var seen: Set<String> = []
            for event in try await reserve.person("auditor1").listEvents(after: 0, limit: 10_000) {
                if let original = event[key: "reverses"]?.text { #expect(seen.contains(original)) }
                seen.insert(event.number)
            }
            #expect(seen.count == 61)
        }
    }

    @Test func `only who may seal seals`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            for login in ["keeper1", "commander1", "auditor1", "liaison1"] {
                try await reserve.refuses(.notPermitted) { try await reserve.person(login).sealLedger() }
                // Who may freeze a report has sealed what it needs.
                if login == "commander1" { continue }
                await #expect(throws: PostgresError.self) {
                    try await reserve.sql(
                        "SELECT stockpile.seal_documents(person_id, 10) FROM stockpile.person WHERE login = \(login)",
                        role: "stockpile_application")
                }
            }
            for login in ["finance1", "admin1", "worker"] { _ = try await reserve.person(login).sealLedger() }
            #expect(try await reserve.sealedNumbers().count == 1)
        }
    }
}
