package import Postgres
package import StockpileModel

extension Transaction {
    /// Ways of rotation and what places use; after items, places and agreements.
    package func insertRotation(_ draft: RotationRowsDraft) throws {
        for way in draft.ways {
            try execute(
                """
                INSERT INTO stockpile.rotation_way (way, item_id, reserve_category, place_id, agreement_id, saved_percent, fixed_cost_fen,
                    cost_per_unit_fen, monthly_quantity, lead_days, least_days_left, replaced_after_days, source)
                VALUES (\(way.way), (SELECT item_id FROM stockpile.item WHERE code = \(way.item)), \(way.category),
                    (SELECT place_id FROM stockpile.place WHERE code = \(way.place)),
                    (SELECT agreement_id FROM stockpile.agreement WHERE number = \(way.agreement)), \(way.savedPercent),
                    \(way.fixedCostFen), \(way.costPerUnitFen), \(way.monthlyQuantity), \(way.leadDays), \(way.leastDaysLeft),
                    \(way.replacedAfterDays), \(way.source))
                """)
        }
        let uses = draft.uses
        try execute(
            """
            INSERT INTO stockpile.routine_use (item_id, place_id, monthly_quantity, source)
            SELECT item_id, place_id, monthly_quantity, row.source
            FROM unnest(\(uses.map(\.item)), \(uses.map(\.place)), \(uses.map(\.monthlyQuantity)), \(uses.map(\.source)))
                AS row (item, place, monthly_quantity, source)
            JOIN stockpile.item ON item.code = row.item JOIN stockpile.place ON place.code = row.place
            """)
    }
}
