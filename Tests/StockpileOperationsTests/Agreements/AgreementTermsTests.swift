import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

@Suite("Agreements: terms, hours by town, reminders", .serialized)
struct AgreementTermsTests {
    @Test func `the same key twice is one draft, the same number twice is refused, two at once put it in force once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let key = IdempotencyKey.fresh()
            let number = try await reserve.draft(key: key)
            #expect(number.hasPrefix("XQ-XY-"))
            #expect(try await reserve.draft(key: key) == number)
            try await reserve.refuses(.agreementExists) { try await reserve.draft(number: "A1") }
            try await reserve.addLine(50, to: number)
            let codes = try await atOnce([
                { _ = try await reserve.putInForce(number) }, { _ = try await reserve.putInForce(number, as: "finance2") },
            ])
            #expect(codes.filter { $0 == nil }.count == 1)
            #expect(codes.contains(.wrongState))
            let over = try await reserve.draft(from: -20, to: -10)
            try await reserve.addLine(50, to: over)
            try await reserve.refuses(.agreementOver) { try await reserve.putInForce(over) }
        }
    }

    @Test func `everything that is wrong is told at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let commander = try await reserve.person("commander1")
            var terms = AgreementTerms(
                company: "C9", name: "x", validFrom: commander.today, validTo: commander.today.adding(days: -1), source: "s")
            (terms.replaces, terms.thirdParty) = ("A9", "银行")
            let draft = terms
            #expect(
                try await reserve.problems { try await commander.createAgreement(draft, key: .fresh()) } == [
                    "company/unknown_code/C9", "replaces/unknown_code/A9", "valid_to/contradiction/\(draft.validTo.rawValue)",
                    "third_role/required/",
                ])
            let number = try await reserve.draft()
            var line = AgreementLineTerms(form: .stock, item: "tent", place: "Y9", source: "s")
            line.figures = ["quantity": 5, "confidence_percent": 100, "ramp_up_hours": 1, "price_fen": 3]
            line.priceRule = "cost_plus"
            let wrong = line
            #expect(
                try await reserve.problems { try await commander.setAgreementLine(wrong, of: number, key: .fresh()) } == [
                    "response_hours/required/", "ramp_up_hours/not_allowed/1", "price_percent/required/", "price_fen/not_allowed/3",
                    "place/unknown_code/Y9", "item/unknown_code/tent",
                ])
            line = AgreementLineTerms(form: .floor, item: "quilt", place: "D1", source: "s")
            line.figures = ["days_of_use": 3, "daily_use": 20]
            line.dailyUseSource = "台账"
            let elsewhere = line
            try await reserve.refuses(.siteOfAnother) { try await commander.setAgreementLine(elsewhere, of: number, key: .fresh()) }
            line.place = "Y1"
            let inDays = line
            let shown = try await commander.setAgreementLine(inDays, of: number, key: .fresh())
            #expect(shown.figures("quantity") == [60])
        }
    }

    @Test func `hours of its own for a town hold for scenarios of that town and for call-offs to it`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let commander = try await reserve.person("commander1")
            _ = try await commander.endAgreement("A1", remarks: nil, key: .fresh())
            let far = try await reserve.draft()
            // The line itself would be too late; the town has hours of its own that are in time.
            try await reserve.addLine(50, to: far, hours: 40, towns: [("T1", 2)])
            try await reserve.putInForce(far)
            #expect(try await reserve.counted() == 50)
            let near = try await reserve.draft()
            try await reserve.addLine(30, to: near, hours: 2, towns: [("T1", 40)])
            try await reserve.putInForce(near)
            #expect(try await reserve.counted() == 50)
            let called = try await commander.sendCallOff(
                CallOffDraft(agreement: far, item: "quilt", quantity: 1, to: "T1", respondHours: 1), key: .fresh())
            let rows = try await reserve.sql(
                "SELECT (extract(epoch FROM deliver_due_at - sent_at) / 60)::bigint AS minutes FROM stockpile.call_off")
            #expect(try rows[0].get("minutes") as Int64 == 150, "\(called)")
        }
    }

    @Test func `reminders open once before the end, and what ran out ends by itself`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let soon = try await reserve.draft(to: 30)
            try await reserve.addLine(50, to: soon)
            try await reserve.putInForce(soon)
            let worker = try await reserve.person("worker")
            #expect(try await worker.remindAgreements() == ["opened": 1, "ended": 0])
            #expect(try await worker.remindAgreements() == ["opened": 0, "ended": 0])
            #expect(try await reserve.openTasks("agreement_ends") == [soon])
            // Another follows: nothing is left to be seen to.
            let next = try await reserve.draft(from: 31, to: 400, replaces: soon)
            try await reserve.putInForce(next)
            #expect(try await reserve.openTasks("agreement_ends") == [])
            #expect(try await worker.remindAgreements() == ["opened": 0, "ended": 0])
            try await reserve.tamper(
                "UPDATE stockpile.agreement SET valid_from = current_date - 50, valid_to = current_date - 5 WHERE number = 'A1'")
            #expect(try await worker.remindAgreements() == ["opened": 0, "ended": 1])
            #expect(try await reserve.agreementState("A1") == "ended")
            try await reserve.refuses(.notPermitted) { try await reserve.person("keeper1").remindAgreements() }
        }
    }

    @Test func `a file is attached once, whatever the state`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let finance = try await reserve.person("finance1")
            let file = try Attachment.read(Data("signed".utf8), name: "协议.pdf")
            let shown = try await finance.attachFile(file, toAgreement: "A1", key: .fresh())
            #expect(shown[key: "attachments"]?.array?.first?[key: "sha256"]?.text == file.sha256)
            try await reserve.refuses(.attachedAlready) { try await finance.attachFile(file, toAgreement: "A1", key: .fresh()) }
        }
    }
}
