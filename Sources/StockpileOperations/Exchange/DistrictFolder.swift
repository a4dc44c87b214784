internal import Crypto
internal import Foundation
internal import StockpileModel

/// The files of a district's folder, with the columns each of them has.
enum DistrictFolder {
    static let columns: KeyValuePairs<String, [String]> = [
        "district.csv": ["division_code", "local_unit", "name", "name_en", "time_zone", "short_code", "source"],
        "categories.csv": named,
        "hazards.csv": named,
        "drivers.csv": ["code", "name", "name_en", "unit", "source"],
        "classification.csv": named,
        "owners.csv": named,
        "companies.csv": ["code", "name", "name_en", "contact", "telephone", "source"],
        "places.csv": [
            "code", "name", "name_en", "kind", "company", "longitude", "latitude", "capacity_m2", "handling_minutes", "population",
            "contact", "telephone", "source", "custodian", "capacity_m3", "used_by",
        ],
        "bins.csv": ["place", "code", "name", "source"],
        "routes.csv": ["from_place", "to_place", "minutes", "both_ways", "source"],
        "items.csv": [
            "code", "name", "name_en", "classification_code", "base_unit", "categories", "shelf_life_months", "shelf_life_from",
            "shelf_life_source", "warn_days", "rotate_days", "is_returnable", "source", "is_serialised",
        ],
        "shelf_life_rules.csv": [
            "item", "life_kind", "months", "days", "counted_from", "acquired_by", "warn_days", "rotate_before_days",
            "stop_issue_before_days", "source",
        ],
        "item_substitutes.csv": ["item", "substitute", "units", "condition", "source"],
        "kit_parts.csv": ["kit", "part", "quantity", "source"],
        "packs.csv": ["item", "name", "base_units", "packs", "source"],
        "people.csv": ["login", "name", "name_en", "roles", "telephone", "source"],
        "legacy_groups.csv": ["legacy_group", "name", "category", "rule", "source"],
        "opening_stock.csv": [
            "as_of", "place", "bin", "item", "lot_number", "category", "owner", "legacy_group", "quantity", "unit_cost_fen", "condition",
            "manufactured_on", "received_on", "expires_on", "warn_on", "rotate_by_on", "funding_source", "origin", "source", "serials",
        ],
        "agreements.csv": ["number", "company", "name", "valid_from", "valid_to", "source"] + agreementTerms,
        "agreement_stock.csv": ["agreement", "item", "place", "quantity", "response_hours", "confidence_percent", "source"] + lineTerms,
        "capacity.csv": ["agreement", "item", "place", "units_per_day", "ramp_up_hours", "quantity_max", "source", "raw_material_days"],
        "minimum_stock.csv": ["agreement", "item", "place", "quantity", "source"] + floorTerms,
        "requisition_candidates.csv": [
            "number", "holder", "item", "classification_code", "quantity", "unit", "place", "contact", "telephone", "source",
        ],
        "liaisons.csv": [
            "organisation_kind", "organisation", "name", "telephone", "deputy", "deputy_telephone", "trained_on", "valid_from", "valid_to",
            "source",
        ],
        "mutual_aid.csv": [
            "number", "neighbour", "neighbour_name", "neighbour_name_en", "telephone", "item", "quantity", "place", "response_hours",
            "confidence_percent", "valid_from", "valid_to", "source",
        ],
        "social_stock.csv": ["company", "item", "quantity", "confidence_percent", "source"],
        "household_kits.csv": ["town", "item", "households", "kit_quantity", "kit_percent", "confidence_percent", "source"],
        "standards.csv": ["code", "version", "name", "name_en", "level", "effective_from", "source", "redundancy_percent"],
        "standard_lines.csv": [
            "standard", "version", "hazard", "category", "item", "driver", "coefficient", "days", "within_hours", "source",
            "coefficient_max", "scope",
        ],
        "scenarios.csv": ["code", "name", "name_en", "hazard", "response_days", "towns", "source"],
        "scenario_drivers.csv": ["scenario", "driver", "value", "source"],
        "scenario_town_drivers.csv": ["scenario", "town", "driver", "value", "source"],
        "response_hazards.csv": ["hazard", "name", "name_en", "covers", "source"],
        "response_metrics.csv": ["metric", "name", "name_en", "is_percent", "figures", "source"],
        "response_plans.csv": ["plan", "jurisdiction", "plan_year", "by_forecast", "source"],
        "response_levels.csv": [
            "plan", "jurisdiction", "admin_level", "plan_year", "hazard", "level", "metric", "min_inclusive", "max_exclusive", "unit",
            "source", "confidence", "note",
        ],
        "rotation_ways.csv": [
            "way", "item", "category", "place", "agreement", "saved_percent", "fixed_cost_fen", "cost_per_unit_fen", "monthly_quantity",
            "lead_days", "least_days_left", "replaced_after_days", "source",
        ],
        "routine_use.csv": ["item", "place", "monthly_quantity", "source"],
        "purchase_offers.csv": [
            "item", "supplier", "unit_price_fen", "lead_days", "quantity_min", "quantity_max", "shelf_life_months", "source",
        ],
        "agreement_offers.csv": [
            "company", "item", "place", "fee_per_unit_fen", "lead_days", "response_hours", "quantity_max", "confidence_percent", "source",
        ],
        "capacity_offers.csv": [
            "company", "item", "place", "fee_per_unit_fen", "lead_days", "ramp_up_hours", "units_per_day_max", "quantity_max",
            "confidence_percent", "source",
        ],
        "item_space.csv": ["item", "m2_per_unit", "m3_per_unit", "source"],
        "care_rules.csv": ["code", "item", "duty", "every_days", "first_days", "instruction", "source"],
    ]

