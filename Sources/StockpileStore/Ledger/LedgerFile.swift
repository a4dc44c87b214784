/// One file of an audit pack. Its first column orders its rows.
package enum LedgerFile: String, Sendable, CaseIterable {
    case pack, items, categories, places, bins, owners, people, lots, accounts, documents, movements, blocks
    case sealedDocuments = "sealed_documents"

    package var name: String { "\(rawValue).csv" }

    var columns: [String] {
        switch self {
        case .pack:
            [
                "form", "district_id", "district", "time_zone", "period", "begins_at", "ends_at", "exported_at", "head_block",
                "head_sha256",
            ]
        case .items: ["item_id", "code", "name", "name_en", "classification_code", "base_unit"]
        case .categories: ["reserve_category", "name", "name_en"]
        case .places: ["place_id", "code", "name", "name_en", "kind"]
        case .bins: ["bin_id", "place", "code"]
        case .owners: ["owner_id", "code", "name", "name_en"]
        case .people: ["person_id", "login", "name", "name_en", "roles"]
        case .lots:
            [
                "lot_id", "item", "lot_number", "reserve_category", "funding_source", "origin", "legacy_group", "parent_lot_id",
                "manufactured_on", "received_on", "unit_cost_fen", "expires_on", "warn_on", "rotate_by_on",
            ]
        case .accounts:
            [
                "account_id", "kind", "item", "lot", "place", "bin", "owner", "condition", "availability", "quantity", "value_fen",
                "opening_quantity", "opening_value_fen", "block_no", "content_sha256",
            ]
        case .documents:
            [
                "document_id", "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person", "checker", "order_id",
                "write_off_id", "reverses_document_id", "about_period", "reference", "remarks", "movements",
                "reason", "occasion", "borrower", "due_on", "loan_document_id", "attachments",
            ]
        case .movements:
            [
                "movement_id", "document_id", "line_no", "item", "lot", "from_account_id", "to_account_id", "from_place", "to_place",
                "quantity", "value_fen", "occurred_at", "recorded_at", "order_line_id", "serials",
            ]
        case .blocks:
            [
                "block_no", "first_position", "last_position", "sealed_at", "documents_sha256", "accounts_sha256", "previous_sha256",
                "block_sha256",
            ]
        case .sealedDocuments: ["position", "document_id", "content_sha256"]
        }
    }

    /// The rows before they get their hash.
    func selection(_ span: LedgerExportSpan) -> String {
        switch self {
        case .items: "SELECT * FROM stockpile.item"
        case .categories: "SELECT * FROM stockpile.reserve_category"
        case .places: "SELECT * FROM stockpile.place"
        case .bins: "SELECT bin.bin_id, place.code AS place, bin.code FROM stockpile.bin JOIN stockpile.place USING (place_id)"
        case .owners: "SELECT * FROM stockpile.stock_owner"
        case .people:
            """
            SELECT person.*, (SELECT string_agg(role, ' ' ORDER BY role) FROM stockpile.person_role AS held
                WHERE held.person_id = person.person_id) AS roles FROM stockpile.person
            """
        case .lots: "SELECT lot.*, item.code AS item FROM stockpile.lot JOIN stockpile.item USING (item_id)"
        case .pack: packSelection(span)
        case .accounts: accountSelection(span)
        case .documents: documentSelection(span)
        case .movements: movementSelection(span)
        case .blocks, .sealedDocuments: sealSelection(span)
        }
    }
}
