package import Postgres
package import StockpileModel

extension Transaction {
    /// All that decides how much of each promise counts: by the rules adopted, or by one that is tried.
    ///
    /// Shape: lines by agreement, item and place; those of `items` only, unless that is nil.
    package func findPromiseBook(of items: [ItemID]?, trying rule: ConfidenceRule? = nil) throws -> PromiseBook {
        let proofs = try listStockProofs(of: items)
        let lines = try listPromiseLines(of: items).map { line in
            var line = line
            line.proofs = proofs[line.key] ?? []
            return line
        }
        return PromiseBook(rules: try listAdoptedConfidenceRules(), trying: rule, lines: lines, settled: try listSettledPromises())
    }

    private func listPromiseLines(of items: [ItemID]?) throws -> [PromiseLine] {
        try query(
            """
            SELECT promise.*, agreement.number AS agreement_number, company.company_id, company.code AS company,
                company.name AS company_name, company.name_en AS company_name_en,
                item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                item.base_unit, place.code AS place
            FROM (
                SELECT stock.agreement_id, stock.item_id, stock.place_id, 'agreement_stock' AS form, stock.quantity,
                    stock.confidence_percent,
                    -- Most lines were never called off, and what is drawn on one takes many look-ups. Who refuses sends nothing.
                    CASE WHEN EXISTS (
                            SELECT FROM stockpile.call_off
                            WHERE call_off.agreement_id = stock.agreement_id AND call_off.item_id = stock.item_id
                              AND call_off.place_id = stock.place_id AND call_off.state <> 'refused')
                        THEN (
                            SELECT draw.drawn FROM stockpile.call_off_draw AS draw
                            WHERE draw.agreement_id = stock.agreement_id AND draw.item_id = stock.item_id
                              AND draw.place_id = stock.place_id)
                        ELSE 0
                    END AS drawn
                FROM stockpile.agreement_stock AS stock
                UNION ALL
                SELECT agreement_id, item_id, place_id, 'capacity', units_per_day, 100, 0 FROM stockpile.agreement_capacity
            ) AS promise
            JOIN stockpile.agreement USING (agreement_id) JOIN stockpile.company USING (company_id)
            JOIN stockpile.item USING (item_id) JOIN stockpile.place USING (place_id)
            JOIN stockpile.agreement_term USING (agreement_id)
            \(among(items))
            ORDER BY agreement.number, promise.form, item.code, place.code
            """
        ).map { row in
            let names = try row.object([
                "agreement_number", "company", "company_name", "company_name_en", "item", "item_name", "item_name_en", "base_unit", "place",
            ])
            return PromiseLine(
                key: try row.promiseKey(), company: try row.get("company_id"), promised: try row.get("quantity"),
                agreedPercent: try row.get("confidence_percent"), drawn: try row.get("drawn"), names: names.members ?? [])
        }
    }

    private func listStockProofs(of items: [ItemID]?) throws -> [PromiseKey: [StockProof]] {
        let rows = try query(
            """
            SELECT agreement_id, item_id, place_id, form, kind, proved_on, quantity FROM stockpile.proof_of_stock
            \(among(items)) ORDER BY proved_on, proof_id
            """)
        var proofs: [PromiseKey: [StockProof]] = [:]
        for row in rows {
            proofs[try row.promiseKey(), default: []].append(
                StockProof(kind: try row.proofKind("kind"), provedOn: try row.get("proved_on"), quantity: try row.get("quantity")))
        }
        return proofs
    }

    /// No condition at all where none is needed: one that may be open hides from the planner how few rows there are.
    private func among(_ items: [ItemID]?) -> SQL {
        items.map { "WHERE item_id = ANY(\($0))" } ?? ""
    }

    private func listSettledPromises() throws -> [SettledPromise] {
        try query("SELECT company_id, promised_on, is_kept, is_broken FROM stockpile.promise_record WHERE is_kept OR is_broken").map {
            SettledPromise(
                company: try $0.get("company_id"), promisedOn: try $0.get("promised_on"), isKept: try $0.get("is_kept"),
                isBroken: try $0.get("is_broken"))
        }
    }
}

extension Row {
    fileprivate func promiseKey() throws -> PromiseKey {
        let text: String = try get("form")
        guard let form = PromiseKey.Form(rawValue: text) else { throw PostgresError(.decoding, "not a form of promise") }
        return PromiseKey(agreement: try get("agreement_id"), item: try get("item_id"), place: try get("place_id"), form: form)
    }
}
