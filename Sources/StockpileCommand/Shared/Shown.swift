internal import StockpileModel

/// Which columns each kind of answer shows in tables and CSV.
enum Shown {
    static let document = [
        "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person_name", "checker_name", "reason", "occasion",
        "reference", "remarks", "about_period", "borrower", "due_on", "receiver", "contact", "telephone", "loan", "order", "write_off",
        "reverses", "reversed_by",
    ]
    static let documents = [
        "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person_name", "reference", "remarks", "reversed_by",
    ]
    static let documentLines = [
        "line_no", "item", "item_name", "lot", "expires_on", "quantity", "base_unit", "value_fen", "from_kind",
        "from_place", "from_bin", "to_kind", "to_place", "to_bin", "to_lot", "to_condition", "to_owner", "serials", "reversed_by",
    ]
    /// Lines of a document; in a table without the columns that say nothing of it: where bins, units or reversals are none, and where
    /// a line's goods stay what they were.
    static func documentLines(of document: JSONValue, _ format: OutputFormat) -> [String] {
        guard format == .table else { return documentLines }
        let rows = document[key: "lines"]?.array ?? []
        let former = ["to_lot": "lot", "to_condition": "from_condition", "to_owner": "from_owner"]
        return documentLines.filter { column in
            if let before = former[column] { return rows.contains { $0[key: column] != $0[key: before] } }
            let isOptional = ["from_bin", "to_bin", "serials", "reversed_by", "expires_on"].contains(column)
            return !isOptional || rows.contains { ($0[key: column]?.shown ?? "").isEmpty == false }
        }
    }
    static let order = ["number", "state", "incident", "issued_by", "issued_by_name", "issued_at", "due_at", "remarks"]
    static let orderList = [
        "number", "state", "incident", "item", "item_name", "line_count", "quantity", "to_places", "issued_by_name", "issued_at", "due_at",
    ]
    static let orderLines = [
        "line_no", "item", "item_name", "to_place", "to_place_name", "asked", "picked", "shortfall", "dispatched", "in_transit", "received",
        "lost", "turned_back", "released", "base_unit",
    ]
    static let orderPicks = ["line_no", "item", "place", "place_name", "bin", "lot", "expires_on", "quantity"]
    static let orderDocuments = ["number", "kind", "recorded_at"]
    static let writeOff = [
        "number", "state", "place", "place_name", "reason", "requested_by", "requested_by_name", "approved_by", "approved_by_name",
        "posted_by", "posted_by_name", "document", "reversed_by",
    ]
    static let writeOffList = [
        "number", "state", "place", "item", "item_name", "line_count", "quantity", "reason", "requested_by_name", "approved_by_name",
        "posted_by_name", "document", "reversed_by",
    ]
    static let writeOffLines = ["line_no", "item", "item_name", "lot", "expires_on", "condition", "quantity", "base_unit", "value_fen"]
    static let lots = [
        "lot", "item", "item_name", "place", "quantity", "base_unit", "held", "expires_on", "days_left", "rotate_by_on",
        "value_fen",
    ]
    static let rotationPlan = [
        "until_on", "level", "scenarios", "value_at_risk_fen", "saved_fen", "cost_fen", "net_fen", "net_at_most_fen",
        "planned_elsewhere_fen",
    ]
    static let rotationSteps = [
        "place", "item", "item_name", "lot", "quantity", "base_unit", "rotate_by_on", "days_left", "way", "planned_on", "to_place",
        "value_at_risk_fen", "saved_fen", "cost_fen", "why_not_better",
    ]
    static let waste = ["year", "category_name", "lots", "expired_quantity", "expired_value_fen", "disposed_value_fen"]
    static let wasteByItem = [
        "year", "category_name", "item", "item_name", "lots", "expired_quantity", "expired_value_fen", "disposed_value_fen",
    ]
    static let wasteTotal = ["expired_value_fen"]
    static let undated = ["category_name", "lots", "quantity", "value_fen"]
    static let reconciliation = [
        "place", "place_name", "is_in_transit", "is_on_loan", "category_name", "opening_quantity", "in_quantity", "out_quantity",
        "closing_quantity", "opening_value_fen", "in_value_fen", "out_value_fen", "closing_value_fen", "difference_quantity",
        "difference_value_fen",
    ]
    static let differences = ["kind", "record", "position", "block_no", "account_id", "recorded", "recomputed"]
    static let readinessCategories = ["category_name", "verdict", "lines", "short"]
    static let readinessLines = [
        "category_name", "item", "item_name", "required", "physical", "entrusted", "agreement", "capacity", "mutual_aid", "covered", "gap",
        "base_unit", "within_hours", "verdict", "short_towns", "coverage", "excluded",
    ]
    static let stockFigures = [
        "quantity", "available", "reserved", "held", "expired", "recalled", "in_transit", "not_good", "on_loan", "value_fen",
    ]
    static let stockByItem = ["item", "item_name", "base_unit"] + stockFigures
    static let stockByPlace = ["place", "place_name"] + stockFigures
    static let stockByCategory = ["category", "category_name"] + stockFigures
    static let stockByLot =
        ["lot", "item", "item_name", "place", "bin", "owner", "category", "expires_on", "days_left", "base_unit"] + stockFigures
    static let stockByBin = ["place", "place_name", "bin", "bin_name", "item", "item_name", "base_unit"] + stockFigures
    static let stockByOwner = ["owner", "owner_name", "item", "item_name", "base_unit"] + stockFigures
    static let lot = [
        "lot", "item", "item_name", "base_unit", "category", "funding_source", "origin", "parent_lot", "manufactured_on", "received_on",
        "warn_on", "rotate_by_on", "rotate_days_left", "stop_issue_on", "issue_days_left", "expires_on", "days_left", "recalled_on",
        "recall",
        "unit_cost_fen",
    ]
    static let lotDates = [
        "recorded_at", "expires_on", "warn_on", "rotate_by_on", "stop_issue_on", "reason", "source", "person_name",
    ]
    static let lotBalances = [
        "account_kind", "place", "place_name", "bin", "owner", "condition", "availability", "quantity", "value_fen",
    ]
    static let lifeLeftDemands = ["item", "item_name", "place_kind", "purpose", "days", "source", "set_by", "recorded_at"]
    static let hold = ["document", "lot", "quantity", "hold_owner", "until_on", "released_orders"]
    static let ledgerCounts = ["accounts", "documents", "movements", "unsealed", "after_block", "block_no", "head"]
    static let exportedFiles = ["file", "rows", "sha256"]
    static let importedDistrict = ["district", "lots"]
    static let importedFiles = ["file", "rows"]
    static let appliedFiles = ["file"]
    static let period = ["period", "state", "head", "block_no"]
    static let periods = [
        "period", "state", "closing_by_name", "closing_at", "closed_by_name", "closed_at", "block_no", "head",
    ]
    static let closeSheet = [
        "district_name", "period", "closing_by_name", "closing_at", "closed_by_name", "closed_at", "position", "block_no", "head",
    ]
    static let closeTotals = [
        "category_name", "opening_quantity", "in_quantity", "out_quantity", "closing_quantity", "opening_value_fen", "in_value_fen",
        "out_value_fen", "closing_value_fen", "difference_quantity", "difference_value_fen",
    ]
    static let items = [
        "code", "name", "classification_code", "base_unit", "category_names", "shelf_life_months", "is_returnable",
        "is_serialised",
    ]
    static let places = [
        "code", "name", "kind", "company_name", "capacity_m2", "handling_minutes", "longitude", "latitude", "telephone",
        "custodian_name", "used_by_name",
    ]
    static let people = ["login", "name", "roles", "telephone"]
    static let agreements = [
        "number", "company_name", "form", "item", "item_name", "place", "quantity", "base_unit", "response_hours",
        "confidence_percent", "valid_from", "valid_to", "state",
    ]
    static let triggers = [
        "plan", "plan_year", "jurisdiction", "level", "is_at_least", "response_hazard_name", "metric_name", "figure", "min_inclusive",
        "max_exclusive", "unit", "is_beyond", "missing_figures", "is_not_by_forecast",
    ]
    static let readinessTriggers = ["plan", "plan_year", "jurisdiction", "level", "is_at_least"]
    static let scenario = ["code", "name", "hazard_name", "response_days", "towns", "drivers", "town_drivers"]
    static let scenarios = ["code", "name", "hazard_name", "response_days", "towns"]
    static let seal = ["sealed", "position", "block_no", "head"]
    static let events = ["position", "number", "kind", "purpose", "place", "occurred_at", "recorded_at", "person", "reverses", "block_no"]
    static let count = [
        "number", "state", "place", "place_name", "category", "item", "random_lines", "seed", "tolerance_fen", "lines_total",
        "lines_counted", "lines_to_recount", "entered", "lines_differing", "gain_value_fen", "loss_value_fen", "planned_by", "planned_at",
        "reviewed_by", "approved_by", "posted_by", "cancelled_by",
    ]
    static let counts = [
        "number", "state", "place_name", "category", "item", "lines_total", "lines_counted", "lines_to_recount", "lines_differing",
        "gain_value_fen", "loss_value_fen", "planned_by", "planned_at",
    ]
    static let countSheet = [
        "line_no", "item", "item_name", "base_unit", "lot", "bin", "owner", "condition", "counted_quantity", "counted_at",
    ]
    static let countLines = [
        "line_no", "item", "item_name", "lot", "bin", "owner", "condition", "counters", "book_quantity", "counted_quantity",
        "difference_quantity", "base_unit", "difference_value_fen", "found_serials", "missing_serials", "counted_at", "recount_reason",
    ]
    /// Lines of a count; in a table without the columns of units where none differ.
    static func countLines(of rows: [JSONValue], _ format: OutputFormat) -> [String] {
        guard format == .table else { return countLines }
        return countLines.filter { column in
            !["found_serials", "missing_serials"].contains(column) || rows.contains { $0[key: column]?.text?.isEmpty == false }
        }
    }
    static let countEntries = ["line_no", "counter_no", "counted_by", "counted_quantity", "counted_at", "recorded_at"]
    static let countEvents = ["state", "person", "recorded_at", "remarks"]
    static let countTolerances = ["effective_from", "tolerance_fen", "source", "set_by"]
    static let countDocuments = ["number", "kind", "purpose", "recorded_at"]
    static let attachments = ["name", "sha256", "media_type", "size_bytes", "kept_at", "is_of_posting", "person", "recorded_at"]
    static let loans = [
        "number", "borrower", "telephone", "due_on", "days_overdue", "place", "item", "item_name", "lot", "lent_quantity",
        "returned_quantity",
        "quantity", "base_unit",
    ]
    static let savedAttachment = ["name", "sha256", "size_bytes", "file"]
    static let importedDocuments = ["documents", "lines", "lots", "known"]
    static let bins = ["place", "place_name", "bin", "bin_name", "lots", "retired_on"]
    static let serials = [
        "item", "item_name", "serial", "account_kind", "place", "place_name", "bin", "lot", "owner", "condition", "availability",
    ]
    static let serialMoves = [
        "number", "kind", "purpose", "occurred_at", "recorded_at", "person_name", "from_kind", "from_place", "from_bin", "to_kind",
        "to_place",
        "to_bin", "lot", "reverses",
    ]
    static let database = ["state", "process", "server_version", "data_folder", "socket_folder", "conninfo"]
}
