package import Postgres
package import StockpileModel

extension Transaction {
    /// What neighbours promise, and who they are; after items and places.
    package func insertMutualAid(_ aid: [(number: String, draft: MutualAidDraft)]) throws {
        guard !aid.isEmpty else { return }
        let drafts = aid.map(\.draft)
        try execute(
            """
            INSERT INTO stockpile.neighbour (code, name, name_en, telephone, source)
            SELECT DISTINCT ON (row.code) row.code, row.name, row.name_en, row.telephone, row.source
            FROM unnest(\(drafts.map(\.neighbour)), \(drafts.map(\.neighbourName))::text[], \(drafts.map(\.neighbourNameEn))::text[],
                \(drafts.map(\.telephone))::text[], \(drafts.map(\.source)))
                WITH ORDINALITY AS row (code, name, name_en, telephone, source, position)
            ORDER BY row.code, row.position
            """)
        try execute(
            """
            INSERT INTO stockpile.mutual_aid (number, neighbour_id, item_id, place_id, quantity, response_hours, confidence_percent,
                valid_from, valid_to, source)
            SELECT row.number, neighbour.neighbour_id, item.item_id, place.place_id, row.quantity, row.hours, row.percent,
                row.valid_from::date, row.valid_to::date, row.source
            FROM unnest(\(aid.map(\.number)), \(drafts.map(\.neighbour)), \(drafts.map(\.item)), \(drafts.map(\.place)),
                \(drafts.map(\.quantity)), \(drafts.map(\.responseHours)), \(drafts.map(\.confidencePercent)),
                \(drafts.map(\.validFrom)), \(drafts.map(\.validTo)), \(drafts.map(\.source)))
                WITH ORDINALITY AS row (number, neighbour, item, place, quantity, hours, percent, valid_from, valid_to, source, position)
            JOIN stockpile.neighbour ON neighbour.code = row.neighbour
            JOIN stockpile.item ON item.code = row.item
            JOIN stockpile.place ON place.code = row.place
            ORDER BY row.position
            """)
    }
}
