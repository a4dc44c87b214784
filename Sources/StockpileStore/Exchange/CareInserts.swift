package import Postgres
package import StockpileModel

extension Transaction {
    /// Duties of care; after items.
    package func insertCareRules(_ rules: [CareRuleDraft]) throws {
        try execute(
            """
            INSERT INTO stockpile.care_rule (code, item_id, duty, every_days, first_days, instruction, source)
            SELECT row.code, item_id, row.duty, row.every_days, nullif(row.first_days, 0), row.instruction, row.source
            FROM unnest(\(rules.map(\.code)), \(rules.map(\.item)), \(rules.map(\.duty)), \(rules.map(\.everyDays)),
                \(rules.map { $0.firstDays ?? 0 }), \(rules.map(\.instruction)), \(rules.map(\.source)))
                AS row (code, item, duty, every_days, first_days, instruction, source)
            JOIN stockpile.item ON item.code = row.item
            """)
    }
}