    /// A district that has no use for them leaves these out.
    static let optionalFiles: Set<String> = [
        "bins.csv", "shelf_life_rules.csv", "rotation_ways.csv", "routine_use.csv", "requisition_candidates.csv", "social_stock.csv",
        "household_kits.csv", "mutual_aid.csv",
        "response_hazards.csv", "response_metrics.csv", "response_plans.csv", "response_levels.csv", "care_rules.csv",
        "scenario_town_drivers.csv", "liaisons.csv", "item_substitutes.csv", "kit_parts.csv", "purchase_offers.csv", "agreement_offers.csv",
        "capacity_offers.csv", "item_space.csv",
    ]
    static let optionalColumns: [String: Set<String>] = [
        "shelf_life_rules.csv": ["days", "acquired_by", "warn_days", "rotate_before_days", "stop_issue_before_days"],
        "agreements.csv": Set(agreementTerms), "agreement_stock.csv": Set(lineTerms), "capacity.csv": ["raw_material_days"],
        "minimum_stock.csv": Set(floorTerms), "mutual_aid.csv": ["telephone"],
        "places.csv": ["custodian", "capacity_m3", "used_by"], "items.csv": ["is_serialised"],
        "opening_stock.csv": ["serials"], "bins.csv": ["name"],
        "care_rules.csv": ["first_days"], "item_substitutes.csv": ["condition"],
        "standards.csv": ["redundancy_percent"], "standard_lines.csv": ["coefficient_max", "scope"],
        "purchase_offers.csv": ["quantity_min", "shelf_life_months"],
        "item_space.csv": ["m2_per_unit", "m3_per_unit"],
    ]

    private static let agreementTerms = [
        "government_party", "third_party", "third_role", "fee_per_year_fen", "swap_back_days", "shelf_life_days_min", "remind_days",
    ]
    private static let lineTerms = ["price_rule", "price_fen", "price_percent", "town_hours"]
    private static let floorTerms = ["days_of_use", "daily_use", "daily_use_source"]
    private static let named = ["code", "name", "name_en", "source"]

    /// The bytes of each file that is there. Other files in the folder, such as a description, do not matter.
    ///
    /// Errors: invalid when the folder itself cannot be read.
    static func read(_ folder: URL) throws -> [String: Data] {
        var isFolder: ObjCBool = false
        let path = folder.path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            throw StockpileError.invalid([FieldProblem(file: folder.lastPathComponent, .fileMissing, ["value": path])])
        }
        var files: [String: Data] = [:]
        for (name, _) in columns {
            let url = folder.appending(path: name)
            guard FileManager.default.fileExists(atPath: url.path(percentEncoded: false)) else { continue }
            do {
                files[name] = try Data(contentsOf: url)
            } catch {
                throw StockpileError.invalid([FieldProblem(file: name, .fileUnreadable, ["reason": "not_readable"])])
            }
        }
        return files
    }

    /// SHA-256 over names, lengths and bytes of all files.
    static func sha256(of files: [String: Data]) -> String {
        var hash = SHA256()
        for (name, _) in columns {
            guard let data = files[name] else { continue }
            hash.update(data: Data("\(name)\n\(data.count)\n".utf8))
            hash.update(data: data)
        }
        return hash.finalize().hexadecimal
    }
}
