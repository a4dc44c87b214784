import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Serial numbers: reversals, races, and a history nobody changes", .serialized)
struct SerialHistoryTests {
    @Test func `a reversal takes back the very units, and is refused when one has moved on`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(3, "L1", serials: ["S1", "S2", "S3"]))
            let issued = try await reserve.post(.issue, .of(1, "L1", serials: ["S3"]))
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.reverseDocument(issued.number, remarks: nil, key: .fresh())
            #expect(try await reserve.units() == ["S1 D1", "S2 D1", "S3 D1"])

            let moved = try await reserve.post(.transfer, .of(2, "L1", to: "D2", serials: ["S1", "S2"]))
            try await reserve.post(.transfer, .of(1, "L1", to: "D2", serials: ["S3"]))
            try await reserve.post(.issue, .of(1, "L1", serials: ["S2"]), at: "D2")
            // As many as it brought are there, but not the same ones.
            let detail = try await reserve.refuses(.serialNotThere) {
                try await keeper.reverseDocument(moved.number, remarks: nil, key: .fresh())
            }
            let line = detail[key: "lines"]?.array?.first
            #expect(line?[key: "serial"] == "S2" && line?[key: "kind"] == "consumption")
            try await reserve.isWhole()
        }
    }

    @Test func `a unit given back elsewhere by mistake can still be taken back to where it came from`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(1, "L1", serials: ["S1"]))
            let issued = try await reserve.post(.issue, .of(1, "L1", serials: ["S1"])).number
            let keeper = try await reserve.person("keeper1")
            var line = PostingRequestLine.of("quilt", 1, lot: "L1")
            line.serials = ["S1"]
            let back = try await keeper.postReceipt(PostingRequest(purpose: "return", place: "D2", lines: [line]), key: .fresh()).number
            #expect(try await reserve.units() == ["S1 D2"])
            try await reserve.refuses(.serialNotThere) { try await keeper.reverseDocument(issued, remarks: nil, key: .fresh()) }
            _ = try await keeper.reverseDocument(back, remarks: nil, key: .fresh())
            _ = try await keeper.reverseDocument(issued, remarks: nil, key: .fresh())
            #expect(try await reserve.units() == ["S1 D1"])
            try await reserve.isWhole()
        }
    }

    @Test func `a unit received by mistake is gone after the reversal, and can come in again`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            let wrong = try await reserve.post(.receipt, .of(2, "L1", serials: ["S1", "S2"]))
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.reverseDocument(wrong.number, remarks: nil, key: .fresh())
            #expect(try await reserve.units() == ["S1 supplier", "S2 supplier"])
            try await reserve.post(.receipt, .of(1, "L2", serials: ["S1"]))
            #expect(try await reserve.units() == ["S1 D1", "S2 supplier"])
            try await reserve.isWhole()
        }
    }

    @Test func `of many who issue the same unit at once one gets it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(8, "L1", serials: (1...8).map { "S\($0)" }))
            let codes = try await atOnce((0..<8).map { _ in { try await reserve.post(.issue, .of(1, serials: ["S5"])) } })
            #expect(codes.count(where: { $0 == nil }) == 1 && codes.count(where: { $0 == .serialNotThere }) == 7)
            let unnamed = try await atOnce((0..<7).map { _ in { try await reserve.post(.issue, .of(1)) } })
            #expect(unnamed.allSatisfy { $0 == nil })
            #expect(try await reserve.units() == (1...8).map { "S\($0) consumption" })
            try await reserve.isWhole()
        }
    }

    @Test func `of two receipts of the same units at once one takes them in, whatever their order`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            let codes = try await atOnce(
                (0..<8).map { number in
                    {
                        let serials = number.isMultiple(of: 2) ? ["S1", "S2", "S3"] : ["S3", "S2", "S1"]
                        do {
                            try await reserve.post(.receipt, .of(3, "L\(number)", serials: serials))
                        } catch StockpileError.invalid {
                            // The other one was there before this one looked.
                            throw StockpileError.refused(Refusal(.serialInStock))
                        }
                    }
                })
            #expect(codes.count(where: { $0 == nil }) == 1 && codes.count(where: { $0 == .serialInStock }) == 7)
            #expect(try await reserve.units() == ["S1 D1", "S2 D1", "S3 D1"])
            try await reserve.isWhole()
        }
    }

    @Test func `a write-off takes the units it was asked for`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(3, "L1", serials: ["S1", "S2", "S3"]))
            let keeper = try await reserve.person("keeper1")
            let number = try await keeper.requestWriteOff(at: "D1", reason: "水损", lines: [.of(1, serials: ["S2"])], key: .fresh()).number
            _ = try await reserve.person("commander1").approveWriteOff(number, key: .fresh())
            _ = try await reserve.person("finance1").postWriteOff(number, key: .fresh())
            #expect(try await reserve.units() == ["S1 D1", "S2 loss", "S3 D1"])
            try await reserve.refuses(.serialNotThere) {
                try await keeper.requestWriteOff(at: "D1", reason: "水损", lines: [.of(1, serials: ["S2"])], key: .fresh())
            }
            try await reserve.isWhole()
        }
    }

    @Test func `a count takes the lowest numbers, gives the same back, and brings in none that nobody has seen`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(3, "L1", serials: ["S1", "S2", "S3"]))
            for (found, units) in [(2, ["S1 adjustment", "S2 D1", "S3 D1"]), (3, ["S1 D1", "S2 D1", "S3 D1"])] as [(Int64, [String])] {
                let number = try await reserve.plan()
                try await reserve.count(number, ["L1": found])
                try await reserve.approve(number)
                try await reserve.post(number)
                #expect(try await reserve.units() == units)
                try await reserve.isWhole()
            }
            let number = try await reserve.plan()
            try await reserve.count(number, ["L1": 4])
            try await reserve.approve(number)
            try await reserve.refuses(.serialsDoNotMatch) { try await reserve.post(number) }
        }
    }

    @Test func `a hold and its release take the units along`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.bins("A")
            try await reserve.post(.receipt, .of(2, "L1", bin: "A", serials: ["S1", "S2"]))
            let keeper = try await reserve.person("keeper1")
            _ = try await keeper.holdLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await keeper.listSerials(item: "quilt", place: "D1").map { $0[key: "availability"] } == ["held", "held"])
            try await reserve.refuses(.lotOnHold) { try await reserve.post(.issue, .of(1, serials: ["S1"])) }
            _ = try await keeper.releaseLot("L1", item: nil, at: nil, remarks: nil, key: .fresh())
            #expect(try await reserve.units() == ["S1 D1 A", "S2 D1 A"])
            try await reserve.isWhole()
        }
    }

    @Test func `nobody changes or removes what units did, whatever role they hold`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(1, "L1", serials: ["S1"]))
            let changes = [
                "UPDATE stockpile.movement_serial SET serial_id = serial_id", "DELETE FROM stockpile.movement_serial",
                "TRUNCATE stockpile.movement_serial", "UPDATE stockpile.serial SET serial_number = 'S2'", "DELETE FROM stockpile.serial",
            ]
            for change in changes {
                for (role, code) in [("stockpile_application", "42501"), ("stockpile_owner", "SP505"), (nil, "SP505")] {
                    let error = await #expect(throws: PostgresError.self) { try await reserve.sql(SQL(unchecked: change), role: role) }
                    #expect(error?.sqlState == code, "\(change)")
                }
            }
            for change in [
                "UPDATE stockpile.serial SET account_id = account_id", "INSERT INTO stockpile.movement_serial SELECT 1, 1",
                "INSERT INTO stockpile.serial (item_id, serial_number, account_id) SELECT 1, 'S2', 1",
            ] {
                let error = await #expect(throws: PostgresError.self) {
                    try await reserve.sql(SQL(unchecked: change), role: "stockpile_application")
                }
                #expect(error?.sqlState == "42501", "\(change)")
            }
        }
    }

    @Test func `the check of the ledger names an account with a unit too many and a unit that is not where it moved`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(2, "L1", serials: ["S1", "S2"]))
            try await reserve.post(.transfer, .of(1, "L1", to: "D2", serials: ["S1"]))
            try await reserve.tamper(
                """
                UPDATE stockpile.serial SET account_id = (SELECT account_id FROM stockpile.serial WHERE serial_number = 'S2')
                WHERE serial_number = 'S1'
                """)
            let found = try await reserve.person("auditor1").verifyLedger().differences
            #expect(found.map { $0[key: "kind"]?.text } == ["serial_count", "serial_count", "serial_misplaced"])
            #expect(found.last?[key: "record"] == "quilt S1")
        }
    }

    @Test func `which units a document moved is under its seal`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(2, "L1", serials: ["S1", "S2"]))
            let issued = try await reserve.post(.issue, .of(1, "L1", serials: ["S1"]))
            try await reserve.seal()
            try await reserve.isWhole()
            try await reserve.tamper(
                """
                UPDATE stockpile.movement_serial SET serial_id = (SELECT serial_id FROM stockpile.serial WHERE serial_number = 'S2')
                WHERE movement_id = (SELECT max(movement_id) FROM stockpile.movement_serial)
                """)
            let found = try await reserve.person("auditor1").verifyLedger(VerificationScope(isFull: true)).differences
            #expect(found.first?[key: "kind"] == "document_altered" && found.first?[key: "record"]?.text == issued.number)
        }
    }

    @Test func `what a document without units says is as it was before there were any`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.keepSerials(of: "quilt")
            try await reserve.post(.receipt, .of(1, "L1", serials: ["S1"]))
            try await reserve.receive("rope", 5, lot: "R")
            let rows = try await reserve.sql("SELECT content FROM stockpile.document_content ORDER BY document_id")
            let contents = try rows.map { try $0.get("content") as String }
            #expect(
                contents.map { $0.split(separator: "\n").map { $0.prefix { $0 != "\t" } } } == [
                    ["document", "movement", "serials"], ["document", "movement"],
                ])
            #expect(contents[0].hasSuffix("\tS1\n"))
        }
    }
}
