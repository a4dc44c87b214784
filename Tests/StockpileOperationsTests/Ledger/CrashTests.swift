import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Synchronization
import Testing

@Suite("A server killed in the middle of postings", .serialized)
struct LedgerCrashTests {
    /// What the clients were told: the answer each key was given.
    private final class Acknowledged: Sendable {
        let answers = Mutex<[String: String]>([:])
        let isOver = Mutex(false)
        let resent = Mutex(0)

        /// Until so many requests have had their answer; the test's time limit bounds it.
        func wait(for count: Int) async throws {
            while answers.withLock({ $0.count }) < count { try await Task.sleep(for: .milliseconds(10)) }
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func `everything acknowledged is there exactly once, and what was not is sent again under its key`() async throws {
        try await KilledServer.run { server in
            let reserve = SmallReserve(conninfo: server.conninfo)
            try await reserve.receive("quilt", 1_000_000, lot: "L1")
            let acknowledged = Acknowledged()
            // Before the first kill: a client that has not even connected when it falls has nothing to send again.
            let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for client in 0..<6 { group.addTask { try await Self.post(client, keeper, commander, acknowledged) } }
                for round in 1...3 {
                    // By what was answered, not by the clock: a busy machine posts slowly.
                    try await acknowledged.wait(for: 12 * round)
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0...100)))
                    try server.kill()
                    try await server.restart()
                }
                try await acknowledged.wait(for: 48)
                acknowledged.isOver.withLock { $0 = true }
                try await group.waitForAll()
            }
            try await check(reserve, acknowledged.answers.withLock { $0 }, resent: acknowledged.resent.withLock { $0 })
            await reserve.store.close()
        }
    }

    /// Posts until told to stop; what got no answer is asked again with the same key until it has one.
    private static func post(
        _ client: Int, _ keeper: Operations, _ commander: Operations, _ acknowledged: Acknowledged
    ) async throws {
        for number in 0... {
            if acknowledged.isOver.withLock({ $0 }) { return }
            let key = IdempotencyKey.named("\(kinds[number % kinds.count])/\(client)/\(number)")
            while true {
                do {
                    let answer = try await ask(key, keeper, commander)
                    acknowledged.answers.withLock { $0[key.rawValue] = answer }
                    break
                } catch StockpileError.unavailable {
                    acknowledged.resent.withLock { $0 += 1 }
                    try await Task.sleep(for: .milliseconds(20))
                }
            }
        }
    }

    private static let kinds = ["issue", "transfer", "receipt", "order"]

    private static func ask(_ key: IdempotencyKey, _ keeper: Operations, _ commander: Operations) async throws -> String {
        func request(_ purpose: String, _ line: PostingRequestLine) -> PostingRequest {
            PostingRequest(purpose: purpose, place: "D1", lines: [line])
        }
        return switch key.rawValue.prefix(while: { $0 != "/" }) {
        case "issue": try await keeper.postIssue(request("use", .of("quilt", 3, lot: "L1")), key: key).number
        case "transfer": try await keeper.postTransfer(request("relocation", .of("quilt", 5, lot: "L1", to: "D2")), key: key).number
        case "receipt": try await keeper.postReceipt(request("purchase", .of("rope", 7, category: "relief")), key: key).number
        default: try await commander.issueOrder(.of("quilt", [(2, "T1")], from: ["D1"]), key: key).number
        }
    }

    private func check(_ reserve: SmallReserve, _ answers: [String: String], resent: Int) async throws {
        #expect(answers.count > 20)
        #expect(resent > 0)
        try await reserve.isWhole()
        func count(_ kind: String) -> Int64 { Int64(answers.keys.count(where: { $0.hasPrefix("\(kind)/") })) }
        // Each answer names something of its own, and nothing is there that nobody was told of.
        #expect(Set(answers.values).count == answers.count)
        let documents = try await reserve.sql(
            """
            SELECT kind, count(*) AS n FROM stockpile.document GROUP BY kind ORDER BY kind
            """)
        let found = Dictionary(uniqueKeysWithValues: try documents.map { (try $0.get("kind") as String, try $0.get("n") as Int64) })
        #expect(
            found == [
                "issue": count("issue"), "transfer": count("transfer"), "receipt": count("receipt") + 1, "reservation": count("order"),
            ])
        let totals = try await reserve.person("auditor1").listStock(by: .item, .init())
        #expect(totals.map { $0[key: "quantity"]?.integer } == [1_000_000 - 3 * count("issue"), 7 * count("receipt")])
        #expect(totals.map { $0[key: "reserved"]?.integer } == [2 * count("order"), 0])
        #expect(try await reserve.balances()["L1 D2 stock free"] == 5 * count("transfer"))
        // Asked once more, every key gives the answer it gave.
        let (keeper, commander) = (try await reserve.person("keeper1"), try await reserve.person("commander1"))
        let before = try await reserve.fingerprint()
        for (key, answer) in answers { #expect(try await Self.ask(.named(key), keeper, commander) == answer) }
        #expect(try await reserve.fingerprint() == before)
    }
}
