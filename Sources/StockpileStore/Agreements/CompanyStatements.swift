package import Postgres
package import StockpileModel

extension Transaction {
    /// A company: contact, what lies at its sites that is not its own, and what is its own elsewhere. Errors: notFound.
    ///
    /// Shape: the owner with the company's code is the company.
    package func showCompany(_ code: String) throws -> JSONValue {
        let rows = try query(
            "SELECT code, name, name_en, contact, telephone, source FROM stockpile.company WHERE code = \(code)")
        guard let row = rows.first else { throw StockpileError.notFound(subject: "company", code: code) }
        let head = try row.object(["code", "name", "name_en", "contact", "telephone", "source"]).members ?? []
        let atItsSites: SQL = "company.code = \(code) AND owner.code <> \(code)"
        let itsOwn: SQL = "owner.code = \(code) AND company.code IS DISTINCT FROM \(code)"
        return .object(
            head + [
                JSONMember("our_stock", .array(try listStock(where: atItsSites))),
                JSONMember("its_stock", .array(try listStock(where: itsOwn))),
            ])
    }

    private func listStock(where condition: SQL) throws -> [JSONValue] {
        try query(
            """
            SELECT place.code AS place, owner.code AS owner, item.code AS item, item.name AS item_name, item.name_en AS item_name_en,
                item.base_unit, sum(account.quantity)::bigint AS quantity, sum(account.value_fen)::bigint AS value_fen
            FROM stockpile.stock_account AS account JOIN stockpile.place ON place.place_id = account.place_id
            LEFT JOIN stockpile.company ON company.company_id = place.company_id
            JOIN stockpile.stock_owner AS owner ON owner.owner_id = account.owner_id
            JOIN stockpile.item ON item.item_id = account.item_id
            WHERE account.holds AND \(condition)
            GROUP BY place.code, owner.code, item.item_id ORDER BY place.code, item.code, owner.code
            """
        ).map {
            try $0.object(
                ["place", "owner", "item", "item_name", "item_name_en", "base_unit"], integers: ["quantity", "value_fen"])
        }
    }
}
