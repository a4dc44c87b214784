import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Inspection and changes of units with serial numbers: each is named", .serialized)
struct AcceptedUnitsTests {
    private func run(_ body: (SmallReserve) async throws -> Void) async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.bins("A")
            var line = PostingRequestLine.of(4, "L1", serials: ["S1", "S2", "S3", "S4"])
            line.condition = "in_inspection"
            try await reserve.post(.receipt, line)
            try await reserve.post(.rebinning, .of(2, toBin: "A", serials: ["S3", "S4"]))
            try await body(reserve)
            try await reserve.isWhole()
        }
    }

    private func acceptance(good: [String] = [], repair: [String] = [], scrap: [String] = []) -> Acceptance {
        var acceptance = Acceptance("L1", at: "D1")
        (acceptance.acceptedSerials, acceptance.toRepairSerials, acceptance.toScrapSerials) = (good, repair, scrap)
        (acceptance.grounds.reason, acceptance.reference) = ("不能启动", "验收单1")
        return acceptance
    }

    /// Units by their condition.
    private func conditions(_ reserve: SmallReserve) async throws -> [String] {
        try await reserve.sql(
            """
            SELECT serial_number || ' ' || condition || coalesce(' ' || bin.code, '') AS unit
            FROM stockpile.serial JOIN stockpile.stock_account USING (account_id) LEFT JOIN stockpile.bin USING (bin_id) ORDER BY 1
            """
        ).map { try $0.get("unit") }
    }

    @Test func `the very units are good, to be repaired or scrap, wherever they lie; the others wait on`() async throws {
        try await run { reserve in
            let keeper = try await reserve.person("keeper2")
            _ = try await keeper.acceptLot(acceptance(good: ["S4"], repair: ["S1"]), key: .fresh())
            #expect(try await conditions(reserve) == ["S1 to_repair", "S2 in_inspection", "S3 in_inspection A", "S4 good A"])
            // What is said of all that waits needs no numbers.
            _ = try await keeper.acceptLot(Acceptance("L1", at: "D1"), key: .fresh())
            #expect(try await conditions(reserve) == ["S1 to_repair", "S2 good", "S3 good A", "S4 good A"])
        }
    }

    @Test func `of some of them, and units that do not wait there, it is said which`() async throws {
        try await run { reserve in
            let keeper = try await reserve.person("keeper2")
            var some = acceptance()
            (some.accepted, some.toRepair) = (3, 1)
            let owed = try await reserve.problems { try await keeper.acceptLot(some, key: .fresh()) }
            #expect(owed == ["--accepted-serial/required/0", "--to-repair-serial/required/0"])
            some.acceptedSerials = ["S1", "S2"]
            some.toRepairSerials = ["S2"]
            let wrong = try await reserve.problems { try await keeper.acceptLot(some, key: .fresh()) }
            #expect(wrong == ["--accepted-serial/contradiction/2", "--accepted-serial/duplicate/S2"])
            let detail = try await reserve.refuses(.serialNotThere) {
                try await keeper.acceptLot(acceptance(good: ["S1", "S9"]), key: .fresh())
            }
            #expect(detail[key: "lines"]?.array?.map { $0[key: "serial"] } == ["S9"])
            let key = IdempotencyKey.fresh()
            let first = try await keeper.acceptLot(acceptance(good: ["S1"]), key: key)
            #expect(try await keeper.acceptLot(acceptance(good: ["S1"]), key: key).number == first.number)
            try await reserve.refuses(.serialNotThere) { try await keeper.acceptLot(acceptance(good: ["S1"]), key: .fresh()) }
        }
    }

    @Test func `two who accept the same unit at once: one is told that it waits no more`() async throws {
        try await run { reserve in
            let codes = try await atOnce(
                (0..<2).map { _ in
                    { _ = try await reserve.person("keeper2").acceptLot(acceptance(good: ["S1"]), key: .fresh()) }
                })
            #expect(codes.count { $0 == nil } == 1 && codes.contains(.serialNotThere))
        }
    }

    @Test func `a unit with a defect is taken out of use by its number, and the command to do so is told`() async throws {
        try await run { reserve in
            _ = try await reserve.person("keeper2").acceptLot(Acceptance("L1", at: "D1"), key: .fresh())
            try await reserve.careRule(of: "quilt", everyDays: 30)
            let rows = try await reserve.care(serial: "S2", defect: "启动困难")
            #expect(rows[0][key: "next_command"]?.text?.contains("--serial S2 --to to_repair") == true)
            var change = LotChange(.condition("to_repair"), lot: "L1", at: "D1")
            (change.serials, change.grounds.reason) = (["S2"], "启动困难")
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.changeLot(change, key: .fresh())
            #expect(try await conditions(reserve) == ["S1 good", "S2 to_repair", "S3 good A", "S4 good A"])
            try await reserve.refuses(.nothingChanges) { try await keeper.changeLot(change, key: .fresh()) }
            change.quantity = 2
            #expect(try await reserve.problems { try await keeper.changeLot(change, key: .fresh()) } == ["--serial/contradiction/1"])
        }
    }

    @Test func `goods without numbers are accepted without them`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.receive("rope", 5, lot: "L1", condition: "in_inspection")
            let problems = try await reserve.problems {
                try await reserve.person("keeper2").acceptLot(acceptance(good: ["S1"]), key: .fresh())
            }
            #expect(problems == ["--accepted-serial/not_allowed/S1"])
        }
    }
}
