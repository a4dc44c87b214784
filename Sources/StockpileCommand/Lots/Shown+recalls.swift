extension Shown {
    static let recalls = [
        "number", "state", "lot", "item", "item_name", "quantity", "open_quantity", "base_unit", "holders_total", "holders_open", "reason",
        "issued_at", "completed_at",
    ]
    static let recall = [
        "number", "state", "lot", "item", "item_name", "reason", "reference", "evidence", "issued_by_name", "issued_at",
        "completed_by_name", "completed_at", "quantity", "open_quantity", "base_unit", "holders_total", "holders_open", "released_orders",
    ]
    static let recalledLots = ["lot", "parent_lot", "recalled_at", "origin", "expires_on"]
    static let recallHolders = [
        "holder_no", "lot", "kind", "holder_name", "place", "place_name", "contact", "telephone", "document", "quantity",
        "on_hand_quantity", "back_quantity", "not_recoverable_quantity", "open_quantity", "last_at", "remarks",
    ]
    static let tracedLot = ["lot", "item", "item_name", "base_unit", "origin", "received_on", "expires_on", "recalled_on"]
    static let traceSteps = [
        "occurred_at", "document", "kind", "purpose", "from_lot", "from_kind", "from_place", "to_lot", "to_kind", "to_place", "quantity",
        "receiver", "contact", "telephone", "person", "reference", "order", "loan", "reverses",
    ]
}
