package import Postgres
package import StockpileModel

extension Transaction {
    /// What companies and households hold beside the reserves; of these items, or all.
    ///
    /// Shape: `counting_quantity` is what its own confidence leaves; none of it decides a verdict.
    package func listAdvisoryStock(of items: [ItemID]? = nil) throws -> [JSONValue] {
        try query(
            """
            SELECT advisory.layer, company.code AS company, company.name AS company_name, company.name_en AS company_name_en,
                town.code AS place, town.name AS place_name, town.name_en AS place_name_en, item.code AS item, item.name AS item_name,
                item.name_en AS item_name_en, item.base_unit, advisory.households, advisory.kit_quantity,
                advisory.kit_percent::bigint, advisory.quantity, advisory.confidence_percent::bigint,
                advisory.quantity * advisory.confidence_percent / 100 AS counting_quantity, advisory.source
            FROM stockpile.advisory_stock AS advisory JOIN stockpile.item USING (item_id)
            LEFT JOIN stockpile.company USING (company_id) LEFT JOIN stockpile.place AS town ON town.place_id = advisory.town_id
            WHERE \(items == nil) OR advisory.item_id = ANY(\(items ?? []))
            ORDER BY advisory.layer DESC, company.code, town.code, item.code, advisory.advisory_id
            """
        ).map {
            try $0.object(
                [
                    "layer", "company", "company_name", "company_name_en", "place", "place_name", "place_name_en", "item", "item_name",
                    "item_name_en", "base_unit", "source",
                ],
                integers: ["households", "kit_quantity", "kit_percent", "quantity", "confidence_percent", "counting_quantity"])
        }
    }
}
