package import Postgres
package import StockpileModel

/// A count's header as operations need it.
package struct CountHead: Sendable {
    package let id: CountID
    package let number: String
    package let state: CountState
    package let place: PlaceID
    package let reviewNo: Int
}

/// One heap on a count's sheet.
package struct CountLine: Sendable {
    package let lineNo: Int64
    package let item: String
    package let lot: String
    package let bin: String?
    package let owner: String
    package let condition: String
}

/// What one person counted, with every line known.
package struct CountedLine: Sendable {
    package let lineNo: Int64
    package let quantity: Int64
    /// A moment as the database reads it; nil is now.
    package let countedAt: String?
    /// The units that were found; empty where nobody names them.
    package let serials: [String]

    package init(lineNo: Int64, quantity: Int64, countedAt: String?, serials: [String] = []) {
        self.lineNo = lineNo
        self.quantity = quantity
        self.countedAt = countedAt
        self.serials = serials
    }
}

extension Transaction {
    /// Plans a count; answers its number.
    ///
    /// Errors: SP401, SP512 when goods are in another open count, SP516 when there is nothing to count, or too much.
    package func planCount(
        _ plan: CountPlan, place: PlaceID, item: ItemID?, seed: String?, by person: PersonID
    ) throws -> String {
        let argument: JSONValue = [
            "place_id": .integer(place.rawValue), "reserve_category": JSONValue(plan.category), "item_id": JSONValue(item?.rawValue),
            "random_lines": JSONValue(plan.randomLines.map(Int64.init)), "seed": JSONValue(seed),
            "tolerance_fen": JSONValue(plan.toleranceFen), "planned_by": .integer(person.rawValue),
        ]
        guard let row = try query("SELECT stockpile.plan_count(\(argument)::jsonb) AS number").first else {
            throw PostgresError(.decoding, "no number")
        }
        return try row.get("number")
    }

    /// Errors: notFound.
    package func findCount(_ number: String) throws -> CountHead {
        let rows = try query("SELECT count_id, state, place_id, review_no FROM stockpile.stock_count WHERE number = \(number)")
        guard let row = rows.first, let state = CountState(rawValue: try row.get("state")) else {
            throw StockpileError.notFound(subject: "count", code: number)
        }
        return CountHead(
            id: try row.get("count_id"), number: number, state: state, place: try row.get("place_id"), reviewNo: try row.get("review_no"))
    }

    /// Every line of a count, in the order of the sheet.
    package func listCountLines(_ count: CountID) throws -> [CountLine] {
        try query(
            """
            SELECT line.line_no::bigint AS line_no, item.code AS item, lot.lot_number AS lot, bin.code AS bin, stock_owner.code AS owner,
                line.condition
            FROM stockpile.count_line AS line
            JOIN stockpile.item USING (item_id)
            JOIN stockpile.lot ON lot.lot_id = line.lot_id
            JOIN stockpile.stock_owner USING (owner_id)
            LEFT JOIN stockpile.bin ON bin.bin_id = line.bin_id
            WHERE line.count_id = \(count) ORDER BY line.line_no
            """
        ).map {
            CountLine(
                lineNo: try $0.get("line_no"), item: try $0.get("item"), lot: try $0.get("lot"), bin: try $0.get("bin"),
                owner: try $0.get("owner"), condition: try $0.get("condition"))
        }
    }

    /// A line for goods found on the shelf; answers its number, or that of the line which is there already.
    ///
    /// Errors: SP401, SP501, SP512.
    package func addCountLine(
        _ count: CountID, lot: LotID, bin: Int64?, owner: OwnerID, condition: String, by person: PersonID
    ) throws -> Int64 {
        let rows = try query(
            "SELECT stockpile.add_count_line(\(count), \(person), \(lot), \(bin), \(owner), \(condition))::bigint AS line_no")
        guard let row = rows.first else { throw PostgresError(.decoding, "no line") }
        return try row.get("line_no")
    }

    /// Writes what one person counted.
    ///
    /// Errors: SP302, SP401, SP402 for a recount by one of the two, SP501, SP510, SP513, SP515.
    package func enterCount(_ count: CountID, _ lines: [CountedLine], by person: PersonID) throws {
        try execute(
            """
            SELECT stockpile.enter_count(\(count), \(person), \(lines.map(\.lineNo))::integer[], \(lines.map(\.quantity))::bigint[],
                \(lines.map(\.countedAt))::timestamptz[])
            """)
        for line in lines where !line.serials.isEmpty { try recordCountSerials(count, line: line.lineNo, line.serials, by: person) }
    }

    /// Names the units of what this person counted of a line.
    ///
    /// Errors: SP401, SP501, SP601, SP626 for another number of them than were counted, SP627, SP671 for a line that others counted, SP692.
    package func recordCountSerials(_ count: CountID, line: Int64, _ serials: [String], by person: PersonID) throws {
        try execute("SELECT stockpile.record_count_serials(\(count), \(person), \(line)::integer, \(serials)::text[])")
    }

    /// Errors: SP401, SP501.
    package func reviewCount(_ count: CountID, by person: PersonID) throws {
        try execute("SELECT stockpile.review_count(\(count), \(person))")
    }

    /// Approves or cancels.
    ///
    /// Errors: SP401, SP402 for planner and counters who approve, SP501.
    package func advanceCount(_ count: CountID, to state: CountState, by person: PersonID, remarks: String?) throws {
        try execute("SELECT stockpile.advance_count(\(count), \(state.rawValue), \(person), \(remarks))")
    }

    /// Posts the differences.
    ///
    /// Errors: SP101 with every line whose loss is more than lies there, SP401, SP402, SP501, SP511 when the books changed since.
    package func postCount(_ count: CountID, by person: PersonID, key: IdempotencyKey, requestHash: String) throws {
        try execute("SELECT stockpile.post_count(\(count), \(person), \(key.rawValue), \(requestHash))")
    }

    /// Sets the tolerance of counts that name none, from a day on; nil is today.
    ///
    /// Errors: SP401.
    package func setCountTolerance(fen: Int64, from day: CalendarDate?, source: String, by person: PersonID) throws {
        try execute("SELECT stockpile.set_count_tolerance(\(person), \(fen), \(day)::date, \(source))")
    }

    /// Every tolerance that was set, newest first; of one day the first in the list counts.
    package func listCountTolerances() throws -> [JSONValue] {
        try query(
            """
            SELECT effective_from, tolerance_fen, count_tolerance.source, person.login AS set_by
            FROM stockpile.count_tolerance LEFT JOIN stockpile.person ON person_id = set_by
            ORDER BY effective_from DESC, tolerance_id DESC
            """
        ).map { try $0.object(["effective_from", "source", "set_by"], integers: ["tolerance_fen"]) }
    }

    /// A bin of a place by its code.
    package func findBin(_ code: String, at place: PlaceID) throws -> Int64? {
        try query("SELECT bin_id FROM stockpile.bin WHERE place_id = \(place) AND code = \(code)").first?.get("bin_id")
    }

    /// True when the district has such a category.
    package func isCategory(_ category: String) throws -> Bool {
        try !query("SELECT FROM stockpile.reserve_category WHERE reserve_category = \(category)").isEmpty
    }
}
