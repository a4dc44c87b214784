import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting

extension SmallReserve {
    /// Makes bins at a place.
    func bins(_ codes: String..., at place: String = "D1") async throws {
        let keeper = try await person("keeper1")
        for code in codes { _ = try await keeper.addBin(code, name: nil, at: place, key: .fresh()) }
    }

    /// From now on every unit of the item has its number.
    func keepSerials(of item: String) async throws {
        try await sql("UPDATE stockpile.item SET is_serialised = true WHERE code = \(item)")
    }

    /// Everything in stock by lot, bin and state, such as "L1 A free".
    func heaps(at place: String = "D1") async throws -> [String: Int64] {
        let rows = try await sql(
            """
            SELECT lot_number || ' ' || coalesce(bin, '-') || ' ' || availability AS name, sum(quantity)::bigint AS quantity
            FROM stockpile.stock_detail WHERE account_kind = 'stock' AND place = \(place) GROUP BY 1
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("name"), try $0.get("quantity")) })
    }

    /// Where each unit is: "S1 D1 A", or "S1 consumption" for one that has left.
    func units(of item: String = "quilt") async throws -> [String] {
        try await person("auditor1").listSerials(item: item, place: nil, isAll: true).map { unit in
            let kind = unit[key: "account_kind"]?.text ?? ""
            let at = kind == "stock" ? [unit[key: "place"]?.text, unit[key: "bin"]?.text].compactMap(\.self).joined(separator: " ") : kind
            return "\(unit[key: "serial"]?.text ?? "") \(at)"
        }
    }

    @discardableResult
    func post(
        _ kind: PostingKind, _ lines: PostingRequestLine..., at place: String = "D1", purpose: String? = nil, key: IdempotencyKey? = nil
    )
        async throws -> PostedDocument
    {
        let keeper = try await person("keeper1")
        let request = PostingRequest(purpose: purpose ?? kind.purpose, place: place, lines: lines)
        switch kind {
        case .receipt: return try await keeper.postReceipt(request, key: key ?? .fresh())
        case .issue: return try await keeper.postIssue(request, key: key ?? .fresh())
        case .transfer, .rebinning: return try await keeper.postTransfer(request, key: key ?? .fresh())
        }
    }

    /// One line past every operation, as the application's role: what the posting function alone says to it.
    func postRaw(
        _ kind: String, _ purpose: String, lot: String, quantity: Int64, line: JSONValue = [:], key: String = "raw"
    ) async throws {
        try await sql(
            """
            SELECT stockpile.post_document(jsonb_build_object('key', \(key)::text, 'request_hash', 'h', 'kind', \(kind)::text,
                'purpose', \(purpose)::text, 'place_id', place.place_id, 'person_id', person.person_id,
                'lines', jsonb_build_array(jsonb_build_object('line_no', 1, 'lot_id', lot.lot_id, 'quantity', \(quantity)::bigint,
                    'from_owner_id', (SELECT min(owner_id) FROM stockpile.stock_owner)) || \(line)::jsonb))) AS answer
            FROM stockpile.person, stockpile.lot, stockpile.place
            WHERE person.login = 'keeper1' AND lot.lot_number = \(lot) AND place.code = 'D1'
            """, role: "stockpile_application")
    }

    func binID(_ code: String, at place: String = "D1") async throws -> JSONValue {
        let rows = try await sql(
            "SELECT bin_id FROM stockpile.bin JOIN stockpile.place USING (place_id) WHERE bin.code = \(code) AND place.code = \(place)")
        return .integer(try rows[0].get("bin_id"))
    }
}

enum PostingKind: String {
    case receipt, issue, transfer, rebinning

    var purpose: String {
        switch self {
        case .receipt: "purchase"
        case .issue: "use"
        case .transfer: "relocation"
        case .rebinning: "rebinning"
        }
    }
}

extension PostingRequestLine {
    static func of(
        _ quantity: Int64, _ lot: String? = nil, bin: String? = nil, to place: String? = nil, toBin: String? = nil, serials: [String] = []
    ) -> Self {
        var line = PostingRequestLine.of("quilt", quantity, lot: lot, to: place)
        line.bin = bin
        line.toBin = toBin
        line.serials = serials
        return line
    }
}

extension JSONValue {
    static func texts(_ texts: String...) -> JSONValue { .array(texts.map { .text($0) }) }
}
