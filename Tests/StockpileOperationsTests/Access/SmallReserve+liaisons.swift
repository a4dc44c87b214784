import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting

extension LiaisonDraft {
    static func of(
        _ organisation: String, _ kind: String = "town", name: String = "张三", telephone: String? = "023-1", deputy: String? = nil
    ) -> LiaisonDraft {
        var draft = LiaisonDraft()
        (draft.organisation, draft.organisationKind, draft.name) = (organisation, kind, name)
        (draft.telephone, draft.deputy, draft.source) = (telephone, deputy, "来函")
        return draft
    }
}

extension SmallReserve {
    @discardableResult
    func setLiaison(_ draft: LiaisonDraft, by login: String = "commander1", key: IdempotencyKey = .fresh()) async throws -> [JSONValue] {
        try await person(login).setLiaison(draft, key: key)
    }

    /// A liaison officer of the first town, with a deputy, is called; the number of the roll-call.
    func startCheck() async throws -> String {
        try await setLiaison(.of("T1", deputy: "李四"))
        return try await person("commander1").startLiaisonCheck(withinHours: 2, remarks: nil, key: .fresh()).number
    }

    @discardableResult
    func answer(
        _ number: String, _ organisation: String = "T1", name: String? = nil, by answeredBy: String = "liaison", at moment: String? = nil,
        as login: String = "commander1"
    ) async throws -> JSONValue {
        var answer = LiaisonAnswer(number: number, organisation: organisation, answeredBy: answeredBy)
        (answer.name, answer.answeredAt) = (name, moment)
        return try await person(login).recordLiaisonAnswer(answer, key: .fresh())
    }

    /// An open task of a kind about a lot at the first depot, as the owner's functions make it; its number.
    func openTask(_ kind: String, subject: String = "L1", dueInHours hours: Int64 = 24, ownedBy login: String? = nil) async throws -> Int64
    {
        let rows = try await sql(
            """
            SELECT stockpile.open_task(\(kind), \(Int64(subject.hashValue & 0xFFFF)), \(subject), place.place_id,
                (SELECT person_id FROM stockpile.person WHERE login = \(login)), now() + \(hours) * interval '1 hour',
                maker.person_id) AS task
            FROM stockpile.place, stockpile.person AS maker WHERE place.code = 'D1' AND maker.login = 'keeper1'
            """)
        return try rows[0].get("task")
    }

    /// Returnable goods issued to a shelter in a flood, out of one lot at the first depot.
    @discardableResult
    func issueOut(_ item: String = "quilt", _ quantity: Int64 = 10, lot: String? = nil, to receiver: String? = "安置点") async throws -> String
    {
        var request = PostingRequest(purpose: "use", place: "D1", lines: [.of(item, quantity, lot: lot)])
        request.grounds.occasion = "洪涝"
        request.receiver = receiver.map { GoodsReceiver(name: $0, contact: "王五", telephone: "139") }
        return try await person("keeper1").postIssue(request, key: .fresh()).number
    }

    @discardableResult
    func recover(
        _ document: String, _ found: [(RecoveryResult, Int64)], item: String = "quilt", lot: String? = nil, reason: String? = nil,
        by login: String = "keeper1", key: IdempotencyKey = .fresh()
    ) async throws -> JSONValue {
        var request = RecoveryRequest(
            document: document,
            lines: found.map { result, quantity in
                var line = RecoveryLine(item: item, quantity: quantity, result: result)
                line.lot = lot
                return line
            })
        request.reason = reason
        return try await person(login).recordRecovery(request, key: key)
    }
}

extension WriteOperation {
    static let liaisons: [WriteOperation] = [
        WriteOperation(
            name: "setLiaison", logins: ("commander1", "commander2"), permission: .keepLiaisons, loser: nil, prepare: { _ in "T1" },
            act: { person, town, wording, key in
                let answer = try await person.setLiaison(.of(town, name: wording == .first ? "张三" : "李四"), key: key)
                return JSONValue.array(answer).canonical
            }),
        WriteOperation(
            name: "startLiaisonCheck", logins: ("commander1", "keeper1"), permission: .checkLiaisons, loser: nil,
            prepare: { reserve in
                try await reserve.setLiaison(.of("T1"))
                return ""
            },
            act: { person, _, wording, key in
                try await person.startLiaisonCheck(withinHours: wording == .first ? 2 : 3, remarks: nil, key: key).canonical
            }),
        WriteOperation(
            name: "recordLiaisonAnswer", logins: ("commander1", "keeper1"), permission: .checkLiaisons, loser: .answeredAlready,
            prepare: { try await $0.startCheck() },
            act: { person, number, wording, key in
                let answer = LiaisonAnswer(number: number, organisation: "T1", answeredBy: wording == .first ? "liaison" : "deputy")
                return try await person.recordLiaisonAnswer(answer, key: key).canonical
            }),
        WriteOperation(
            name: "recordRecovery", logins: ("keeper1", "keeper2"), permission: .postReceipt, loser: .moreThanOut,
            prepare: { reserve in
                try await reserve.receive("quilt", 100, lot: "L1")
                return try await reserve.issueOut()
            },
            act: { person, document, wording, key in
                let line = RecoveryLine(item: "quilt", quantity: wording == .first ? 10 : 9, result: .inInspection)
                return try await person.recordRecovery(RecoveryRequest(document: document, lines: [line]), key: key).canonical
            }),
    ]
}
