package import Postgres
package import StockpileModel

/// An order's header as operations need it.
package struct OrderHead: Sendable {
    package let id: OrderID
    package let number: String
    package let state: AllocationOrderState
}

/// What is still on its way for an order: reserved at a depot, or in transit to a destination.
package struct OrderBalance: Sendable {
    package let orderLine: OrderLineID
    package let lot: LotID
    package let owner: OwnerID
    package let bin: Int64?
    package let fromPlace: PlaceID
    package let toPlace: PlaceID
    package let quantity: Quantity
}

extension Transaction {
    package func nextDistrictNumber(_ code: String) throws -> String {
        guard let row = try query("SELECT stockpile.next_district_number(\(code)) AS number").first else {
            throw PostgresError(.decoding, "no number")
        }
        return try row.get("number")
    }

    /// Writes the order with its lines and first event; answers its identifier and those of its lines in order.
    package func insertOrder(
        number: String, state: AllocationOrderState, incident: String?, remarks: String?, allowsPart: Bool, dueHours: Int,
        by person: PersonID, lines: [(item: ItemID, quantity: Quantity, to: PlaceID)]
    ) throws -> (OrderID, [OrderLineID]) {
        let rows = try query(
            """
            INSERT INTO stockpile.allocation_order (number, state, incident, issued_by, due_at, allows_part, remarks)
            VALUES (\(number), \(state.rawValue), \(incident), \(person), clock_timestamp() + make_interval(hours => \(dueHours)::integer),
                \(allowsPart), \(remarks))
            RETURNING order_id
            """)
        guard let order: OrderID = try rows.first?.get("order_id") else { throw PostgresError(.decoding, "no order") }
        let lineRows = try query(
            """
            INSERT INTO stockpile.allocation_order_line (order_id, line_no, item_id, quantity, to_place_id)
            SELECT \(order), line.line_no, line.item_id, line.quantity, line.to_place_id
            FROM unnest(\(lines.map(\.item))::bigint[], \(lines.map(\.quantity))::bigint[], \(lines.map(\.to))::bigint[])
                WITH ORDINALITY AS line (item_id, quantity, to_place_id, line_no)
            ORDER BY line.line_no
            RETURNING order_line_id
            """)
        try execute(
            """
            INSERT INTO stockpile.allocation_order_event (order_id, event_no, state, person_id)
            VALUES (\(order), 1, \(state.rawValue), \(person))
            """)
        return (order, try lineRows.map { try $0.get("order_line_id") })
    }

    /// Errors: notFound.
    package func findOrder(_ number: String) throws -> OrderHead {
        let rows = try query("SELECT order_id, number, state FROM stockpile.allocation_order WHERE number = \(number)")
        guard let row = rows.first, let state = AllocationOrderState(rawValue: try row.get("state")) else {
            throw StockpileError.notFound(subject: "order", code: number)
        }
        return OrderHead(id: try row.get("order_id"), number: number, state: state)
    }

    /// Locks the order; answers the state it stands in now.
    package func lockOrder(_ order: OrderID) throws -> AllocationOrderState? {
        try query("SELECT stockpile.lock_order(\(order)) AS state").first.flatMap { AllocationOrderState(rawValue: try $0.get("state")) }
    }

    /// Locks the accounts of an order that is locked already, for a step that posts several documents.
    package func lockOrderAccounts(_ order: OrderID) throws {
        try execute("SELECT stockpile.lock_order_accounts(\(order))")
    }

    package func advanceOrder(_ order: OrderID, to state: AllocationOrderState, by person: PersonID, remarks: String?) throws {
        let from = AllocationOrderState.sources(of: state).map(\.rawValue)
        try execute("SELECT stockpile.advance_order(\(order), \(from)::text[], \(state.rawValue), \(person), \(remarks))")
    }

    /// What is still reserved for an order, by line, lot and depot.
    package func listReserved(for order: OrderID) throws -> [OrderBalance] {
        try listOrderBalance(order, accountKind: "stock", availability: "reserved")
    }

    /// What is still in transit for an order, by line, lot and destination.
    package func listInTransit(for order: OrderID) throws -> [OrderBalance] {
        try listOrderBalance(order, accountKind: "carrier", availability: "free")
    }

    /// The order's own part of accounts that several orders may share: what its documents put there, less what they took away.
    private func listOrderBalance(_ order: OrderID, accountKind: String, availability: String) throws -> [OrderBalance] {
        try query(
            """
            SELECT change.order_line_id, account.lot_id, account.owner_id, account.bin_id, account.place_id AS from_place_id,
                line.to_place_id, sum(change.quantity)::bigint AS quantity
            FROM (
                SELECT to_account_id AS account_id, order_line_id, quantity FROM stockpile.stock_movement
                WHERE document_id IN (SELECT document_id FROM stockpile.document WHERE order_id = \(order))
                UNION ALL
                SELECT from_account_id, order_line_id, -quantity FROM stockpile.stock_movement
                WHERE document_id IN (SELECT document_id FROM stockpile.document WHERE order_id = \(order))
            ) AS change
            JOIN stockpile.stock_account AS account USING (account_id)
            JOIN stockpile.allocation_order_line AS line ON line.order_line_id = change.order_line_id
            WHERE account.kind = \(accountKind) AND account.availability = \(availability)
            GROUP BY change.order_line_id, line.line_no, account.account_id, account.lot_id, account.owner_id, account.bin_id,
                account.place_id, line.to_place_id
            HAVING sum(change.quantity) > 0
            ORDER BY line.line_no, account.account_id
            """
        ).map {
            OrderBalance(
                orderLine: try $0.get("order_line_id"), lot: try $0.get("lot_id"), owner: try $0.get("owner_id"),
                bin: try $0.get("bin_id"), fromPlace: try $0.get("from_place_id"), toPlace: try $0.get("to_place_id"),
                quantity: try $0.get("quantity"))
        }
    }

    /// Orders whose time has run out while something is still reserved for them.
    package func listDueOrders() throws -> [OrderHead] {
        try query(
            """
            SELECT order_id, number, state FROM stockpile.allocation_order
            WHERE state IN ('issued', 'acknowledged', 'partly_reserved') AND due_at <= clock_timestamp() ORDER BY order_id
            """
        ).map {
            OrderHead(
                id: try $0.get("order_id"), number: try $0.get("number"),
                state: AllocationOrderState(rawValue: try $0.get("state")) ?? .issued)
        }
    }
}
