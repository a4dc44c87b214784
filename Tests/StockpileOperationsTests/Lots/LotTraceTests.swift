import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Trace: from the producer to whoever used it, and back", .serialized)
struct LotTraceTests {
    private func trace(_ reserve: SmallReserve, _ lot: String) async throws -> LotTrace {
        try await reserve.person("auditor1").traceLot(lot, item: nil)
    }

    /// A tree as "kind place lot" with how much came that way, deeper by dots.
    private func told(_ branches: [LotTrace.Branch], _ depth: Int = 0) -> [String] {
        branches.flatMap { branch -> [String] in
            let parts = [
                String(repeating: ".", count: depth) + branch.point.kind, branch.point.place, branch.point.lot, String(branch.quantity),
                branch.receiver ?? "-", branch.isToldElsewhere ? "above" : "",
            ]
            return [parts.filter { !$0.isEmpty }.joined(separator: " ")] + told(branch.branches, depth + 1)
        }
    }

    @Test func `a lot is followed through every place, order, loan and use`() async throws {
        try await SmallReserve.run { reserve in
            let order = try await reserve.spreadLot()
            _ = try await reserve.person("keeper1").receiveOrder(order, at: nil, key: .fresh())
            let trace = try await trace(reserve, "L1")
            #expect(
                told(trace.tree()) == [
                    "supplier D1 L1 0 -", ".stock D1 L1 180 -", "..stock D2 L1 30 -", "..stock T1 L1 10 -", "..carrier T2 L1 20 -",
                    "...stock T2 L1 20 -", "..borrower D1 L1 8 学校", "..consumption D1 L1 12 安置点",
                ])
            // Every unit is somewhere, and all of it came from outside.
            #expect(trace.points.reduce(0) { $0 + $1.quantity } == 0)
            #expect(trace.points.filter { $0.point.kind == "stock" }.map(\.quantity).reduce(0, +) == 160)
            #expect(trace.steps.contains { $0.telephone == "139" && $0.quantity == 12 })
            let back = told(trace.tree(isBack: true))
            #expect(back.contains("consumption D1 L1 0 -") && back.contains(".stock D1 L1 12 - above"), "\(back)")
            #expect(back.contains { $0.hasSuffix("supplier D1 L1 180 -") })
        }
    }

    @Test func `the family is told whichever of its lots is asked about, and what was reversed as well`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("rope", 50, lot: "R1")
            try await reserve.change(.classification(category: "flood", fundingSource: nil, lotNumber: "R1-A"), lot: "R1", 10)
            let number = try await reserve.issue("rope", 4, lot: "R1-A").number
            _ = try await reserve.person("keeper1").reverseDocument(number, remarks: nil, key: .fresh())
            let (parent, child) = (try await trace(reserve, "R1"), try await trace(reserve, "R1-A"))
            #expect(told(parent.tree()) == told(child.tree()))
            #expect(
                told(child.tree()) == [
                    "supplier D1 R1 0 -", ".stock D1 R1 50 -", "..stock D1 R1-A 10 -", "...consumption D1 R1-A 4 -",
                    "....stock D1 R1-A 4 - above",
                ])
            #expect(parent.asked?.number == "R1" && child.asked?.number == "R1-A" && child.lots.map(\.number) == ["R1", "R1-A"])
            #expect(child.json[key: "steps"]?.array?.last?[key: "reverses"]?.text == number)
            #expect(child.json[key: "parent_lot"] == "R1" && child.json[key: "lots"]?.array?.count == 2)
            await #expect(throws: StockpileError.self) { try await trace(reserve, "nope") }
        }
    }

    @Test func `the picture stands by itself, in Chinese or English, whatever names hold`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 30, lot: "L1")
            _ = try await reserve.issueOut("quilt", 12, lot: "L1", to: "<安置点> & \"甲\"")
            let trace = try await trace(reserve, "L1")
            let picture = trace.svg(.zh)
            for word in ["<svg xmlns", "批次追溯 L1", "现有 18 条", "受领 1 家", "12 条 · 1 单"] { #expect(picture.contains(word), "\(word)") }
            #expect(!picture.contains("href") && !picture.contains("url(http"))
            #expect(try XMLDocumentCheck.isWellFormed(picture))
            #expect(trace.svg(.en).contains("Trace of the lot L1"))
            let lines = trace.lines(.zh)
            #expect(lines.contains { $0.contains("→ 12 条") && $0.contains("<安置点>") }, "\(lines)")
        }
    }

    @Test func `ten thousand movements are one query that reads no table whole`() async throws {
        try await SmallReserve.run { reserve in
            let size = 10_000
            var lines = PostingRequestLine.of("quilt", Int64(size) * 2, lot: "L1", category: "relief")
            lines.unitCostFen = 100
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.postReceipt(PostingRequest(purpose: "purchase", place: "D1", lines: [lines]), key: .fresh())
            try await reserve.receive("quilt", Int64(size) * 2, lot: "OTHER")
            for lot in ["L1", "OTHER"] {
                let heads = (1...(size / 2)).map { "\(lot)\($0),issue,use,D1,\n" }.joined()
                let issued = (1...(size / 2)).map { "\(lot)\($0),quilt,1,\(lot),,,,,\n\(lot)\($0),quilt,1,\(lot),,,,,\n" }.joined()
                try await reserve.load(heads: heads, lines: issued)
            }
            let clock = ContinuousClock()
            let start = clock.now
            let found = try await trace(reserve, "L1")
            let time = clock.now - start
            print("a trace of \(size) movements: \(time.formatted(.units(allowed: [.milliseconds])))")
            // The two lines of a document go the same way.
            #expect(found.steps.count == size / 2 + 1 && found.steps.reduce(0) { $0 + $1.quantity } == Int64(size) * 3)
            #expect(time < .seconds(5))
            #expect(found.lines(.zh).count < 40)
            #expect(found.lines(.zh).contains { $0.contains("另有 4988 张单据") })
            // Beside all that, a lot with a few movements takes a small part of the time.
            try await reserve.receive("quilt", 5, lot: "SMALL")
            let again = clock.now
            #expect(try await trace(reserve, "SMALL").steps.count == 1)
            #expect(clock.now - again < time / 4)
            let lot: LotID = try await reserve.sql("SELECT lot_id FROM stockpile.lot WHERE lot_number = 'L1'")[0].get("lot_id")
            let database = Database(ConnectionSettings(conninfo: reserve.conninfo), pool: PoolSettings(connectionsMax: 1))
            let plan = try await database.read { tx in
                // Some tables are so small here that the planner reads them whole unless it is told not to.
                try tx.script("SET LOCAL enable_seqscan = off")
                return try tx.query("EXPLAIN (COSTS OFF) \(Transaction.traceStatement(of: lot, zone: "Asia/Shanghai"))").map {
                    try $0.get("QUERY PLAN") as String
                }
            }
            await database.close()
            for index in ["stock_movement_from", "stock_account_is_one", "stock_account_pkey", "document_pkey", "lot_pkey", "lot_parent"] {
                #expect(plan.contains { $0.contains(" \(index)") }, "\(index): \(plan.joined(separator: "\n"))")
            }
            for table in ["stock_movement", "stock_account", "document", "lot"] {
                #expect(!plan.contains { $0.contains("Seq Scan on \(table)") }, "\(table): \(plan.joined(separator: "\n"))")
            }
        }
    }
}

/// Whether a text can be read as XML.
private enum XMLDocumentCheck {
    static func isWellFormed(_ text: String) throws -> Bool {
        // Every element is closed in turn; the only marks left are entities.
        var open: [Substring] = []
        for tag in text.matches(of: /<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/).map(\.output) {
            if tag.1 == "/" {
                guard open.popLast() == tag.2 else { return false }
            } else if tag.3 != "/" {
                open.append(tag.2)
            }
        }
        return open.isEmpty && text.matches(of: /&(?!(amp|lt|gt|quot);)/).isEmpty
    }
}
