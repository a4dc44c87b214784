package import Postgres
package import StockpileModel

/// What a record of care is about, looked up.
package struct NamedCare: Sendable {
    package let rule: Int64
    package let place: PlaceID
    package let lot: LotID?
    package let serial: Int64?

    package init(rule: Int64, place: PlaceID, lot: LotID?, serial: Int64?) {
        self.rule = rule
        self.place = place
        self.lot = lot
        self.serial = serial
    }
}

/// Care that is due of one heap of goods, or of one unit.
package struct CareDue: Sendable {
    package let lot: LotID
    package let place: PlaceID
    package let serial: Int64?
    /// The last care found a defect.
    package let isDefective: Bool
    package let dueOn: CalendarDate
    /// As people are told of it.
    package let told: JSONValue
}

extension Transaction {
    /// A duty and the item it is of.
    package func findCareRule(_ code: String) throws -> (id: Int64, item: ItemID)? {
        try query("SELECT care_rule_id, item_id FROM stockpile.care_rule WHERE code = \(code)").first.map {
            (try $0.get("care_rule_id"), try $0.get("item_id"))
        }
    }

    /// Adds a duty and opens its tasks. Errors: SP401, SP690 for a code that is taken.
    package func addCareRule(_ rule: CareRuleDraft, of item: ItemID, by person: PersonID) throws {
        let argument: JSONValue = [
            "code": .text(rule.code), "item_id": .integer(item.rawValue), "duty": .text(rule.duty), "every_days": .integer(rule.everyDays),
            "first_days": JSONValue(rule.firstDays), "instruction": .text(rule.instruction), "source": .text(rule.source),
        ]
        try execute("SELECT stockpile.add_care_rule(\(person), \(argument)::jsonb)")
    }

    /// Ends a duty and drops its tasks. Errors: SP401, SP601, SP691 when it has ended already.
    package func endCareRule(_ code: String, because reason: String, by person: PersonID) throws {
        try execute("SELECT stockpile.end_care_rule(\(person), \(code), \(reason))")
    }

    package func findSerial(_ number: String, of item: ItemID) throws -> Int64? {
        try query("SELECT serial_id FROM stockpile.serial WHERE item_id = \(item) AND serial_number = \(number)").first?.get("serial_id")
    }

    /// Writes down that a duty was done; answers the rows, one for each lot or unit.
    ///
    /// Errors: SP401, SP601, SP613 for a defect without a word, SP637 to SP639.
    package func recordCare(_ care: CareDraft, _ named: NamedCare, doneOn: CalendarDate, by person: PersonID) throws -> [Int64] {
        let argument: JSONValue = [
            "care_rule_id": .integer(named.rule), "place_id": .integer(named.place.rawValue), "lot_id": JSONValue(named.lot?.rawValue),
            "serial_id": JSONValue(named.serial), "done_on": JSONValue(doneOn), "done_by": JSONValue(care.doneBy),
            "result": .text(care.result.rawValue), "remarks": JSONValue(care.remarks), "evidence": JSONValue(care.evidence?.sha256),
            "evidence_name": JSONValue(care.evidence?.name),
        ]
        return try query("SELECT care_record_id FROM stockpile.record_care(\(person), \(argument)::jsonb) AS care_record_id").map {
            try $0.get("care_record_id")
        }
    }

    /// Opens and closes tasks of care by what is due; answers how many are open. Errors: SP401.
    package func openCareDue(by person: PersonID) throws -> Int64 {
        guard let row = try query("SELECT stockpile.open_care_due(\(person)) AS open").first else {
            throw PostgresError(.decoding, "no answer")
        }
        return try row.get("open")
    }

