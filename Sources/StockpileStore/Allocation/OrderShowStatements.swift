package import Postgres
package import StockpileModel

extension Transaction {
    /// An order with its lines, how far each has come, its picks by depot and lot, and its documents.
    package func showOrder(_ order: OrderID, zone: String) throws -> JSONValue {
        let head = try query(
            """
            SELECT number, state, incident, remarks, person.login AS issued_by, person.name AS issued_by_name,
                person.name_en AS issued_by_name_en, stockpile.iso(issued_at, \(zone)) AS issued_at,
                stockpile.iso(due_at, \(zone)) AS due_at
            FROM stockpile.allocation_order JOIN stockpile.person ON person_id = issued_by WHERE order_id = \(order)
            """)
        let lines = try query(
            """
            SELECT line.line_no, item.code AS item, item.name AS item_name, item.name_en AS item_name_en, item.base_unit,
                place.code AS to_place, place.name AS to_place_name, place.name_en AS to_place_name_en, line.quantity AS asked,
                coalesce(sum(movement.quantity) FILTER (WHERE document.kind = 'reservation'), 0)::bigint AS picked,
                coalesce(sum(movement.quantity) FILTER (WHERE document.kind = 'reservation_release'), 0)::bigint AS released,
                coalesce(sum(movement.quantity) FILTER (WHERE document.kind = 'dispatch'), 0)::bigint AS dispatched,
                coalesce(sum(movement.quantity) FILTER (WHERE document.kind = 'arrival' AND document.purpose = 'order'), 0)::bigint
                    AS received,
                coalesce(sum(movement.quantity) FILTER (WHERE document.kind = 'arrival' AND document.purpose = 'lost'), 0)::bigint AS lost,
                coalesce(sum(movement.quantity) FILTER (WHERE document.kind = 'arrival' AND document.purpose = 'turned_back'), 0)::bigint
                    AS turned_back,
                coalesce(sum(CASE WHEN target.kind = 'carrier' THEN movement.quantity WHEN source.kind = 'carrier' THEN -movement.quantity
                    ELSE 0 END), 0)::bigint AS in_transit
            FROM stockpile.allocation_order_line AS line
            JOIN stockpile.item USING (item_id)
            JOIN stockpile.place ON place.place_id = line.to_place_id
            LEFT JOIN stockpile.document ON document.order_id = line.order_id
            LEFT JOIN stockpile.stock_movement AS movement
                ON movement.document_id = document.document_id AND movement.order_line_id = line.order_line_id
            LEFT JOIN stockpile.stock_account AS source ON source.account_id = movement.from_account_id
            LEFT JOIN stockpile.stock_account AS target ON target.account_id = movement.to_account_id
            WHERE line.order_id = \(order)
            GROUP BY line.line_no, item.code, item.name, item.name_en, item.base_unit, place.code, place.name,
                place.name_en, line.quantity ORDER BY line.line_no
            """)
        let picks = try query(
            """
            SELECT line.line_no, place.code AS place, place.name AS place_name, place.name_en AS place_name_en,
                bin.code AS bin, lot.lot_number AS lot, lot.expires_on, item.code AS item, movement.quantity
            FROM stockpile.document JOIN stockpile.stock_movement AS movement USING (document_id)
            JOIN stockpile.allocation_order_line AS line USING (order_line_id)
            JOIN stockpile.lot ON lot.lot_id = movement.lot_id
            JOIN stockpile.item ON item.item_id = movement.item_id
            JOIN stockpile.place ON place.place_id = movement.from_place_id
            JOIN stockpile.stock_account AS account ON account.account_id = movement.from_account_id
            LEFT JOIN stockpile.bin ON bin.bin_id = account.bin_id
            WHERE document.order_id = \(order) AND document.kind = 'reservation' ORDER BY line.line_no, movement.line_no
            """)
        let documents = try query(
            """
            SELECT number, kind, stockpile.iso(recorded_at, \(zone)) AS recorded_at FROM stockpile.document
            WHERE order_id = \(order) ORDER BY document_id
            """)
        guard
            case .object(let members)? = try head.first?.object(
                ["number", "state", "incident", "remarks", "issued_by", "issued_by_name", "issued_by_name_en", "issued_at", "due_at"])
        else { return .null }
        return .object(
            members + [
                JSONMember("lines", .array(try lines.map(Self.orderLine))),
                JSONMember(
                    "picks",
                    .array(
                        try picks.map {
                            try $0.object(
                                ["item", "place", "place_name", "place_name_en", "bin", "lot", "expires_on"],
                                integers: ["line_no", "quantity"])
                        })),
                JSONMember("documents", .array(try documents.map { try $0.object(["number", "kind", "recorded_at"]) })),
            ])
    }

    private static func orderLine(_ row: Row) throws -> JSONValue {
        guard
            case .object(let members) = try row.object(
                ["item", "item_name", "item_name_en", "base_unit", "to_place", "to_place_name", "to_place_name_en"],
                integers: ["line_no", "asked", "picked", "released", "dispatched", "received", "in_transit", "lost", "turned_back"])
        else { return .null }
        func figure(_ name: String) throws -> Int64 { try row.get(name) }
        let shortfall = try figure("asked") - figure("picked")
        return .object(members + [JSONMember("shortfall", .integer(max(0, shortfall)))])
    }

    /// Orders, newest first, each with what it is about: its first item, its number of lines, their quantity and destinations.
    package func listOrders(slice: ListSlice, zone: String) throws -> [JSONValue] {
        try query(
            """
            SELECT number, state, incident, person.login AS issued_by, person.name AS issued_by_name, person.name_en AS issued_by_name_en,
                stockpile.iso(issued_at, \(zone)) AS issued_at, stockpile.iso(due_at, \(zone)) AS due_at,
                head.item, head.item_name, head.item_name_en, whole.line_count, whole.quantity, whole.to_places
            FROM stockpile.allocation_order AS ordered JOIN stockpile.person ON person_id = issued_by
            LEFT JOIN LATERAL (
                SELECT item.code AS item, item.name AS item_name, item.name_en AS item_name_en
                FROM stockpile.allocation_order_line AS line JOIN stockpile.item USING (item_id)
                WHERE line.order_id = ordered.order_id ORDER BY line.line_no LIMIT 1) AS head ON true
            CROSS JOIN LATERAL (
                SELECT count(*) AS line_count, sum(line.quantity)::bigint AS quantity,
                    string_agg(DISTINCT place.code, ' ' ORDER BY place.code) AS to_places
                FROM stockpile.allocation_order_line AS line JOIN stockpile.place ON place_id = to_place_id
                WHERE line.order_id = ordered.order_id) AS whole
            ORDER BY order_id DESC \(slice.sql)
            """
        ).map {
            try $0.object(
                [
                    "number", "state", "incident", "issued_by", "issued_by_name", "issued_by_name_en", "issued_at", "due_at", "item",
                    "item_name", "item_name_en", "to_places",
                ], integers: ["line_count", "quantity"])
        }
    }
}
