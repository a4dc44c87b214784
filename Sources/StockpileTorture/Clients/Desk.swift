internal import Postgres
internal import StockpileModel
internal import StockpileOperations
internal import StockpileStore

/// The people of the made-up district at work, and what they need to look up.
struct Desk: Sendable {
    let store: Store
    let keys: RequestKeys
    let keepers: [Operations]
    let commanders: [Operations]
    let finance: [Operations]
    let auditor: Operations

    /// Tries again while the server is down.
    static func open(_ store: Store, keys: RequestKeys) async throws -> Desk {
        func all(_ logins: [String]) async throws -> [Operations] {
            var people: [Operations] = []
            for login in logins { people.append(try await patiently { try await Operations.open(store, login: login) }) }
            return people
        }
        return Desk(
            store: store, keys: keys, keepers: try await all(Reserve.keepers), commanders: try await all(Reserve.commanders),
            finance: try await all(Reserve.finance), auditor: try await all(["auditor1"])[0])
    }

    /// At most two minutes: a server that was killed is back long before.
    static func patiently<R>(_ body: () async throws -> R) async throws -> R {
        let deadline = ContinuousClock.now + .seconds(120)
        while true {
            do {
                return try await body()
            } catch StockpileError.unavailable where ContinuousClock.now < deadline {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }

    /// The number of the order, write-off or document this request has made.
    ///
    /// Errors: NothingToReferTo.
    func number(of name: RequestName) async throws -> String {
        try await first(
            """
            SELECT coalesce(request.answer ->> 'number', document.number) AS number
            FROM stockpile.request LEFT JOIN stockpile.document USING (document_id) WHERE request_key = \(keys.key(name))
            """)
    }

    /// The number of the document itself, also where the answer was a write-off.
    ///
    /// Errors: NothingToReferTo.
    func documentNumber(of name: RequestName) async throws -> String {
        let key = keys.key(name)
        return try await first(
            """
            SELECT document.number FROM stockpile.request JOIN stockpile.document USING (document_id)
            WHERE request_key IN (\(key), \("\(key)#posting")) LIMIT 1
            """)
    }

    private func first(_ sql: SQL) async throws -> String {
        guard let row = try await store.query(sql).first, let number: String = try row.get("number") else { throw NothingToReferTo() }
        return number
    }
}

extension JSONValue {
    /// What the posting function answered, without whether it was the first time.
    init(_ document: PostedDocument) { self = ["document_id": .integer(document.id.rawValue), "number": .text(document.number)] }

    /// The same text for the same content: what was kept in the database comes back with its keys in another order.
    var canonical: String { sorted.written }

    private var sorted: JSONValue {
        switch self {
        case .object(let members): .object(members.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value.sorted) })
        case .array(let values): .array(values.map(\.sorted))
        default: self
        }
    }
}
