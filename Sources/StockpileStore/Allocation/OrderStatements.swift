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
    package let account: AccountID
    package let orderLine: OrderLineID
    package let item: ItemID
    package let lot: LotID
    package let lotNumber: String
    package let owner: OwnerID
    package let bin: Int64?
    package let fromPlace: PlaceID
    package let toPlace: PlaceID
    package var quantity: Quantity
}

extension Transaction {
    /// Writes the order with its number, lines and first event; answers its identifier, its number and its lines' in order.
    package func insertOrder(
        state: AllocationOrderState, incident: String?, remarks: String?, allowsPart: Bool, dueHours: Int,
        by person: PersonID, lines: [(item: ItemID, quantity: Quantity, to: PlaceID)]
    ) throws -> (id: OrderID, number: String, lines: [OrderLineID]) {
        let argument: JSONValue = [
            "state": .text(state.rawValue), "incident": JSONValue(incident), "remarks": JSONValue(remarks),
            "allows_part": .bool(allowsPart), "due_hours": .integer(Int64(dueHours)), "person_id": .integer(person.rawValue),
            "lines": .array(
                lines.enumerated().map { number, line in
                    [
                        "line_no": .integer(Int64(number + 1)), "item_id": .integer(line.item.rawValue),
                        "quantity": JSONValue(line.quantity), "to_place_id": .integer(line.to.rawValue),
                    ]
                }),
        ]
        let answer: JSONValue? = try query("SELECT stockpile.insert_order(\(argument)::jsonb) AS answer").first?.get("answer")
        guard let order = answer?[key: "order_id"]?.integer, let number = answer?[key: "number"]?.text else {
            throw PostgresError(.decoding, "no order")
        }
        let lineIDs = (answer?[key: "order_line_ids"]?.array ?? []).compactMap { $0.integer.map(OrderLineID.init(rawValue:)) }
        return (OrderID(rawValue: order), number, lineIDs)
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
        try execute("SELECT stockpile.advance_order(\(order), \(state.rawValue), \(person), \(remarks))")
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
            SELECT account.account_id, change.order_line_id, account.item_id, account.lot_id, lot.lot_number, account.owner_id,
                account.bin_id, account.place_id AS from_place_id, line.to_place_id, sum(change.quantity)::bigint AS quantity
            FROM (
                SELECT to_account_id AS account_id, order_line_id, quantity FROM stockpile.stock_movement
                WHERE document_id IN (SELECT document_id FROM stockpile.document WHERE order_id = \(order))
                UNION ALL
                SELECT from_account_id, order_line_id, -quantity FROM stockpile.stock_movement
                WHERE document_id IN (SELECT document_id FROM stockpile.document WHERE order_id = \(order))
            ) AS change
            JOIN stockpile.stock_account AS account USING (account_id)
            JOIN stockpile.lot ON lot.lot_id = account.lot_id
            JOIN stockpile.allocation_order_line AS line ON line.order_line_id = change.order_line_id
            WHERE account.kind = \(accountKind) AND account.availability = \(availability)
            GROUP BY change.order_line_id, line.line_no, account.account_id, account.item_id, account.lot_id, lot.lot_number,
                account.owner_id, account.bin_id, account.place_id, line.to_place_id
            HAVING sum(change.quantity) > 0
            ORDER BY line.line_no, account.account_id
            """
        ).map {
            OrderBalance(
                account: try $0.get("account_id"), orderLine: try $0.get("order_line_id"), item: try $0.get("item_id"),
                lot: try $0.get("lot_id"), lotNumber: try $0.get("lot_number"),
                owner: try $0.get("owner_id"),
                bin: try $0.get("bin_id"), fromPlace: try $0.get("from_place_id"), toPlace: try $0.get("to_place_id"),
                quantity: try $0.get("quantity"))
        }
    }

    /// Open orders that still hold something in these accounts, in the order they were given.
    package func listOrders(reserving accounts: [AccountID]) throws -> [OrderHead] {
        try query(
            """
            SELECT DISTINCT open_order.order_id, open_order.number, open_order.state
            FROM stockpile.stock_movement AS movement
            JOIN stockpile.document USING (document_id)
            JOIN stockpile.allocation_order AS open_order USING (order_id)
            WHERE movement.to_account_id = ANY(\(accounts)) AND open_order.state IN ('issued', 'acknowledged', 'partly_reserved')
            ORDER BY open_order.order_id
            """
        ).map(OrderHead.init(row:))
    }

    /// Orders whose time has run out while something is still reserved for them.
    package func listDueOrders() throws -> [OrderHead] {
        try query(
            """
            SELECT order_id, number, state FROM stockpile.allocation_order
            WHERE state IN ('issued', 'acknowledged', 'partly_reserved') AND due_at <= clock_timestamp() ORDER BY order_id
            """
        ).map(OrderHead.init(row:))
    }
}

extension OrderHead {
    fileprivate init(row: Row) throws {
        self.init(
            id: try row.get("order_id"), number: try row.get("number"),
            state: AllocationOrderState(rawValue: try row.get("state")) ?? .issued)
    }
}
