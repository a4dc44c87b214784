internal import StockpileModel
internal import StockpileStore

/// The words people know the parts of an answer about readiness by, the same in every answer.
extension ReadinessBasis {
    /// What was asked and by which standard it is answered.
    var headJSON: [JSONMember] {
        [
            JSONMember("level", .text(level.rawValue)), JSONMember("scenario", .text(scenario.code)),
            JSONMember("scenario_name", .text(scenario.name)), JSONMember("scenario_name_en", .text(scenario.nameEn)),
            JSONMember("hazard", .text(scenario.hazard)), JSONMember("on", JSONValue(day)),
            JSONMember("standard", .text(standard.code)), JSONMember("standard_version", .integer(standard.version)),
        ]
    }

    func names(ofCategory code: String) -> [JSONMember] {
        let category = categories.first { $0.code == code }
        return [
            JSONMember("category", .text(code)), JSONMember("category_name", JSONValue(category?.name)),
            JSONMember("category_name_en", JSONValue(category?.nameEn)),
        ]
    }

    func names(of line: StandardLine) -> [JSONMember] {
        names(ofCategory: line.category) + [
            JSONMember("item", .text(line.itemCode)), JSONMember("item_name", .text(line.itemName)),
            JSONMember("item_name_en", .text(line.itemNameEn)), JSONMember("base_unit", .text(line.baseUnit)),
        ]
    }
}

extension HourCoverage {
    var json: JSONValue { ["hours": .integer(Int64(hours)), "covered": .integer(covered)] }
}
