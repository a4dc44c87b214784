package import Postgres
package import StockpileModel

extension Transaction {
    /// How much of each promise counts on a day: by the rule in force then, or by one that is tried.
    ///
    /// Shape: lines by agreement, item and place; those of `items` only, unless that is nil.
    package func findConfidences(of items: [ItemID]?, on day: CalendarDate, trying rule: ConfidenceRule? = nil) throws -> Confidences {
        let inForce = try rule ?? findConfidenceRule(on: day)
        let proofs = try listStockProofs(of: items)
        let lines = try listPromiseLines(of: items).map { line in
            var line = line
            line.proofs = proofs[line.key] ?? []
            return line
        }
        let records = try inForce.map { try listPromiseRecords(days: $0.promiseDays, upTo: day) } ?? [:]
        return Confidences(rule: inForce, day: day, lines: lines, records: records)
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
                    stock.confidence_percent, draw.drawn
                FROM stockpile.agreement_stock AS stock JOIN stockpile.call_off_draw AS draw USING (agreement_id, item_id, place_id)
                UNION ALL
                SELECT agreement_id, item_id, place_id, 'capacity', units_per_day, 100, 0 FROM stockpile.agreement_capacity
            ) AS promise
            JOIN stockpile.agreement USING (agreement_id) JOIN stockpile.company USING (company_id)
            JOIN stockpile.item USING (item_id) JOIN stockpile.place USING (place_id)
            JOIN stockpile.agreement_term USING (agreement_id)
            WHERE \(items == nil) OR promise.item_id = ANY(\(items ?? []))
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
            WHERE \(items == nil) OR item_id = ANY(\(items ?? [])) ORDER BY proved_on, proof_id
            """)
        var proofs: [PromiseKey: [StockProof]] = [:]
        for row in rows {
            proofs[try row.promiseKey(), default: []].append(
                StockProof(kind: try row.proofKind("kind"), provedOn: try row.get("proved_on"), quantity: try row.get("quantity")))
        }
        return proofs
    }

    private func listPromiseRecords(days: Int, upTo day: CalendarDate) throws -> [Int64: PromiseRecord] {
        let rows = try query(
            """
            SELECT company_id, count(*) FILTER (WHERE is_kept) AS kept, count(*) FILTER (WHERE is_broken) AS broken
            FROM stockpile.promise_record WHERE promised_on > \(day.adding(days: -days)) AND promised_on <= \(day) GROUP BY company_id
            """)
        return try Dictionary(
            rows.map { (try $0.get("company_id"), PromiseRecord(kept: try $0.get("kept"), broken: try $0.get("broken"))) }
        ) { first, _ in first }
    }
}

extension Row {
    fileprivate func promiseKey() throws -> PromiseKey {
        let text: String = try get("form")
        guard let form = PromiseKey.Form(rawValue: text) else { throw PostgresError(.decoding, "not a form of promise") }
        return PromiseKey(agreement: try get("agreement_id"), item: try get("item_id"), place: try get("place_id"), form: form)
    }
}
