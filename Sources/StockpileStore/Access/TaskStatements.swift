package import Postgres
package import StockpileModel

extension Transaction {
    /// What waits, soonest first, with whose it is and whom to call about it; or what has ended, newest first.
    ///
    /// Units: days to the day on which it is due, below zero when that has passed.
    package func listTasks(_ filter: TaskFilter, on day: CalendarDate, zone: String) throws -> [JSONValue] {
        let order: SQL = filter.hasEnded ? "task.closed_at DESC, task.task_id DESC" : "task.due_at, task.task_id"
        let condition: SQL = """
            (task.outcome IS NOT NULL) = \(filter.hasEnded)
              AND (\(filter.kind)::text IS NULL OR task.kind = \(filter.kind))
              AND (\(filter.place)::text IS NULL OR place.code = \(filter.place))
              AND (NOT \(filter.isOverdueOnly) OR task.due_at < clock_timestamp())
              AND (\(filter.ofPerson)::bigint IS NULL OR task.owner_id = \(filter.ofPerson)
                OR (task.owner_id IS NULL AND task.owner_role IN
                    (SELECT role FROM stockpile.person_role WHERE person_role.person_id = \(filter.ofPerson))))

            """
        return try query(
            Self.taskRows(on: day, zone) + "WHERE " + condition + "ORDER BY " + order
                + " \(filter.slice.sql)"
        ).map(Self.task)
    }

    /// One task. Errors: notFound.
    package func findTask(_ task: Int64, on day: CalendarDate, zone: String) throws -> JSONValue {
        let rows = try query(Self.taskRows(on: day, zone) + "WHERE task.task_id = \(task)")
        guard let row = rows.first else { throw StockpileError.notFound(subject: "task", code: String(task)) }
        return try Self.task(row)
    }

    /// Errors: SP401, SP524, SP525, SP601.
    package func closeTask(_ task: Int64, as outcome: TaskOutcome, remarks: String?, by person: PersonID) throws {
        try execute("SELECT stockpile.close_task(\(task), \(outcome.rawValue), \(remarks), \(person))")
    }

    /// Every kind there is.
    package func listTaskKinds() throws -> [String] {
        try query("SELECT kind FROM stockpile.task_kind ORDER BY kind").map { try $0.get("kind") }
    }

    private static func task(_ row: Row) throws -> JSONValue {
        let members = try row.object(
            [
                "kind", "kind_name", "kind_name_en", "subject", "place", "place_name", "place_name_en", "company", "company_name",
                "company_name_en", "responsible", "responsible_name", "responsible_name_en", "responsible_role", "task_due_at", "contact",
                "telephone", "opened_at", "outcome", "ended_by", "ended_at", "remarks",
            ], integers: ["task", "days_left"]
        ).members
        let flags = try ["is_overdue", "is_liaison", "closes_by_hand"].map { JSONMember($0, .bool(try row.get($0))) }
        return .object((members ?? []) + flags)
    }

    private static func taskRows(on day: CalendarDate, _ zone: String) -> SQL {
        """
        SELECT task.task_id AS task, task.kind, task.kind_name, task.kind_name_en, task.subject, place.code AS place,
            place.name AS place_name, place.name_en AS place_name_en, company.code AS company, company.name AS company_name,
            company.name_en AS company_name_en, responsible.login AS responsible, responsible.name AS responsible_name,
            responsible.name_en AS responsible_name_en, task.owner_role AS responsible_role,
            stockpile.iso(task.due_at, \(zone)) AS task_due_at,
            ((task.due_at AT TIME ZONE \(zone))::date - \(day)::date)::bigint AS days_left,
            task.outcome IS NULL AND task.due_at < clock_timestamp() AS is_overdue, task.contact, task.telephone, task.is_liaison,
            task.closes_by_hand, stockpile.iso(task.opened_at, \(zone)) AS opened_at, task.outcome, closer.login AS ended_by,
            stockpile.iso(task.closed_at, \(zone)) AS ended_at, task.remarks
        FROM stockpile.task_detail AS task
        LEFT JOIN stockpile.place ON place.place_id = task.place_id
        LEFT JOIN stockpile.company ON company.company_id = task.company_id
        LEFT JOIN stockpile.person AS responsible ON responsible.person_id = task.owner_id
        LEFT JOIN stockpile.person AS closer ON closer.person_id = task.closed_by

        """
    }
}
