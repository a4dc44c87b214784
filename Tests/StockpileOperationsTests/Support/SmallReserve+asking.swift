import Foundation
import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting
import Testing

extension PostingRequestLine {
    static func of(
        _ item: String, _ quantity: Int64, lot: String? = nil, pack: String? = nil, to place: String? = nil, category: String? = nil
    )
        -> Self
    {
        var line = PostingRequestLine(item: item, quantity: quantity)
        line.lot = lot
        line.pack = pack
        line.toPlace = place
        line.category = category
        return line
    }
}

extension SmallReserve {
    static var today: CalendarDate {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Asia/Shanghai") ?? .gmt
        let parts = calendar.dateComponents([.year, .month, .day], from: Date())
        return CalendarDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) ?? CalendarDate(dayNumber: 0)
    }

    /// A moment in the past, in the form people write it.
    static func ago(_ hours: Double) -> String { ISO8601DateFormatter().string(from: Date(timeIntervalSinceNow: -hours * 3600)) }

    /// One lot received, as the first keeper unless somebody else is named.
    @discardableResult
    func receive(
        _ item: String, _ quantity: Int64, at place: String = "D1", lot: String, expiresIn days: Int? = nil, condition: String? = nil,
        cost: Int64 = 100, occurredAt: String? = nil, by login: String = "keeper1"
    ) async throws -> PostedDocument {
        var line = PostingRequestLine.of(item, quantity, lot: lot)
        line.category = "relief"
        line.expiresOn = days.map { Self.today.adding(days: $0) }
        line.condition = condition
        line.unitCostFen = cost
        var request = PostingRequest(purpose: "purchase", place: place, lines: [line])
        request.occurredAt = occurredAt
        return try await person(login).postReceipt(request, key: .fresh())
    }

    @discardableResult
    func issue(
        _ item: String, _ quantity: Int64, at place: String = "D1", lot: String? = nil, purpose: String = "use", occurredAt: String? = nil
    ) async throws -> PostedDocument {
        var request = PostingRequest(purpose: purpose, place: place, lines: [.of(item, quantity, lot: lot)])
        request.occurredAt = occurredAt
        request.giveOwed()
        return try await person("keeper1").postIssue(request, key: .fresh())
    }

    @discardableResult
    func transfer(_ item: String, _ quantity: Int64, from: String, to: String, lot: String? = nil) async throws -> PostedDocument {
        let request = PostingRequest(purpose: "relocation", place: from, lines: [.of(item, quantity, lot: lot, to: to)])
        return try await person("keeper1").postTransfer(request, key: .fresh())
    }

    /// An order as the first commander gives it.
    func order(
        _ lines: [(Int64, String)], of item: String = "quilt", from: [String] = [], part: Bool = false, due: Int = 48
    ) async throws -> JSONValue {
        try await person("commander1").issueOrder(.of(item, lines, from: from, part: part, due: due), key: .fresh())
    }

    /// Every balance above zero by lot, place and state, such as "L1 D1 stock free".
    func balances() async throws -> [String: Int64] {
        let rows = try await sql(
            """
            SELECT lot_number || ' ' || place || ' ' || account_kind || ' ' || availability AS name, sum(quantity)::bigint AS quantity
            FROM stockpile.stock_detail GROUP BY 1
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("name"), try $0.get("quantity")) })
    }

    /// Everything a posting can change, in one text.
    func fingerprint() async throws -> String {
        let rows = try await sql(
            """
            SELECT string_agg(account_id || ':' || quantity || ':' || value_fen, ' ' ORDER BY account_id)
                    FILTER (WHERE quantity <> 0 OR value_fen <> 0) AS balances,
                (SELECT count(*) FROM stockpile.document) AS documents, (SELECT count(*) FROM stockpile.stock_movement) AS movements,
                (SELECT count(*) FROM stockpile.request) AS requests, (SELECT count(*) FROM stockpile.lot) AS lots,
                (SELECT count(*) FROM stockpile.allocation_order) AS orders, (SELECT count(*) FROM stockpile.write_off) AS write_offs,
                (SELECT coalesce(sum(last_number), 0)::bigint FROM stockpile.document_counter) AS numbers,
                (SELECT count(*) FROM stockpile.count_line) AS count_lines, (SELECT count(*) FROM stockpile.count_entry) AS count_entries,
                (SELECT coalesce(string_agg(state, ' ' ORDER BY count_id), '') FROM stockpile.stock_count) AS count_states,
                (SELECT coalesce(string_agg(state, ' ' ORDER BY order_id), '') FROM stockpile.allocation_order) AS order_states,
                (SELECT coalesce(string_agg(state, ' ' ORDER BY write_off_id), '') FROM stockpile.write_off) AS write_off_states
            FROM stockpile.stock_account
            """)
        let row = try #require(rows.first)
        let counts = try ["documents", "movements", "requests", "lots", "orders", "write_offs", "numbers", "count_lines", "count_entries"]
            .map {
                "\($0)=\(try row.get($0) as Int64)"
            }
        let texts = try ["balances", "order_states", "write_off_states", "count_states"].map { try row.get($0) as String? ?? "" }
        return (counts + texts).joined(separator: "|")
    }

    /// The body is refused with this code and leaves everything as it was; answers the refusal's numbers.
    @discardableResult
    func refuses(
        _ code: RefusalCode, sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any
    ) async throws -> JSONValue {
        let before = try await fingerprint()
        var detail: JSONValue = .null
        do {
            let answer = try await body()
            Issue.record("not refused: \(answer)", sourceLocation: sourceLocation)
        } catch StockpileError.refused(let refusal) {
            #expect(refusal.code == code, sourceLocation: sourceLocation)
            detail = refusal.detail
        } catch StockpileError.notPermitted(let refusal) {
            #expect(refusal.code == code, sourceLocation: sourceLocation)
            detail = refusal.detail
        }
        #expect(try await fingerprint() == before, sourceLocation: sourceLocation)
        return detail
    }

    /// What is wrong with a request: "line/field/value" for each problem. Nothing is changed by it.
    func problems(sourceLocation: SourceLocation = #_sourceLocation, _ body: () async throws -> some Any) async throws -> [String] {
        let before = try await fingerprint()
        do {
            let answer = try await body()
            Issue.record("not refused: \(answer)", sourceLocation: sourceLocation)
            return []
        } catch StockpileError.invalid(let problems) {
            #expect(try await fingerprint() == before, sourceLocation: sourceLocation)
            return problems.map { [$0.field ?? "", $0.code.rawValue, $0.detail["value"] ?? ""].joined(separator: "/") }
        }
    }

    /// The ledger agrees with itself.
    func isWhole(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let differences = try await person("auditor1").verifyLedger().differences
        #expect(differences.isEmpty, sourceLocation: sourceLocation)
    }
}

extension AllocationRequest {
    static func of(
        _ item: String, _ lines: [(Int64, String)], from: [String] = [], part: Bool = false, due: Int = 48
    ) -> AllocationRequest {
        AllocationRequest(
            lines: lines.map { .init(item: item, quantity: $0.0, pack: nil, toPlace: $0.1) }, fromPlaces: from, incident: nil,
            remarks: nil, allowsPart: part, dueHours: due)
    }
}

extension JSONValue {
    /// An order's, write-off's or document's number.
    var number: String { self[key: "number"]?.text ?? "" }
    func figures(_ name: String) -> [Int64] { (self[key: "lines"]?.array ?? []).map { $0[key: name]?.integer ?? -1 } }
    /// The same text for the same content: what was kept in the database comes back with its keys in another order.
    var canonical: String { sorted.written }
    private var sorted: JSONValue {
        switch self {
        case .object(let members): .object(members.sorted { $0.key < $1.key }.map { JSONMember($0.key, $0.value.sorted) })
        case .array(let values): .array(values.map(\.sorted))
        default: self
        }
    }
    /// Picks as "lot@place:quantity".
    var picks: [String] {
        (self[key: "picks"]?.array ?? []).map {
            "\($0[key: "lot"]?.text ?? "")@\($0[key: "place"]?.text ?? ""):\($0[key: "quantity"]?.integer ?? 0)"
        }
    }
}

/// All bodies at once; the code each was refused with, nil for those that went through, in the order given.
func atOnce(_ bodies: [@Sendable () async throws -> Void]) async throws -> [RefusalCode?] {
    try await withThrowingTaskGroup(of: (Int, RefusalCode?).self) { group in
        for (index, body) in bodies.enumerated() { group.addTask { (index, try await refusal { try await body() }) } }
        var codes = [RefusalCode?](repeating: nil, count: bodies.count)
        for try await (index, code) in group { codes[index] = code }
        return codes
    }
}