    /// What care is due of which goods, the longest overdue first.
    ///
    /// Units: base units of the item; days left may be negative.
    package func listCare(_ filter: CareFilter, on day: CalendarDate) throws -> [CareDue] {
        let due = filter.within.map { day.adding(days: $0) }
        return try query(
            """
            SELECT schedule.rule, schedule.item, item.name AS item_name, item.name_en AS item_name_en, schedule.duty, place.code AS place,
                place.name AS place_name, place.name_en AS place_name_en, lot.lot_number AS lot, serial.serial_number AS serial,
                schedule.quantity, item.base_unit, schedule.last_done_on, schedule.last_result, schedule.last_remarks, schedule.due_on,
                (schedule.due_on - \(day))::bigint AS days_left, state.care_state, schedule.every_days::bigint AS every_days,
                schedule.instruction, schedule.lot_id, schedule.place_id, schedule.serial_id
            FROM stockpile.care_schedule AS schedule
            JOIN stockpile.item USING (item_id) JOIN stockpile.lot ON lot.lot_id = schedule.lot_id
            JOIN stockpile.place ON place.place_id = schedule.place_id
            LEFT JOIN stockpile.serial ON serial.serial_id = schedule.serial_id
            CROSS JOIN LATERAL (SELECT CASE WHEN schedule.last_result = 'defect' THEN 'care_defect'
                WHEN schedule.due_on < \(day) THEN 'care_overdue' ELSE 'cared' END AS care_state) AS state
            WHERE (\(filter.items == nil) OR schedule.item_id = ANY(\(filter.items ?? [])))
              AND (\(filter.place)::bigint IS NULL OR schedule.place_id = \(filter.place))
              AND (\(filter.rule)::text IS NULL OR schedule.rule = \(filter.rule))
              AND (NOT \(filter.isOverdue) OR state.care_state <> 'cared')
              AND (\(due)::date IS NULL OR schedule.due_on <= \(due) OR state.care_state <> 'cared')
            ORDER BY schedule.due_on, place.code, schedule.item, schedule.rule, lot.lot_number, serial.serial_number COLLATE "C"
            \(filter.slice.sql)
            """
        ).map { row in
            CareDue(
                lot: try row.get("lot_id"), place: try row.get("place_id"), serial: try row.get("serial_id"),
                isDefective: try row.get("care_state") == "care_defect", dueOn: try row.get("due_on"),
                told: try row.object(
                    [
                        "rule", "item", "item_name", "item_name_en", "duty", "place", "place_name", "place_name_en", "lot", "serial",
                        "base_unit", "last_done_on", "last_result", "last_remarks", "due_on", "care_state", "instruction",
                    ], integers: ["quantity", "days_left", "every_days"]))
        }
    }

    /// What was done, newest first: of some records, or of all that the filter names.
    package func listCareRecords(_ filter: CareFilter, lot: String?, among ids: [Int64]? = nil, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT record.done_on, rule.code AS rule, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, rule.duty,
                place.code AS place, place.name AS place_name, place.name_en AS place_name_en, lot.lot_number AS lot,
                serial.serial_number AS serial, record.result, record.done_by, record.remarks, record.done_on + rule.every_days AS next_on,
                person.login AS recorded_by, record.evidence_name AS evidence, encode(record.evidence, 'hex') AS sha256,
                stockpile.iso(record.recorded_at, \(zone)) AS recorded_at
            FROM stockpile.care_record AS record
            JOIN stockpile.care_rule AS rule USING (care_rule_id) JOIN stockpile.item ON item.item_id = rule.item_id
            JOIN stockpile.lot ON lot.lot_id = record.lot_id JOIN stockpile.place ON place.place_id = record.place_id
            JOIN stockpile.person ON person.person_id = record.person_id
            LEFT JOIN stockpile.serial ON serial.serial_id = record.serial_id
            WHERE (\(ids == nil) OR record.care_record_id = ANY(\(ids ?? [])))
              AND (\(filter.items == nil) OR rule.item_id = ANY(\(filter.items ?? [])))
              AND (\(filter.place)::bigint IS NULL OR record.place_id = \(filter.place))
              AND (\(filter.rule)::text IS NULL OR rule.code = \(filter.rule))
              AND (\(lot)::text IS NULL OR lot.lot_number = \(lot))
            ORDER BY record.done_on DESC, record.care_record_id DESC \(filter.slice.sql)
            """
        ).map {
            try $0.object([
                "done_on", "rule", "item", "item_name", "item_name_en", "duty", "place", "place_name", "place_name_en", "lot", "serial",
                "result", "done_by", "remarks", "next_on", "recorded_by", "evidence", "sha256", "recorded_at",
            ])
        }
    }

    /// Every duty, by item; those that have ended only if they are asked for.
    package func listCareRules(of items: [ItemID]?, withEnded: Bool = false) throws -> [JSONValue] {
        try query(
            """
            SELECT rule.code AS rule, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, rule.duty,
                rule.every_days::bigint AS every_days, rule.first_days::bigint AS first_days, rule.instruction, rule.source,
                (rule.ended_at AT TIME ZONE stockpile.district_zone())::date AS ended_on
            FROM stockpile.care_rule AS rule JOIN stockpile.item USING (item_id)
            WHERE (\(items == nil) OR rule.item_id = ANY(\(items ?? []))) AND (\(withEnded) OR rule.ended_at IS NULL)
            ORDER BY item.code, rule.code
            """
        ).map {
            try $0.object(
                ["rule", "item", "item_name", "item_name_en", "duty", "instruction", "source", "ended_on"],
                integers: ["every_days", "first_days"])
        }
    }
}
