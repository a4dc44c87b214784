package import Postgres
package import StockpileModel

extension Transaction {
    /// Physical, entrusted and agreement quantities side by side, today.
    ///
    /// Shape:  `share_percent` by quantity of an item; of a category and of all by value, since quantities of several items do not add up.
    ///         Null where nothing is there, and by value where a part under agreement has no known value.
    package func findAgreementShare(_ subject: ShareSubject) throws -> [JSONValue] {
        try query(
            """
            SELECT share.*, \(Self.names), \(Self.percent(subject)) AS share_percent
            FROM stockpile.find_agreement_share(\(subject.rawValue)) AS share \(Self.named)
            """
        ).map { try Self.share($0, subject) }
    }

    /// What was kept month by month, oldest first.
    package func listAgreementShares(_ subject: ShareSubject) throws -> [JSONValue] {
        try query(
            """
            SELECT share.*, \(Self.names), \(Self.percent(subject)) AS share_percent
            FROM stockpile.agreement_share AS share \(Self.named)
            WHERE share.subject = \(subject.rawValue) ORDER BY share.month, share.code
            """
        ).map { row in
            let dated = try row.object(["month", "taken_on"]).members ?? []
            return .object(dated + (try Self.share(row, subject).members ?? []))
        }
    }

    /// Keeps this month's; answers how many rows, none when it was kept before. Errors: SP401.
    package func recordAgreementShare(by person: PersonID) throws -> Int64 {
        guard let row = try query("SELECT stockpile.record_agreement_share(\(person)) AS rows").first else {
            throw PostgresError(.decoding, "no answer")
        }
        return try row.get("rows")
    }

    private static func share(_ row: Row, _ subject: ShareSubject) throws -> JSONValue {
        let names =
            switch subject {
            case .item: [("item", "code"), ("item_name", "item_name"), ("item_name_en", "item_name_en"), ("base_unit", "base_unit")]
            case .category: [("category", "code"), ("category_name", "category_name"), ("category_name_en", "category_name_en")]
            case .value: [(String, String)]()
            }
        let named = try names.map { key, column in JSONMember(key, JSONValue(try row.get(column) as String?)) }
        let figures = try row.object(
            [],
            integers: [
                "physical", "entrusted", "agreement", "physical_value_fen", "entrusted_value_fen", "agreement_value_fen",
                "agreement_unvalued", "share_percent",
            ])
        return .object(named + (figures.members ?? []))
    }

    private static func percent(_ subject: ShareSubject) -> SQL {
        subject == .item
            ? "(share.agreement::numeric * 100 / nullif(share.physical::numeric + share.entrusted + share.agreement, 0))::bigint"
            : """
            CASE WHEN share.agreement_unvalued = 0 THEN (share.agreement_value_fen::numeric * 100 / nullif(share.physical_value_fen::numeric
                + share.entrusted_value_fen + share.agreement_value_fen, 0))::bigint END
            """
    }

    /// What is promised for goods that several categories need belongs to none of them alone.
    private static var names: SQL {
        """
        item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
            coalesce(category.name, CASE share.code WHEN 'several' THEN '多个类别' END) AS category_name,
            coalesce(category.name_en, CASE share.code WHEN 'several' THEN 'Several categories' END) AS category_name_en
        """
    }

    private static var named: SQL {
        """
        LEFT JOIN stockpile.item ON item.code = share.code
        LEFT JOIN stockpile.reserve_category AS category ON category.reserve_category = share.code
        """
    }
}
