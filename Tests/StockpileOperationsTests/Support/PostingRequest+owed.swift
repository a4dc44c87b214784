import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting

extension PostingRequest {
    /// What purposes of issues owe, given in full; the first keeper makes, the second checks.
    mutating func giveOwed() {
        guard ["disposal", "sale", "donation", "return_to_supplier"].contains(purpose) else { return }
        grounds.reason = "水损"
        guard purpose == "disposal" else { return }
        reference = "鉴定1"
        grounds.checker = "keeper2"
    }
}

extension SmallReserve {
    /// Lends at the first depot, as the first keeper, until so many days from now.
    @discardableResult
    func lend(
        _ item: String, _ quantity: Int64, lot: String? = nil, days: Int = 10, occurredAt: String? = nil
    ) async throws -> PostedDocument {
        var request = PostingRequest(purpose: "loan", place: "D1", lines: [.of(item, quantity, lot: lot)])
        request.occurredAt = occurredAt
        request.grounds.borrower = "学校"
        request.grounds.dueOn = Self.today.adding(days: days)
        return try await person("keeper1").postIssue(request, key: .fresh())
    }

    /// Goods that come back from a loan.
    @discardableResult
    func giveBack(
        _ item: String, _ quantity: Int64, of loan: String, lot: String? = nil, by login: String = "keeper1"
    ) async throws
        -> PostedDocument
    {
        var request = PostingRequest(purpose: "loan_return", place: "D1", lines: [.of(item, quantity, lot: lot)])
        request.grounds.loan = loan
        return try await person(login).postReceipt(request, key: .fresh())
    }

    /// Changes goods at the first depot, with everything any change owes.
    @discardableResult
    func change(
        _ kind: LotChange.Kind, lot: String, _ quantity: Int64? = nil, by login: String? = nil, checker: String? = nil,
        key: IdempotencyKey = .fresh()
    ) async throws -> PostedDocument {
        var change = LotChange(kind, lot: lot, at: "D1")
        change.quantity = quantity
        change.reference = "文1"
        change.grounds.reason = "核查"
        if case .condition = kind {} else { change.grounds.checker = checker ?? "keeper2" }
        return try await person(
            login ?? (change.permission == .changeOwner || change.permission == .reclassifyLot ? "finance1" : "keeper1")
        )
        .changeLot(change, key: key)
    }

    /// Every balance above zero by lot, condition, owner and availability.
    func conditions() async throws -> [String: Int64] {
        let rows = try await sql(
            """
            SELECT concat_ws(' ', lot_number, account_kind, condition, owner, availability) AS name, sum(quantity)::bigint AS quantity
            FROM stockpile.stock_detail GROUP BY 1
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("name"), try $0.get("quantity")) })
    }

    /// What all that is ours is worth.
    func worth() async throws -> Int64 {
        let rows = try await sql("SELECT coalesce(sum(value_fen), 0)::bigint AS value FROM stockpile.stock_account WHERE is_stock")
        return try rows[0].get("value")
    }
}
