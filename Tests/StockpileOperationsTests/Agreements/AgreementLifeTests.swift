import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

extension SmallReserve {
    /// A draft of the mill's, made by the first commander.
    func draft(
        from first: Int = 0, to last: Int = 300, replaces: String? = nil, number: String? = nil, key: IdempotencyKey = .fresh()
    ) async throws -> String {
        let person = try await person("commander1")
        var terms = AgreementTerms(
            company: "C1", name: "新协议", validFrom: person.today.adding(days: first), validTo: person.today.adding(days: last), source: "s")
        (terms.number, terms.replaces, terms.governmentParty, terms.feePerYearFen) = (number, replaces, "应急局", 500)
        return try await person.createAgreement(terms, key: key).number
    }

    @discardableResult
    func addLine(
        _ quantity: Int64 = 50, to number: String, hours: Int64 = 2, towns: [(town: String, hours: Int64)] = [],
        key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue {
        var line = AgreementLineTerms(form: .stock, item: "quilt", place: "Y1", source: "s")
        line.figures = ["quantity": quantity, "response_hours": hours, "confidence_percent": 100, "price_fen": 700]
        (line.priceRule, line.townHours) = ("fixed", towns)
        return try await person("commander1").setAgreementLine(line, of: number, key: key)
    }

    @discardableResult
    func putInForce(_ number: String, as login: String = "finance1", key: IdempotencyKey = .fresh()) async throws -> JSONValue {
        try await person(login).putAgreementInForce(number, remarks: nil, key: key)
    }

    func agreementState(_ number: String) async throws -> String? {
        try await person("auditor1").showAgreement(number)[key: "state"]?.text
    }
}

@Suite("Agreements: drafted, in force, suspended, ended", .serialized)
struct AgreementLifeTests {
    @Test func `a draft promises nothing until another person puts it in force`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let number = try await reserve.draft()
            try await reserve.addLine(50, to: number)
            #expect(try await reserve.counted() == 90)
            try await reserve.refuses(.samePerson) { try await reserve.putInForce(number, as: "commander1") }
            try await reserve.refuses(.notPermitted) { try await reserve.putInForce(number, as: "keeper1") }
            let shown = try await reserve.putInForce(number)
            #expect(shown[key: "state"] == "in_force" && shown[key: "approved_by"] == "finance1")
            #expect(shown[key: "days_left"]?.integer == 300)
            #expect(try await reserve.counted() == 140)
            #expect((shown[key: "steps"]?.array ?? []).compactMap { $0[key: "state"]?.text } == ["draft", "in_force"])
        }
    }

    @Test func `promised quantities are never in the ledger and never added to stock`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.receive("quilt", 7, lot: "L1")
            let before = try await reserve.fingerprint().split(separator: "|").filter {
                !$0.hasPrefix("requests=") && !$0.hasPrefix("numbers=")
            }
            let stock = try await reserve.sql("SELECT coalesce(sum(quantity), 0)::bigint AS sum FROM stockpile.stock_detail")
            let number = try await reserve.draft()
            try await reserve.addLine(5000, to: number)
            try await reserve.putInForce(number)
            #expect(try await reserve.counted() == 5090)
            let after = try await reserve.fingerprint().split(separator: "|").filter {
                !$0.hasPrefix("requests=") && !$0.hasPrefix("numbers=")
            }
            #expect(before.joined() == after.joined())
            let then = try await reserve.sql("SELECT coalesce(sum(quantity), 0)::bigint AS sum FROM stockpile.stock_detail")
            #expect(try stock[0].get("sum") as Int64 == 7)
            #expect(try then[0].get("sum") as Int64 == 7)
            let line = try #require(
                try await reserve.person("commander1").checkReadiness(level: .II, scenario: "flood", on: nil).answer.lines.first)
            #expect(line.available[.physical] == 7)
            try await reserve.isWhole()
        }
    }

    @Test func `what is suspended does not count and is told so; resumed it counts again; ended it does not`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let (commander, finance) = (try await reserve.person("commander1"), try await reserve.person("finance1"))
            _ = try await commander.suspendAgreement("A1", remarks: "停产", key: .fresh())
            let report = try await commander.checkReadiness(level: .II, scenario: "flood", on: nil)
            #expect(report.answer.lines.first?.available[.agreement] == 0)
            #expect(report.answer.lines.first?.exclusions.contains { $0.reason == .agreementNotInForce && $0.quantity == 100 } == true)
            try await reserve.refuses(.agreementNotInForce) { try await reserve.callOff(1) }
            try await reserve.refuses(.wrongState) { try await commander.suspendAgreement("A1", remarks: nil, key: .fresh()) }
            try await reserve.refuses(.wrongState) { try await reserve.putInForce("A1") }
            _ = try await finance.resumeAgreement("A1", remarks: nil, key: .fresh())
            #expect(try await reserve.counted() == 90)
            let key = IdempotencyKey.fresh()
            let ended = try await finance.endAgreement("A1", remarks: nil, key: key)
            #expect(try await finance.endAgreement("A1", remarks: nil, key: key).canonical == ended.canonical)
            #expect(ended[key: "last_day"]?.text == commander.today.adding(days: -1).rawValue)
            #expect(try await reserve.counted() == 0)
            try await reserve.refuses(.wrongState) { try await finance.resumeAgreement("A1", remarks: nil, key: .fresh()) }
        }
    }

    @Test func `an agreement that replaces another takes its lines, and the old one ends the day before`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let number = try await reserve.draft(from: 10, replaces: "A1")
            let shown = try await reserve.addLine(40, to: number)
            #expect(shown[key: "replaces"] == "A1" && shown.figures("quantity").sorted() == [10, 40])
            try await reserve.putInForce(number)
            // Until then the old one holds; on the day itself only the new one.
            #expect(try await reserve.counted() == 90)
            let commander = try await reserve.person("commander1")
            func counted(in days: Int) async throws -> Int64? {
                try await commander.checkReadiness(level: .II, scenario: "flood", on: commander.today.adding(days: days))
                    .answer.lines.first?.available[.agreement]
            }
            #expect(try await counted(in: 9) == 90)
            #expect(try await counted(in: 10) == 40)
            let old = try await commander.showAgreement("A1")
            #expect(old[key: "state"] == "in_force" && old[key: "replaced_by"]?.text == number)
            #expect(old[key: "last_day"]?.text == commander.today.adding(days: 9).rawValue)
            // Replaced once, it is not replaced again.
            let second = try await reserve.draft(from: 20, replaces: "A1")
            try await reserve.refuses(.replacesWrong) { try await reserve.putInForce(second) }
        }
    }

    @Test func `what was agreed stays: lines change only in a draft, and the terms not even by the owner`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.refuses(.agreementNotDraft) { try await reserve.addLine(1, to: "A1") }
            let number = try await reserve.draft()
            try await reserve.refuses(.agreementEmpty) { try await reserve.putInForce(number) }
            try await reserve.addLine(50, to: number)
            #expect(try await reserve.addLine(60, to: number).figures("quantity") == [60])
            let commander = try await reserve.person("commander1")
            _ = try await commander.dropAgreementLine(.stock, item: "quilt", place: "Y1", of: number, key: .fresh())
            try await reserve.refuses(.agreementLineUnknown) {
                try await commander.dropAgreementLine(.stock, item: "quilt", place: "Y1", of: number, key: .fresh())
            }
            for statement in [
                "UPDATE stockpile.agreement SET valid_to = valid_to + 1", "UPDATE stockpile.agreement SET state = 'draft'",
                "DELETE FROM stockpile.agreement_stock", "UPDATE stockpile.agreement_stock SET quantity = 1000",
            ] {
                let error = await #expect(throws: PostgresError.self) { try await reserve.sql(SQL(unchecked: statement)) }
                #expect(error?.sqlState == "SP505", "\(statement)")
            }
        }
    }

    @Test func `the application's role adds no agreement beside the functions, nor takes a step nobody may`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let number = try await reserve.draft()
            let (role, maker) = ("stockpile_application", "(SELECT person_id FROM stockpile.person WHERE login = 'commander1')")
            let keeper = "(SELECT person_id FROM stockpile.person WHERE login = 'keeper1')"
            let forged: [(String, String)] = [
                (
                    """
                    INSERT INTO stockpile.agreement (number, company_id, name, valid_from, valid_to, source)
                    SELECT 'X', company_id, 'x', '2020-01-01', '2090-01-01', 'x' FROM stockpile.company
                    """, "SP605"
                ),
                (
                    """
                    INSERT INTO stockpile.agreement_stock (agreement_id, item_id, place_id, quantity, response_hours,
                        confidence_percent, source)
                    SELECT agreement_id, item_id, place_id, 1, 1, 100, 'x' FROM stockpile.agreement, stockpile.item, stockpile.place
                    """, "SP605"
                ),
                ("UPDATE stockpile.agreement SET state = 'in_force'", "42501"),
                (
                    "SELECT stockpile.advance_agreement(\(keeper), agreement_id, 'suspended', NULL) FROM stockpile.agreement WHERE number = 'A1'",
                    "SP401"
                ),
                (
                    "SELECT stockpile.advance_agreement(\(maker), agreement_id, 'draft', NULL) FROM stockpile.agreement WHERE number = 'A1'",
                    "SP501"
                ),
                (
                    """
                    SELECT stockpile.put_agreement_in_force(agreement, \(keeper), current_date) FROM stockpile.agreement
                    WHERE number = '\(number)'
                    """, "42501"
                ),
            ]
            for (statement, code) in forged {
                let error = await #expect(throws: PostgresError.self) { try await reserve.sql(SQL(unchecked: statement), role: role) }
                #expect(error?.sqlState == code, "\(statement)")
            }
        }
    }
}
