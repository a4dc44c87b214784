import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Recall: nothing more is issued, and every unit is somebody's to bring back", .serialized)
struct RecallTests {
    @Test func `complaint 13: a lot spread over places, on its way, lent and given out is found to the last unit`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.setLiaison(.of("T1", name: "赵六", telephone: "023-9"))
            let order = try await reserve.spreadLot()
            let recall = try await reserve.recall()
            #expect(
                recall.holders == [
                    "1 stock D1 100 100", "2 stock D2 30 30", "3 stock T1 10 10", "4 carrier T2 20 20", "5 borrower D1 8 8",
                    "6 consumption D1 12 12",
                ])
            #expect(recall[key: "quantity"] == 180 && recall[key: "open_quantity"] == 180 && recall[key: "holders_open"] == 6)
            #expect(recall[key: "state"] == "issued" && recall[key: "released_orders"]?.array == [])
            let holders = try #require(recall[key: "holders"]?.array)
            #expect(holders[2][key: "contact"] == "赵六" && holders[2][key: "telephone"] == "023-9")
            #expect(holders[3][key: "document"]?.text == order)
            #expect(holders[4][key: "holder_name"] == "学校")
            #expect(holders[5][key: "holder_name"] == "安置点" && holders[5][key: "telephone"] == "139")
            #expect(try await reserve.openTasks("recall_holder").count == 6)
            #expect(try await reserve.person("auditor1").showLot("L1", item: nil)[key: "recall"]?.text == recall.number)
            // Nothing has moved: a recall is a fact about the lot.
            #expect(try await reserve.balances()["L1 D1 stock free"] == 100)
            try await reserve.isWhole()
        }
    }

    @Test func `goods brought together since are told where they lie now`() async throws {
        try await SmallReserve.run { reserve in
            _ = try await reserve.spreadLot()
            let number = try await reserve.recall().number
            _ = try await reserve.transfer("quilt", 30, from: "D2", to: "D1", lot: "L1")
            _ = try await reserve.transfer("quilt", 4, from: "T1", to: "T2", lot: "L1")
            let recall = try await reserve.person("keeper1").showRecall(number)
            let places = recall[key: "holders"]?.array?.filter { $0[key: "kind"] == "stock" }.map { holder in
                ["holder_no", "place", "quantity", "on_hand_quantity", "open_quantity"].map { holder[key: $0]?.shown ?? "-" }
                    .joined(separator: " ")
            }
            #expect(places == ["1 D1 100 130 100", "2 D2 30 0 30", "3 T1 10 6 10", "- T2 - 4 -"])
        }
    }

    @Test func `it ends when every unit is accounted for: by the books, or by what is said of it`() async throws {
        try await SmallReserve.run { reserve in
            let order = try await reserve.spreadLot()
            let number = try await reserve.recall().number
            let keeper = try await reserve.person("keeper1")
            // The books know what is destroyed, what arrives and what is given back.
            try await reserve.issue("quilt", 40, at: "D1", lot: "L1", purpose: "disposal")
            #expect(try await keeper.showRecall(number).holders.contains("1 stock D1 100 60"))
            _ = try await keeper.receiveOrder(order, at: nil, key: .fresh())
            #expect(try await keeper.showRecall(number).holders.contains("4 carrier T2 20 0"))
            let loan = try #require(try await keeper.showRecall(number)[key: "holders"]?.array?.first { $0[key: "kind"] == "borrower" })
            try await reserve.giveBack("quilt", 8, of: loan[key: "document"]?.text ?? "", lot: "L1")
            #expect(try await keeper.showRecall(number).holders.contains("5 borrower D1 8 0"))
            let open = try await reserve.refuses(.recallOpen) { try await keeper.endRecall(number, key: .fresh()) }
            #expect(open[key: "lines"]?.array?.compactMap { $0[key: "holder_no"]?.integer } == [1, 2, 3, 6])
            // What is said: all that is open when no quantity is named.
            let first = try await reserve.progress(number, 1, .returned, 60, remarks: "封存")
            #expect(first[key: "state"] == "in_progress")
            for holder in [2, 3] as [Int64] { try await reserve.progress(number, holder) }
            let issue = try #require(
                try await keeper.showRecall(number)[key: "holders"]?.array?.first { $0[key: "kind"] == "consumption" }?[key: "document"]?
                    .text)
            // Seven come back as recovered: the books know of them.
            _ = try await reserve.recover(issue, [(.inInspection, 7)])
            #expect(try await keeper.showRecall(number).holders.first == "6 consumption D1 12 5")
            try await reserve.progress(number, 6, .notRecoverable, remarks: "冲走")
            #expect(try await reserve.openTasks("recall_holder") == [])
            let ended = try await keeper.endRecall(number, key: .fresh())
            #expect(ended[key: "state"] == "complete" && ended[key: "open_quantity"] == 0 && ended[key: "completed_by"] == "keeper1")
            // The lot stays recalled, and the recall stays ended.
            try await reserve.refuses(.lotRecalled) { try await reserve.issue("quilt", 1, lot: "L1") }
            try await reserve.refuses(.wrongState) { try await keeper.endRecall(number, key: .fresh()) }
            try await reserve.refuses(.wrongState) { try await reserve.progress(number, 1) }
            #expect(try await keeper.listRecalls(state: .complete, slice: .first(10)).map(\.number) == [number])
            #expect(try await keeper.listRecalls(state: .issued, slice: .first(10)).isEmpty)
            try await reserve.isWhole()
        }
    }

    @Test func `what was set aside and is then destroyed is not counted twice`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 100, lot: "L1")
            let number = try await reserve.recall().number
            try await reserve.progress(number, 1, .returned, 60)
            let disposal = try await reserve.issue("quilt", 60, lot: "L1", purpose: "disposal").number
            let keeper = try await reserve.person("keeper1")
            #expect(try await keeper.showRecall(number).holders == ["1 stock D1 100 40"])
            try await reserve.issue("quilt", 10, lot: "L1", purpose: "return_to_supplier")
            #expect(try await keeper.showRecall(number).holders == ["1 stock D1 100 30"])
            // Taken back: it lies there again, and nobody has set it aside.
            _ = try await reserve.person("admin1").reverseDocument(disposal, remarks: nil, key: .fresh())
            #expect(try await keeper.showRecall(number).holders == ["1 stock D1 100 90"])
        }
    }

    @Test func `more than is open, what documents tell, and holders nobody knows are refused`() async throws {
        try await SmallReserve.run { reserve in
            _ = try await reserve.spreadLot()
            let number = try await reserve.recall().number
            let more = try await reserve.refuses(.moreThanOpen) { try await reserve.progress(number, 2, .returned, 31) }
            #expect(more[key: "available"] == 30)
            for holder in [4, 5] as [Int64] { try await reserve.refuses(.ledgerTells) { try await reserve.progress(number, holder) } }
            try await reserve.refuses(.unknown) { try await reserve.progress(number, 9) }
            try await reserve.refuses(.unknown) { try await reserve.progress("XQ-ZH-2020-000001", 1) }
            let unsaid: [String] = try await reserve.problems { _ = try await reserve.progress(number, 2, .notRecoverable) }
            #expect(unsaid == ["--remarks/required/"])
            // A receipt of other goods did not bring them back, nor did a return bring more than it brought.
            let other = try await reserve.receive("rope", 5, lot: "R1").number
            try await reserve.refuses(.notBroughtBack) { try await reserve.progress(number, 6, .returned, 3, document: other) }
            var line = PostingRequestLine.of("quilt", 4, lot: "L1", category: "relief")
            line.unitCostFen = 100
            let back = try await reserve.person("keeper1").postReceipt(
                PostingRequest(purpose: "return", place: "D1", lines: [line]), key: .fresh())
            try await reserve.refuses(.notBroughtBack) { try await reserve.progress(number, 6, .returned, 5, document: back.number) }
            try await reserve.progress(number, 6, .returned, 3, document: back.number)
            try await reserve.refuses(.notBroughtBack) { try await reserve.progress(number, 6, .returned, 2, document: back.number) }
            #expect(try await reserve.person("keeper1").showRecall(number).holders.contains("6 consumption D1 12 9"))
            try await reserve.refuses(.recalledAlready) { try await reserve.recall() }
            await #expect(throws: StockpileError.self) { try await reserve.recall("nope") }
        }
    }

    @Test func `lots made from it are recalled with it, before and afterwards, and tell of themselves`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("rope", 50, lot: "R1")
            try await reserve.change(.classification(category: "flood", fundingSource: nil, lotNumber: "R1-A"), lot: "R1", 10)
            let recall = try await reserve.recall("R1")
            #expect(recall[key: "recalled_lots"]?.array?.map { $0[key: "lot"]?.text } == ["R1", "R1-A"])
            #expect(recall.holders == ["1 stock D1 50 50"])
            try await reserve.change(.classification(category: "flood", fundingSource: nil, lotNumber: "R1-B"), lot: "R1", 10)
            for lot in ["R1", "R1-A", "R1-B"] {
                try await reserve.refuses(.lotRecalled) { try await reserve.issue("rope", 1, lot: lot) }
            }
            let known = try await reserve.refuses(.recalledAlready) { try await reserve.recall("R1-B") }
            #expect(known[key: "number"]?.text == recall.number)
        }
    }

    @Test func `the application's role cannot forge a recall, nor take one back`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let number = try await reserve.recall().number
            let auditor = "(SELECT person_id FROM stockpile.person WHERE login = 'auditor1')"
            let forged: [(String, String)] = [
                ("UPDATE stockpile.lot SET recalled_on = NULL", "42501"), ("DELETE FROM stockpile.recall_lot", "42501"),
                ("SELECT stockpile.end_recall('\(number)', \(auditor))", "SP401"),
                ("SELECT stockpile.issue_recall(jsonb_build_object('person_id', \(auditor), 'lot_id', 1, 'reason', 'x'))", "SP401"),
                ("SELECT stockpile.add_recall_holders(1, 1, 1)", "42501"),
            ]
            for (statement, code) in forged {
                do {
                    _ = try await reserve.sql(SQL(unchecked: statement), role: "stockpile_application")
                    Issue.record("not refused: \(statement)")
                } catch let error as PostgresError {
                    #expect(error.sqlState == code, "\(statement)")
                }
            }
            // Nor can whoever owns everything.
            for statement in ["UPDATE stockpile.lot SET recalled_on = NULL", "UPDATE stockpile.recall SET state = 'issued'"] {
                await #expect(throws: PostgresError.self) { try await reserve.sql(SQL(unchecked: statement)) }
            }
        }
    }
}
