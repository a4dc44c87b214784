extension Shown {
    static let capacities = [
        "agreement_number", "company_name", "item", "item_name", "place", "units_per_day", "raw_material_days", "quantity_max",
        "inspected_on", "found_units_per_day", "found_raw_material_days", "makeable_quantity", "base_unit", "inspected_by", "remarks",
    ]
    static let floors = [
        "company", "company_name", "item", "item_name", "place", "floor_quantity", "days_of_use", "daily_use", "found_quantity",
        "shortfall", "base_unit", "reported_on", "proof_age_days", "is_breached", "person", "agreement_number",
    ]
    static let mutualAid = [
        "number", "neighbour_name", "telephone", "item", "item_name", "quantity", "base_unit", "place", "place_name", "response_hours",
        "confidence_percent", "valid_from", "valid_to", "days_left", "ended_on", "source",
    ]
    static let candidates = [
        "number", "holder", "item", "item_name", "classification_code", "quantity", "base_unit", "place", "contact", "telephone", "source",
        "retired_on",
    ]
    static let shareByItem = [
        "item", "item_name", "physical", "entrusted", "agreement", "share_percent", "base_unit", "physical_value_fen",
        "entrusted_value_fen", "agreement_value_fen", "agreement_unvalued",
    ]
    static let shareByCategory = ["category", "category_name"] + shareByValue
    static let shareByValue = [
        "physical_value_fen", "entrusted_value_fen", "agreement_value_fen", "share_percent", "agreement_unvalued",
    ]
    static let shareMonth = ["month", "taken_on"]
    static let keptShare = ["rows"]
    static let advisory = [
        "layer", "company_name", "place_name", "item", "item_name", "households", "kit_quantity", "kit_percent", "quantity",
        "confidence_percent", "counting_quantity", "base_unit", "source",
    ]
    static let readinessAdvisory = [
        "layer", "company_name", "place_name", "item", "item_name", "quantity", "confidence_percent", "counting_quantity", "base_unit",
    ]
    static let company = ["code", "name", "contact", "telephone", "source"]
    static let companyAgreements = ["number", "state", "name", "valid_from", "valid_to", "days_left"]
    static let companyStock = ["place", "owner", "item", "item_name", "quantity", "base_unit", "value_fen"]
}
