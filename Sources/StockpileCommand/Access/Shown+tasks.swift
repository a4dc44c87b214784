extension Shown {
    static let tasks = [
        "task", "kind_name", "subject", "place", "place_name", "company_name", "responsible_role", "responsible_name", "task_due_at",
        "days_left", "contact", "telephone", "is_liaison",
    ]
    static let endedTasks = [
        "task", "kind_name", "subject", "place_name", "company_name", "opened_at", "task_due_at", "outcome", "ended_by", "ended_at",
        "remarks",
    ]
    static let liaisons = [
        "organisation_kind", "organisation", "organisation_name", "name", "telephone", "deputy", "deputy_telephone", "trained_on",
        "last_answered_at", "valid_from", "valid_to", "source",
    ]
    static let liaisonChecks = ["number", "started_by", "started_at", "respond_due_at", "called", "answered", "silent", "remarks"]
    static let liaisonCheckMembers = [
        "organisation_kind", "organisation", "organisation_name", "name", "telephone", "deputy", "deputy_telephone", "answered_by",
        "answered_at", "is_late", "remarks",
    ]
    static let recoveries = [
        "document", "receiver", "contact", "telephone", "occasion", "place", "item", "item_name", "lot", "issued_quantity",
        "recovered_quantity", "lost_quantity", "quantity", "base_unit", "days_out", "days_left",
    ]
    static let recoveryRates = [
        "receiver", "occasion", "item", "item_name", "issued_quantity", "recovered_quantity", "damaged_quantity", "lost_quantity",
        "quantity",
        "base_unit", "recovered_percent",
    ]
    static let recovery = ["document", "place", "return_document"]
    static let recoveryEntries = [
        "item", "item_name", "lot", "result", "quantity", "base_unit", "reason", "return_document", "person", "recorded_at", "reversed_by",
    ]
}
