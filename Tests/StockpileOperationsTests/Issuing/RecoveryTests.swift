import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Recovery: whoever issues brings back, as it is found", .serialized)
struct RecoveryTests {
    private func list(_ reserve: SmallReserve, all: Bool = false) async throws -> [JSONValue] {
        var filter = RecoveryFilter()
        filter.withComplete = all
        return try await reserve.person("keeper1").listRecoveries(filter)
    }

    private func figures(_ row: JSONValue?, _ keys: String...) -> [Int64?] { keys.map { row?[key: $0]?.integer } }

    @Test func `returnable goods given to somebody wait for their return; others do not`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 20, lot: "L1")
            try await reserve.receive("water", 20, lot: "W1", expiresIn: 300)
            _ = try await reserve.issueOut("water", 5)
            // Used in the depot itself: nobody has it.
            try await reserve.issue("quilt", 2)
            #expect(try await reserve.openTasks("recovery") == [])
            let number = try await reserve.issueOut("quilt", 10)
            let row = try #require(try await list(reserve).first)
            #expect(row[key: "document"]?.text == number && row[key: "receiver"] == "安置点" && row[key: "telephone"] == "139")
            #expect(row[key: "days_out"] == 0 && row[key: "days_left"] == 30 && row[key: "quantity"] == 10)
            let task = try #require(try await reserve.person("keeper1").listTasks(TaskFilter()).first)
            #expect(task[key: "subject"]?.text == number && task[key: "contact"] == "王五" && task[key: "place"] == "D1")
            let document = try await reserve.person("keeper1").showDocument(number)
            #expect(document[key: "receiver"] == "安置点" && document[key: "contact"] == "王五")
            // An occasion alone is enough: the goods are out in that incident.
            let second = try await reserve.issueOut("quilt", 1, to: nil)
            #expect(try await reserve.openTasks("recovery") == [number, second])
            #expect(try await list(reserve).last?[key: "receiver"] == "洪涝")
        }
    }

    @Test func `each quantity comes back as it is found, in one transaction, and the task ends with the last`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 12, lot: "L1", cost: 101)
            let number = try await reserve.issueOut("quilt", 12)
            let answer = try await reserve.recover(number, [(.good, 5), (.inInspection, 1), (.toRepair, 2), (.toScrap, 1)])
            #expect(
                try await reserve.conditions() == [
                    "L1 stock in_inspection own free": 6, "L1 stock to_repair own free": 2,
                    "L1 stock to_scrap own free": 1,
                ])
            #expect(try await reserve.worth() == 909)
            let returned = try #require(answer[key: "return_document"]?.text)
            let document = try await reserve.person("keeper1").showDocument(returned)
            #expect(document[key: "purpose"] == "return" && document[key: "reference"]?.text == number)
            #expect((answer[key: "entries"]?.array ?? []).count == 4)
            #expect(try await reserve.openTasks("recovery") == [number])
            let last = try await reserve.recover(number, [(.lost, 3)], reason: "冲走")
            #expect(last[key: "return_document"] == .null)
            #expect(try await reserve.openTasks("recovery") == [])
            #expect(try await list(reserve).isEmpty)
            let row = try await list(reserve, all: true).first
            #expect(figures(row, "issued_quantity", "recovered_quantity", "lost_quantity", "quantity") == [12, 9, 3, 0])
            #expect(figures(row, "good_quantity", "in_inspection_quantity", "to_repair_quantity", "to_scrap_quantity") == [5, 1, 2, 1])
            try await reserve.isWhole()
        }
    }

    @Test func `what was found good, or is repaired, is accepted by somebody else; scrap is written off`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 6, lot: "L1")
            let number = try await reserve.issueOut("quilt", 6)
            try await reserve.recover(number, [(.good, 2), (.toRepair, 3), (.toScrap, 1)])
            for (condition, quantity) in [("in_inspection", Int64(2)), ("to_repair", 3)] {
                var change = LotChange(.condition("good"), lot: "L1", at: "D1")
                (change.quantity, change.fromCondition) = (quantity, condition)
                change.grounds.reason = "洗净"
                let asked = change
                try await reserve.refuses(.inspectorTookIn) {
                    try await reserve.person("keeper1").changeLot(asked, key: .fresh())
                }
                _ = try await reserve.person("keeper2").changeLot(asked, key: .fresh())
            }
            #expect(try await reserve.conditions() == ["L1 stock good own free": 5, "L1 stock to_scrap own free": 1])
            var scrap = PostingRequestLine.of("quilt", 1, lot: "L1")
            scrap.condition = "to_scrap"
            let asked = try await reserve.person("keeper1").requestWriteOff(at: "D1", reason: "报废", lines: [scrap], key: .fresh())
            _ = try await reserve.person("commander1").approveWriteOff(asked.number, key: .fresh())
            _ = try await reserve.person("finance1").postWriteOff(asked.number, key: .fresh())
            #expect(try await reserve.conditions() == ["L1 stock good own free": 5])
            try await reserve.isWhole()
        }
    }

    @Test func `of several lots they come back to those they were issued from`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 3, lot: "L1")
            try await reserve.receive("quilt", 9, lot: "L2")
            let number = try await reserve.issueOut("quilt", 8)
            try await reserve.recover(number, [(.inInspection, 2)], lot: "L2")
            try await reserve.recover(number, [(.inInspection, 4), (.toRepair, 1)])
            let found = try await reserve.conditions()
            #expect(found["L1 stock in_inspection own free"] == 3 && found["L2 stock in_inspection own free"] == 3)
            #expect(found["L2 stock to_repair own free"] == 1)
            #expect(try await list(reserve).map { $0[key: "lot"]?.text } == ["L2"])
            try await reserve.isWhole()
        }
    }

    @Test func `what was said to be lost may come back after all, and is lost no more`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let number = try await reserve.issueOut("quilt", 10)
            try await reserve.recover(number, [(.good, 6), (.lost, 4)], reason: "冲走")
            #expect(try await reserve.openTasks("recovery") == [])
            try await reserve.recover(number, [(.toRepair, 3)])
            let row = try await list(reserve, all: true).first
            #expect(figures(row, "recovered_quantity", "lost_quantity", "quantity") == [9, 1, 0])
            try await reserve.refuses(.moreThanOut) { try await reserve.recover(number, [(.toRepair, 2)]) }
        }
    }

    @Test func `a return that is taken back is out again; an issue is not taken back once goods of it are back`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let number = try await reserve.issueOut("quilt", 10)
            let back = try #require(try await reserve.recover(number, [(.inInspection, 10)])[key: "return_document"]?.text)
            let keeper = try await reserve.person("keeper1")
            try await reserve.refuses(.recoveredAlready) { try await keeper.reverseDocument(number, remarks: nil, key: .fresh()) }
            #expect(try await reserve.openTasks("recovery") == [])
            _ = try await keeper.reverseDocument(back, remarks: nil, key: .fresh())
            #expect(try await reserve.openTasks("recovery") == [number])
            #expect(figures(try await list(reserve).first, "recovered_quantity", "quantity") == [0, 10])
            _ = try await keeper.reverseDocument(number, remarks: nil, key: .fresh())
            #expect(try await reserve.openTasks("recovery") == [])
            #expect(try await list(reserve, all: true).isEmpty)
            try await reserve.isWhole()
        }
    }

    @Test func `the rate of each user and incident`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 40, lot: "L1")
            let (one, other) = (try await reserve.issueOut("quilt", 10), try await reserve.issueOut("quilt", 9, to: "学校"))
            _ = try await reserve.issueOut("quilt", 2)
            try await reserve.recover(one, [(.good, 7), (.toScrap, 1), (.lost, 2)], reason: "冲走")
            try await reserve.recover(other, [(.good, 3)])
            let rates = try await reserve.person("commander1").listRecoveryRates(RecoveryFilter())
            #expect(rates.map { $0[key: "receiver"]?.text } == ["学校", "安置点"])
            #expect(figures(rates.first, "issued_quantity", "recovered_quantity", "quantity", "recovered_percent") == [9, 3, 6, 33])
            // 8 of 12.
            #expect(
                figures(rates.last, "recovered_quantity", "damaged_quantity", "lost_quantity", "quantity", "recovered_percent") == [
                    8, 1, 2, 2, 66,
                ])
            var filter = RecoveryFilter()
            filter.receiver = "学校"
            #expect(try await reserve.person("commander1").listRecoveryRates(filter).count == 1)
        }
    }
}
