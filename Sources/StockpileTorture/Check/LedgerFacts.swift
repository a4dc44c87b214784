internal import Postgres
internal import StockpileModel

/// What stands in the database after the run, as plain rows, read as the superuser.
struct LedgerFacts: Sendable {
    struct Request: Sendable {
        let key: String
        let answer: String?
        let document: String?
    }

    /// The requests by the name they carry in their key; each step of a request has a row of its own.
    var requests: [RequestName: [Request]] = [:]
    var movements: [RequestName: [Movement]] = [:]
    /// How many documents, orders, write-offs, recalls and holds that ended without a document carry the tag of the request.
    var tags: [String: Int64] = [:]
    var balances: [Account: Int64] = [:]
    /// Keys nobody here has sent, documents no request has made, accounts that cannot be.
    var strange: [String] = []

    init(_ server: TortureServer, keys: RequestKeys) async throws {
        try await readRequests(server, keys)
        try await readMovements(server, keys)
        for row in try await server.statement(Self.tags) { tags[try row.get("tag")] = try row.get("n") }
        for row in try await server.statement(Self.balances) {
            let account = Account(
                kind: try row.get("kind"), lot: try row.get("lot_number"), place: try row.get("place"),
                availability: try row.get("availability"))
            let isPlain: Bool = try row.get("is_plain")
            if balances[account] != nil || !isPlain { strange.append("account \(account)") }
            balances[account] = try row.get("quantity")
        }
    }

    private mutating func readRequests(_ server: TortureServer, _ keys: RequestKeys) async throws {
        let rows = try await server.statement(
            """
            SELECT coalesce(request_key, '') AS request_key, answer::text AS answer, document.number
            FROM stockpile.request FULL JOIN stockpile.document USING (document_id)
            WHERE request_key IS NULL OR document.document_id IS NOT NULL OR request.document_id IS NULL
            """)
        for row in rows {
            let request = Request(key: try row.get("request_key"), answer: try row.get("answer"), document: try row.get("number"))
            guard let name = keys.name(of: request.key) else {
                strange.append("request \(request.key) document \(request.document ?? "")")
                continue
            }
            if request.key.contains(RequestKeys.preparation) { continue }
            requests[name, default: []].append(request)
        }
    }

    private mutating func readMovements(_ server: TortureServer, _ keys: RequestKeys) async throws {
        let rows = try await server.statement(
            """
            SELECT request_key, lot.lot_number, movement.quantity,
                source.kind AS from_kind, source.availability AS from_availability, source_place.code AS from_place,
                target.kind AS to_kind, target.availability AS to_availability, target_place.code AS to_place
            FROM stockpile.stock_movement AS movement
            JOIN stockpile.request USING (document_id)
            JOIN stockpile.lot ON lot.lot_id = movement.lot_id
            JOIN stockpile.stock_account AS source ON source.account_id = movement.from_account_id
            JOIN stockpile.place AS source_place ON source_place.place_id = source.place_id
            JOIN stockpile.stock_account AS target ON target.account_id = movement.to_account_id
            JOIN stockpile.place AS target_place ON target_place.place_id = target.place_id
            """)
        for row in rows {
            guard let name = keys.name(of: try row.get("request_key")) else { continue }
            let lot: String = try row.get("lot_number")
            func account(_ side: String) throws -> Account {
                Account(
                    kind: try row.get("\(side)_kind"), lot: lot, place: try row.get("\(side)_place"),
                    availability: try row.get("\(side)_availability"))
            }
            movements[name, default: []].append(
                Movement(from: try account("from"), to: try account("to"), quantity: try row.get("quantity")))
        }
    }

    private static let tags: SQL = """
        SELECT tag, count(*) AS n FROM (
            SELECT remarks AS tag FROM stockpile.document WHERE kind <> 'write_off'
            UNION ALL SELECT remarks FROM stockpile.allocation_order
            UNION ALL SELECT remarks FROM stockpile.allocation_order_event
            UNION ALL SELECT reason FROM stockpile.write_off
            UNION ALL SELECT DISTINCT remarks FROM stockpile.lot_hold_release WHERE document_id IS NULL
        ) AS tagged WHERE tag IS NOT NULL GROUP BY tag
        """

    private static let balances: SQL = """
        SELECT account.kind, lot.lot_number, place.code AS place, account.availability, account.quantity,
            account.condition = 'good' AND account.bin_id IS NULL AND stock_owner.code = 'own' AND account.item_id = lot.item_id AS is_plain
        FROM stockpile.stock_account AS account
        JOIN stockpile.lot USING (lot_id) JOIN stockpile.place USING (place_id) JOIN stockpile.stock_owner USING (owner_id)
        """

    /// Everything a request could change, in one text.
    static func fingerprint(_ server: TortureServer) async throws -> String {
        let rows = try await server.statement(
            """
            SELECT md5(string_agg(account_id || ':' || quantity || ':' || value_fen, ' ' ORDER BY account_id)) AS balances,
                (SELECT count(*) FROM stockpile.document) AS documents, (SELECT count(*) FROM stockpile.stock_movement) AS movements,
                (SELECT count(*) FROM stockpile.request) AS requests, (SELECT count(*) FROM stockpile.lot) AS lots,
                (SELECT md5(string_agg(number || state, ' ' ORDER BY number)) FROM stockpile.allocation_order) AS orders,
                (SELECT count(*) FROM stockpile.allocation_order_event) AS events,
                (SELECT md5(string_agg(number || state, ' ' ORDER BY number)) FROM stockpile.stock_count) AS counts,
                (SELECT md5(string_agg(number || state, ' ' ORDER BY number)) FROM stockpile.write_off) AS write_offs,
                (SELECT coalesce(sum(last_number), 0)::bigint FROM stockpile.document_counter) AS numbers
            FROM stockpile.stock_account
            """)
        guard let row = rows.first else { return "" }
        let counts = try ["documents", "movements", "requests", "lots", "events", "numbers"].map { "\($0)=\(try row.get($0) as Int64)" }
        let texts = try ["balances", "orders", "write_offs", "counts"].map { try row.get($0) as String? ?? "" }
        return (counts + texts).joined(separator: " ")
    }
}
