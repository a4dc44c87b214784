import Postgres
import StockpileModel
import StockpileOperations
import StockpileStore
import StockpileTesting
import Testing

@Suite("Call-offs from agreements", .serialized)
struct CallOffTests {
    @Test func `from the call to the settlement, in parts, with the sum due from the ledger`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let number = try await reserve.callOff(40)
            #expect(number.hasPrefix("XQ-DY-") && number.hasSuffix("-000001"))
            #expect(try await reserve.openTasks("call_off_due") == [number])
            // 100 less the 40 that are called, at the 90 % of the agreement.
            #expect(try await reserve.counted() == 54)
            let liaison = try await reserve.person("liaison1")
            #expect(try await liaison.confirmCallOff(number, remarks: nil, key: .fresh())[key: "state"] == "confirmed")
            let part = try await reserve.deliver(number, 15)
            #expect(part[key: "state"]?.text == "partly_delivered")
            #expect(part[key: "delivered_quantity"]?.integer == 15)
            let rest = try await reserve.deliver(number, 25, cost: 200)
            #expect(rest[key: "state"]?.text == "delivered")
            #expect(rest[key: "is_delivery_late"] == .bool(false))
            #expect(try await reserve.openTasks("call_off_due") == [])
            let settled = try await reserve.person("finance1").settleCallOff(number, remarks: nil, key: .fresh())
            #expect(settled[key: "state"]?.text == "settled")
            // 15 at 300 and 25 at 200.
            #expect(settled[key: "amount_fen"]?.integer == 9500)
            #expect(try await reserve.balances().values.reduce(0, +) == 40)
            try await reserve.isWhole()
            // What was delivered is gone from there until it is proved to be there again.
            #expect(try await reserve.counted() == 54)
            try await reserve.prove(100, .visit)
            #expect(try await reserve.counted() == 90)
        }
    }

    @Test func `what is called off cannot be called again beyond the standing quantity, also by two at once`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let codes = try await atOnce([
                { _ = try await reserve.callOff(60) }, { _ = try await reserve.callOff(60) },
            ])
            #expect(codes.filter { $0 == nil }.count == 1)
            #expect(codes.contains(.calledOffTooMuch))
            let detail = try await reserve.refuses(.calledOffTooMuch) { try await reserve.callOff(41) }
            #expect(detail[key: "available"] == 40)
            let key = IdempotencyKey.fresh()
            let last = try await reserve.callOff(40, key: key)
            #expect(last.hasSuffix("-000002"))
            #expect(try await reserve.callOff(40, key: key) == last)
            // What a company refuses stands free again.
            _ = try await reserve.person("liaison1").refuseCallOff(last, remarks: "无车", key: .fresh())
            #expect(try await reserve.callOff(40).hasSuffix("-000003"))
        }
    }

    @Test func `more than was called is refused and nothing is received; the same delivery twice is one`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let number = try await reserve.callOff(40)
            try await reserve.refuses(.wrongState) { try await reserve.deliver(number, 10) }
            _ = try await reserve.person("liaison1").confirmCallOff(number, remarks: nil, key: .fresh())
            try await reserve.refuses(.deliveredTooMuch) { try await reserve.deliver(number, 41) }
            let key = IdempotencyKey.fresh()
            let first = try await reserve.deliver(number, 30, key: key)
            #expect(try await reserve.deliver(number, 30, key: key)[key: "delivered_quantity"] == first[key: "delivered_quantity"])
            let codes = try await atOnce([
                { _ = try await reserve.deliver(number, 10) }, { _ = try await reserve.deliver(number, 10) },
            ])
            #expect(codes.filter { $0 == nil }.count == 1)
            #expect(try await reserve.balances().values.reduce(0, +) == 40)
            try await reserve.isWhole()
        }
    }

    @Test func `a delivery that is taken back is still to come, in part or whole`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let number = try await reserve.callOff(40)
            _ = try await reserve.person("liaison1").confirmCallOff(number, remarks: nil, key: .fresh())
            _ = try await reserve.deliver(number, 15)
            let whole = try await reserve.deliver(number, 25)
            #expect(whole[key: "state"] == "delivered")
            let keeper = try await reserve.person("keeper1")
            let documents = try #require(whole[key: "deliveries"]?.array).compactMap { $0[key: "document"]?.text }
            let key = IdempotencyKey.fresh()
            for _ in 1...2 { _ = try await keeper.reverseDocument(documents[1], remarks: "送错", key: key) }
            let partly = try await keeper.showCallOff(number)
            #expect(partly[key: "state"] == "partly_delivered" && partly[key: "delivered_quantity"] == 15)
            #expect(partly[key: "steps"]?.array?.count == 5)
            #expect(try await reserve.openTasks("call_off_due") == [number])
            try await reserve.refuses(.wrongState) {
                try await reserve.person("finance1").settleCallOff(number, remarks: nil, key: .fresh())
            }
            _ = try await keeper.reverseDocument(documents[0], remarks: nil, key: .fresh())
            #expect(try await keeper.showCallOff(number)[key: "state"] == "confirmed")
            #expect(try await reserve.deliver(number, 40)[key: "state"] == "delivered")
            #expect(try await reserve.openTasks("call_off_due") == [])
            // What is delivered goes back by a reversal only, whatever the liaison asks of the database.
            let error = await #expect(throws: PostgresError.self) {
                try await reserve.sql(
                    """
                    SELECT stockpile.advance_call_off((SELECT person_id FROM stockpile.person WHERE login = 'liaison1'), call_off_id,
                        'confirmed', NULL) FROM stockpile.call_off
                    """, role: "stockpile_application")
            }
            #expect(error?.sqlState == "SP501")
            try await reserve.isWhole()
        }
    }

    @Test func `goods cost what was agreed when they were called; another cost says why`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.tamper("UPDATE stockpile.agreement_stock SET price_rule = 'fixed', price_fen = 250")
            let number = try await reserve.callOff(40)
            // Terms that change afterwards change nothing about what was called.
            try await reserve.tamper("UPDATE stockpile.agreement_stock SET price_rule = 'cost_plus', price_fen = NULL, price_percent = 5")
            let other = try await reserve.callOff(5)
            let liaison = try await reserve.person("liaison1")
            for called in [number, other] { _ = try await liaison.confirmCallOff(called, remarks: nil, key: .fresh()) }
            let agreed = try await reserve.deliver(number, 10, cost: nil)
            #expect(agreed[key: "amount_fen"] == 2500 && agreed[key: "price_fen"] == 250)
            let refused = await #expect(throws: StockpileError.self) { try await reserve.deliver(number, 10, cost: 260) }
            guard case .invalid(let problems)? = refused else { throw refused ?? CancellationError() }
            #expect(problems.map(\.field) == ["unit_cost_fen", "remarks"])
            #expect(try await reserve.deliver(number, 10, cost: 260, remarks: "涨价函")[key: "amount_fen"] == 5100)
            let unpriced = await #expect(throws: StockpileError.self) { try await reserve.deliver(other, 5, cost: nil) }
            guard case .invalid(let missing)? = unpriced else { throw unpriced ?? CancellationError() }
            #expect(missing.map(\.field) == ["unit_cost_fen"])
        }
    }

    @Test func `steps are taken in their order by those who may`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let number = try await reserve.callOff(40)
            let (liaison, finance) = (try await reserve.person("liaison1"), try await reserve.person("finance1"))
            try await reserve.refuses(.notPermitted) { try await finance.confirmCallOff(number, remarks: nil, key: .fresh()) }
            try await reserve.refuses(.notPermitted) { try await liaison.settleCallOff(number, remarks: nil, key: .fresh()) }
            try await reserve.refuses(.wrongState) { try await finance.settleCallOff(number, remarks: nil, key: .fresh()) }
            _ = try await liaison.refuseCallOff(number, remarks: nil, key: .fresh())
            try await reserve.refuses(.wrongState) { try await liaison.confirmCallOff(number, remarks: nil, key: .fresh()) }
            try await reserve.tamper("UPDATE stockpile.agreement SET valid_to = current_date - 2")
            try await reserve.refuses(.agreementNotInForce) { try await reserve.callOff(1) }
        }
    }

    @Test func `kept and broken promises are told by the scorecard and feed confidence`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            try await reserve.adoptRule()
            try await reserve.prove(100, .visit)
            #expect(try await reserve.counted() == 80)
            let liaison = try await reserve.person("liaison1")
            _ = try await liaison.refuseCallOff(try await reserve.callOff(10), remarks: nil, key: .fresh())
            #expect(try await reserve.counted() == 65)
            let number = try await reserve.callOff(10)
            _ = try await liaison.confirmCallOff(number, remarks: nil, key: .fresh())
            _ = try await reserve.deliver(number, 10)
            try await reserve.prove(90, .visit)
            #expect(try await reserve.counted() == 63)
            let score = try #require(try await liaison.scoreCompanies("C1").first)
            #expect(["call_offs", "refused", "proofs", "proofs_short"].map { score[key: $0]?.integer } == [2, 1, 2, 1])
            let shares = ["answered_in_time_percent", "confirmed_percent", "delivered_on_time_percent"].map { score[key: $0]?.integer }
            #expect(shares == [100, 50, 100])
            // (20·100 + 20·50 + 25·100 + 25·100 + 10·50) ÷ 100
            #expect(score[key: "score"] == 85)
        }
    }

    @Test func `the application's role cannot forge a delivery, a proof, an adoption or a state`() async throws {
        try await SmallReserve.run { reserve in
            try await reserve.makeAgreement()
            let number = try await reserve.callOff(40)
            _ = try await reserve.person("liaison1").confirmCallOff(number, remarks: nil, key: .fresh())
            try await reserve.receive("quilt", 40, lot: "L1")
            let role = "stockpile_application"
            let keeper = "(SELECT person_id FROM stockpile.person WHERE login = 'keeper1')"
            let document = "(SELECT max(document_id) FROM stockpile.document)"
            let forged: [(String, String)] = [
                ("UPDATE stockpile.call_off SET state = 'delivered'", "42501"),
                ("INSERT INTO stockpile.proof_of_stock DEFAULT VALUES", "42501"),
                ("INSERT INTO stockpile.confidence_adoption VALUES (1, 1, 2)", "42501"),
                (
                    "SELECT stockpile.advance_call_off(\(keeper), call_off_id, 'delivered', NULL) FROM stockpile.call_off",
                    "SP501"
                ),
                (
                    "SELECT stockpile.record_call_off_delivery(\(keeper), call_off_id, \(document)) FROM stockpile.call_off",
                    "SP531"
                ),
            ]
            for (statement, code) in forged {
                let error = await #expect(throws: PostgresError.self) { try await reserve.sql(SQL(unchecked: statement), role: role) }
                #expect(error?.sqlState == code, "\(statement)")
            }
        }
    }
}
