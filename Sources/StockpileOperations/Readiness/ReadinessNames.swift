package import StockpileModel
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
            JSONMember("is_tried", .bool(isStandardTried == true)),
        ]
    }

    func names(ofCategory code: String) -> [JSONMember] {
        let category = categories.first { $0.code == code }
        return [
            JSONMember("category", .text(code)), JSONMember("category_name", JSONValue(category?.name)),
            JSONMember("category_name_en", JSONValue(category?.nameEn)),
        ]
    }

    /// How each town stands in a line that is reckoned town by town; of another line nothing.
    ///
    /// Units: base units of the item.
    func json(_ answers: [TownAnswer]) -> JSONValue {
        .array(
            answers.map { answer in
                let town = towns?.first { $0.code == answer.town }
                return [
                    "town": .text(answer.town), "town_name": JSONValue(town?.name), "town_name_en": JSONValue(town?.nameEn),
                    "required": .integer(answer.required), "covered": .integer(answer.covered), "gap": .integer(answer.gap),
                ]
            })
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

extension JSONValue {
    /// A line with its least and most as people write them, where it names both: 120–200.
    package var withRequiredRange: JSONValue {
        guard let most = self[key: "required_max"]?.integer, let least = self[key: "required"]?.integer else { return self }
        return replacing("required", with: .text("\(least)–\(most)"))
    }

    /// The lines of which own stock is more than may be used, as people read them.
    package var linesAboveMax: [JSONValue] {
        (self[key: "lines"]?.array ?? []).filter { ($0[key: "above_max"]?.integer ?? 0) > 0 }.map(\.withRequiredRange)
    }
}
