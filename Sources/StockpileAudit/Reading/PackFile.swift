/// The files of a pack and their columns, as `docs/ledger-seal.md` and the headings themselves have them.
enum PackFile: String, CaseIterable {
    case pack, items, categories, places, bins, owners, people, lots, accounts, documents, movements, blocks
    case sealedDocuments = "sealed_documents"

    var name: String { "\(rawValue).csv" }

    /// Without the last one, `row_sha256`, which every file has.
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

    /// Columns that packs of an earlier Stockpile do not have, the last ones of their file. Where a seal covers what they hold, leaving
    /// them out shows.
    var laterColumns: [String] {
        switch self {
        case .documents: ["reason", "occasion", "borrower", "due_on", "loan_document_id", "attachments"]
        case .movements: ["serials"]
        default: []
        }
    }
}
