import Postgres
import StockpileModel
import StockpileOperations
import StockpileTesting

extension WriteOperation {
    private static let keepers = ("keeper1", "keeper2")

    static let lots = care + rules

    private static let care: [WriteOperation] = [
        WriteOperation(
            name: "acceptLot", logins: keepers, permission: .acceptGoods, loser: nil,
            prepare: { reserve in
                try await reserve.receive("quilt", 100, lot: "L1", condition: "in_inspection", by: "admin1")
                return "L1"
            },
            act: { person, lot, wording, key in
                var acceptance = Acceptance(lot, at: "D1")
                acceptance.accepted = wording == .first ? 5 : 6
                return try await person.acceptLot(acceptance, key: key).number
            }),
        WriteOperation(
            name: "recordCare", logins: keepers, permission: .recordCare, loser: .careRecordedAlready,
            prepare: { reserve in
                try await reserve.careRule(of: "quilt", everyDays: 30)
                try await reserve.receive("quilt", 100, lot: "L1")
                return "L1"
            },
            act: { person, lot, wording, key in
                var care = CareDraft(rule: "quilt-air", at: "D1")
                care.lot = wording == .first ? lot : nil
                return JSONValue.array(try await person.recordCare(care, key: key)).canonical
            }),
        WriteOperation(
            name: "holdLot with an owner and a day", logins: keepers, permission: .holdLot, loser: .nothingToDo,
            prepare: { reserve in
                try await reserve.receive("quilt", 100, lot: "L1")
                return "L1"
            },
            act: { person, lot, wording, key in
                try await person.holdLot(
                    lot, item: nil, at: nil, remarks: "送检", owner: "keeper2",
                    until: SmallReserve.today.adding(days: wording == .first ? 5 : 6), key: key
                ).canonical
            }),
    ]
}

extension SmallReserve {
    /// A duty of airing an item, known as "quilt-air" for quilts.
    func careRule(of item: String, everyDays: Int64, firstDays: Int64? = nil) async throws {
        try await sql(
            """
            INSERT INTO stockpile.care_rule (code, item_id, duty, every_days, first_days, instruction, source)
            SELECT code || '-air', item_id, 'air', \(everyDays)::integer, \(firstDays)::integer, '晾晒', 's' FROM stockpile.item
            WHERE code = \(item)
            """)
    }

    /// Writes down that an item was cared for at the first depot, so many days ago.
    @discardableResult
    func care(
        _ rule: String = "quilt-air", at place: String = "D1", daysAgo days: Int = 0, lot: String? = nil, serial: String? = nil,
        defect: String? = nil, by login: String = "keeper1"
    ) async throws -> [JSONValue] {
        var care = CareDraft(rule: rule, at: place)
        (care.lot, care.serial, care.doneOn, care.remarks) = (lot, serial, Self.today.adding(days: -days), defect)
        if defect != nil { care.result = .defect }
        return try await person(login).recordCare(care, key: .fresh())
    }

    /// What is open of a kind of task, as "subject place owner days left".
    func tasksDue(_ kind: String) async throws -> [String] {
        let rows = try await sql(
            """
            SELECT concat_ws(' ', subject, place.code, person.login,
                (task.due_at AT TIME ZONE 'Asia/Shanghai')::date - 1 - \(Self.today)::date) AS task
            FROM stockpile.task LEFT JOIN stockpile.place USING (place_id) LEFT JOIN stockpile.person ON person_id = owner_id
            WHERE task.kind = \(kind) AND outcome IS NULL ORDER BY 1
            """)
        return try rows.map { try $0.get("task") }
    }
}
