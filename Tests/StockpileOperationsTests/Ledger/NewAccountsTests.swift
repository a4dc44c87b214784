import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Accounts that many need for the first time at once", .serialized)
struct NewAccountsTests {
    /// Rare: of ten thousand documents a handful met crosswise before what one had made was given back.
    private static let rounds = ProcessInfo.processInfo.environment["STOCKPILE_TEST_LONG"] == nil ? 15 : 300

    @Test func `documents of many lines between three depots never deadlock over accounts they make`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.tamper(
                "INSERT INTO stockpile.place (code, name, name_en, kind, source) VALUES ('D3', '三库', 'Depot three', 'depot', 's')")
            let keeper = try await reserve.person("keeper1")
            for round in 0..<Self.rounds {
                let lots = (0..<4).map { "L\(round)-\($0)" }
                for lot in lots { try await reserve.receive("quilt", 200, lot: lot) }
                try await keeper.relocate(lots, 100, from: "D1", to: "D3")
                let codes = try await atOnce(
                    (0..<16).map { number in
                        {
                            let taken = Array(lots.shuffled().prefix(.random(in: 1...3)))
                            try await keeper.relocate(taken, 1, from: number.isMultiple(of: 2) ? "D1" : "D3", to: "D2")
                        }
                    })
                #expect(codes.allSatisfy { $0 == nil })
            }
            let deadlocks = try await reserve.sql("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            #expect(try deadlocks[0].get("deadlocks") as Int64 == 0)
            try await reserve.isWhole()
        }
    }

    @Test func `an account that somebody else makes first is waited for, found and used`() async throws {
        try await SmallReserve.run { reserve in
            for lot in ["A", "B"] { try await reserve.receive("quilt", 20, lot: lot) }
            let keeper = try await reserve.person("keeper1")
            let codes = try await atOnce(
                (0..<12).map { number in
                    {
                        try await keeper.relocate(number.isMultiple(of: 2) ? ["A", "B"] : ["B", "A"], 1, from: "D1", to: "D2")
                    }
                })
            #expect(codes.allSatisfy { $0 == nil })
            let balances = try await reserve.balances()
            #expect(["A", "B"].map { balances["\($0) D2 stock free"] } == [12, 12])
            try await reserve.isWhole()
        }
    }
}

extension Operations {
    fileprivate func relocate(_ lots: [String], _ quantity: Int64, from: String, to: String) async throws {
        let lines = lots.map { PostingRequestLine.of("quilt", quantity, lot: $0, to: to) }
        _ = try await postTransfer(PostingRequest(purpose: "relocation", place: from, lines: lines), key: .fresh())
    }
}
