import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Recovery: never more comes back than went out", .serialized)
struct RecoveryRefusalTests {
    @Test func `more than is out is refused, whatever else of the lot is with others`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 40, lot: "L1")
            let number = try await reserve.issueOut("quilt", 5)
            _ = try await reserve.issueOut("quilt", 20, to: "学校")
            let detail = try await reserve.refuses(.moreThanOut) { try await reserve.recover(number, [(.good, 4), (.toRepair, 2)]) }
            #expect(detail[key: "lines"]?.array?.first?[key: "available"] == 1)
            try await reserve.refuses(.moreThanOut) { try await reserve.recover(number, [(.good, 4), (.lost, 2)], reason: "冲走") }
            try await reserve.recover(number, [(.good, 5)])
            try await reserve.refuses(.moreThanOut) { try await reserve.recover(number, [(.inInspection, 1)]) }
            try await reserve.isWhole()
        }
    }

    @Test func `two who bring back the last at once: one of them does`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 40, lot: "L1")
            let number = try await reserve.issueOut("quilt", 5)
            // So that the users' account holds enough for all.
            _ = try await reserve.issueOut("quilt", 20, to: "学校")
            let codes = try await atOnce(
                ["keeper1", "keeper2", "keeper1"].map { login in { _ = try await reserve.recover(number, [(.good, 5)], by: login) } })
            #expect(codes.compactMap(\.self) == [.moreThanOut, .moreThanOut])
            #expect(try await reserve.conditions() == ["L1 stock good own free": 15, "L1 stock in_inspection own free": 5])
            try await reserve.isWhole()
        }
    }

    @Test func `everything that is wrong is told at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            try await reserve.receive("water", 10, lot: "W1", expiresIn: 300)
            let (number, keeper) = (try await reserve.issueOut("quilt", 5), try await reserve.person("keeper1"))
            var lot = RecoveryLine(item: "quilt", quantity: 1, result: .good)
            lot.lot = "L9"
            let request = RecoveryRequest(
                document: number,
                lines: [
                    RecoveryLine(item: "water", quantity: 1, result: .good), lot, RecoveryLine(item: "quilt", quantity: 1, result: .lost),
                ])
            #expect(
                try await reserve.problems { try await keeper.recordRecovery(request, key: .fresh()) } == [
                    "--item/not_a_choice/water", "--lot/not_a_choice/L9", "--reason/required/",
                ])
            let empty = RecoveryRequest(document: number, lines: [])
            #expect(try await reserve.problems { try await keeper.recordRecovery(empty, key: .fresh()) } == ["--good/required/"])
            let water = try await reserve.issueOut("water", 5)
            try await reserve.refuses(.nothingToDo) { try await reserve.recover(water, [(.good, 1)], item: "water") }
            await #expect(throws: StockpileError.self) { try await reserve.recover("X", [(.good, 1)]) }
            try await reserve.refuses(.notPermitted) { try await reserve.recover(number, [(.good, 1)], by: "finance1") }
        }
    }

    @Test func `units come back by their numbers`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(3, "L1", serials: ["S1", "S2", "S3"]))
            let (number, keeper) = (try await reserve.issueOut("quilt", 3), try await reserve.person("keeper1"))
            #expect(
                try await reserve.problems { try await reserve.recover(number, [(.good, 2)]) } == ["--serial/required/0"])
            var line = RecoveryLine(item: "quilt", quantity: 2, result: .good)
            line.serials = ["S1", "S3"]
            _ = try await keeper.recordRecovery(RecoveryRequest(document: number, lines: [line]), key: .fresh())
            #expect(try await reserve.units() == ["S1 D1", "S2 consumption", "S3 D1"])
            try await reserve.recover(number, [(.lost, 1)], reason: "冲走")
            #expect(try await reserve.openTasks("recovery") == [])
            try await reserve.isWhole()
        }
    }

    @Test func `the same key is one issue to one receiver`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let key = IdempotencyKey.fresh()
            var request = PostingRequest(purpose: "use", place: "D1", lines: [.of("quilt", 2)])
            request.receiver = GoodsReceiver(name: "学校")
            let (asked, keeper) = (request, try await reserve.person("keeper1"))
            let first = try await keeper.postIssue(asked, key: key)
            #expect(try await keeper.postIssue(asked, key: key).replayed)
            #expect(try await reserve.openTasks("recovery") == [first.number])
            var other = asked
            other.receiver = GoodsReceiver(name: "医院")
            let changed = other
            try await reserve.refuses(.keyReused) { try await keeper.postIssue(changed, key: key) }
        }
    }

    @Test func `the database itself keeps to what is out and to what a return brought`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let number = try await reserve.issueOut("quilt", 5)
            try await reserve.postRaw("receipt", "return", lot: "L1", quantity: 2)
            func record(_ result: String, _ quantity: Int64, with receipt: Bool, by login: String = "keeper1") async throws {
                try await reserve.sql(
                    """
                    SELECT stockpile.record_recovery(jsonb_build_object('person_id', person.person_id, 'reason', 'x',
                        'document_id', issue.document_id,
                        'return_document_id', CASE WHEN \(receipt) THEN (SELECT max(document_id) FROM stockpile.document) END,
                        'lines', jsonb_build_array(jsonb_build_object('lot_id', lot.lot_id, 'result', \(result)::text,
                            'owner_id', (SELECT min(owner_id) FROM stockpile.stock_owner), 'quantity', \(quantity)::bigint, 'line_no', 1))))
                    FROM stockpile.document AS issue, stockpile.lot, stockpile.person
                    WHERE issue.number = \(number) AND lot.lot_number = 'L1' AND person.login = \(login)
                    """, role: "stockpile_application")
            }
            func state(_ body: () async throws -> Void) async -> String? {
                let error = await #expect(throws: PostgresError.self) { try await body() }
                return error?.sqlState
            }
            #expect(await state { try await record("lost", 6, with: false) } == "SP118")
            #expect(await state { try await record("lost", 1, with: false, by: "auditor1") } == "SP401")
            #expect(await state { try await record("good", 3, with: true) } == "SP664")
            #expect(await state { try await record("to_repair", 2, with: true) } == "SP664")
            try await record("in_inspection", 2, with: true)
            // What it brought is said once.
            #expect(await state { try await record("in_inspection", 2, with: true) } == "23505")
            for statement: SQL in [
                "INSERT INTO stockpile.recovery_entry DEFAULT VALUES", "INSERT INTO stockpile.document_receiver DEFAULT VALUES",
                "DELETE FROM stockpile.recovery_entry", "SELECT stockpile.keep_recovery_task(1, 1)",
            ] {
                #expect(await state { try await reserve.sql(statement, role: "stockpile_application") } == "42501")
            }
        }
    }

    @Test func `only whoever posts says who goods are given to, and only while posting`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("quilt", 10, lot: "L1")
            let number = try await reserve.issue("quilt", 5).number
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.sql(
                    """
                    SELECT stockpile.note_receiver(jsonb_build_object('person_id', document.person_id, 'document_id', document_id,
                        'receiver', '后来'))
                    FROM stockpile.document WHERE number = \(number)
                    """, role: "stockpile_application")
            }
            #expect(error?.sqlState == "SP401")
        }
    }
}
