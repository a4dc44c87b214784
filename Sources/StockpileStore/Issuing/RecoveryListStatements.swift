package import Postgres
package import StockpileModel

/// Which goods that are to come back a list shows; what is nil does not matter.
package struct RecoveryFilter: Sendable {
    package var document: String?
    package var receiver: String?
    package var place: String?
    /// An incident, a drill.
    package var occasion: String?
    /// Also what has come back, or is lost, altogether.
    package var withComplete = false

    package init() {}
}

extension Transaction {
    /// Goods that are to come back, longest out first: by issue and lot.
    ///
    /// Units: base units; days since they went out, and to the day on which the task is due.
    package func listRecoveries(_ filter: RecoveryFilter, on day: CalendarDate, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT due.number AS document, due.receiver, due.contact, due.telephone, due.occasion, place.code AS place,
                place.name AS place_name, place.name_en AS place_name_en, item.code AS item, item.name AS item_name,
                item.name_en AS item_name_en, item.base_unit, lot.lot_number AS lot, due.issued_quantity,
                due.returned_quantity AS recovered_quantity, due.good_quantity, due.in_inspection_quantity, due.to_repair_quantity,
                due.to_scrap_quantity, due.lost_quantity, due.quantity, stockpile.iso(due.occurred_at, \(zone)) AS occurred_at,
                (\(day)::date - (due.occurred_at AT TIME ZONE \(zone))::date)::bigint AS days_out,
                ((task.due_at AT TIME ZONE \(zone))::date - \(day)::date)::bigint AS days_left
            FROM stockpile.recovery_detail AS due
            JOIN stockpile.place ON place.place_id = due.place_id
            JOIN stockpile.item ON item.item_id = due.item_id
            JOIN stockpile.lot ON lot.lot_id = due.lot_id
            LEFT JOIN stockpile.task ON task.kind = 'recovery' AND task.subject_id = due.document_id AND task.outcome IS NULL
            WHERE due.issued_quantity > 0 AND (\(filter.withComplete) OR due.quantity > 0)
              AND (\(filter.document)::text IS NULL OR due.number = \(filter.document))
              AND (\(filter.receiver)::text IS NULL OR due.receiver = \(filter.receiver))
              AND (\(filter.place)::text IS NULL OR place.code = \(filter.place))
              AND (\(filter.occasion)::text IS NULL OR due.occasion = \(filter.occasion))
            ORDER BY due.occurred_at, due.document_id, item.code, lot.lot_number, due.owner_id
            """
        ).map {
            try $0.object(
                [
                    "document", "receiver", "contact", "telephone", "occasion", "place", "place_name", "place_name_en", "item", "item_name",
                    "item_name_en", "base_unit", "lot", "occurred_at",
                ],
                integers: [
                    "issued_quantity", "recovered_quantity", "good_quantity", "in_inspection_quantity", "to_repair_quantity",
                    "to_scrap_quantity", "lost_quantity", "quantity", "days_out", "days_left",
                ])
        }
    }

    /// Which share of what they were given users bring back: by receiver, occasion and item; the worst first.
    ///
    /// Units: base units; whole percent, rounded down.
    package func listRecoveryRates(_ filter: RecoveryFilter) throws -> [JSONValue] {
        try query(
            """
            SELECT due.receiver, due.occasion, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                sum(due.issued_quantity)::bigint AS issued_quantity, sum(due.returned_quantity)::bigint AS recovered_quantity,
                sum(due.to_repair_quantity + due.to_scrap_quantity)::bigint AS damaged_quantity,
                sum(due.lost_quantity)::bigint AS lost_quantity, sum(due.quantity)::bigint AS quantity,
                div(sum(due.returned_quantity) * 100, sum(due.issued_quantity))::bigint AS recovered_percent
            FROM stockpile.recovery_detail AS due
            JOIN stockpile.item ON item.item_id = due.item_id
            JOIN stockpile.place ON place.place_id = due.place_id
            WHERE due.issued_quantity > 0
              AND (\(filter.receiver)::text IS NULL OR due.receiver = \(filter.receiver))
              AND (\(filter.place)::text IS NULL OR place.code = \(filter.place))
              AND (\(filter.occasion)::text IS NULL OR due.occasion = \(filter.occasion))
            GROUP BY due.receiver, due.occasion, item.item_id
            ORDER BY recovered_percent, due.receiver, due.occasion, item.code
            """
        ).map {
            try $0.object(
                ["receiver", "occasion", "item", "item_name", "item_name_en", "base_unit"],
                integers: [
                    "issued_quantity", "recovered_quantity", "damaged_quantity", "lost_quantity", "quantity", "recovered_percent",
                ])
        }
    }

    /// What was written down of an issue's recovery, oldest first.
    package func listRecoveryEntries(of number: String, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit, lot.lot_number AS lot,
                entry.result, entry.quantity, entry.reason, receipt.number AS return_document, person.login AS person,
                stockpile.iso(entry.recorded_at, \(zone)) AS recorded_at, reversal.number AS reversed_by
            FROM stockpile.recovery_entry AS entry
            JOIN stockpile.document ON document.document_id = entry.document_id
            JOIN stockpile.lot ON lot.lot_id = entry.lot_id
            JOIN stockpile.item ON item.item_id = lot.item_id
            JOIN stockpile.person ON person.person_id = entry.person_id
            LEFT JOIN stockpile.document AS receipt ON receipt.document_id = entry.return_document_id
            LEFT JOIN stockpile.reversed_line AS reversed
                ON reversed.document_id = entry.return_document_id AND reversed.line_no = entry.return_line_no
            LEFT JOIN stockpile.document AS reversal ON reversal.document_id = reversed.reversal_document_id
            WHERE document.number = \(number) ORDER BY entry.recovery_entry_id
            """
        ).map {
            try $0.object(
                [
                    "item", "item_name", "item_name_en", "base_unit", "lot", "result", "reason", "return_document", "person", "recorded_at",
                    "reversed_by",
                ], integers: ["quantity"])
        }
    }
}
